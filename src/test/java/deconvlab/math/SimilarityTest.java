package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Peers' numbers: {@code environment/peers/restoration_reference.py} with scikit-image 0.26.0 and
 * torch 2.7.1.
 */
class SimilarityTest {
  private static final float[] X = picture(3, 5, 7, 31);

  /** (3, 13, 16): (a·i² + b·j + c·k + i·j) mod m, over m − 1. */
  private static float[] picture(int a, int b, int c, int m) {
    float[] picture = new float[3 * 13 * 16];
    for (int at = 0; at < picture.length; at++) {
      int k = at / 208;
      int i = at % 208 / 16;
      int j = at % 16;
      picture[at] = (float) ((a * i * i + b * j + c * k + i * j) % m / (m - 1.0));
    }
    return picture;
  }

  private static float[] near() {
    float[] other = picture(2, 9, 4, 17);
    float[] near = new float[X.length];
    for (int i = 0; i < near.length; i++) {
      near[i] = (float) (0.8 * X[i] + 0.2 * other[i]);
    }
    return near;
  }

  @Test
  void psnrIsScikitImages() {
    assertThat(Similarity.psnr(X, near(), 1)).isCloseTo(21.27020849585234, within(1e-6));
    assertThat(Similarity.psnr(X, picture(1, 11, 3, 23), 1))
        .isCloseTo(7.773095278548205, within(1e-6));
  }

  @Test
  void ssimIsScikitImages() {
    assertThat(Similarity.ssim(X, near(), 3, 13, 16, 1))
        .isCloseTo(0.9549628037181358, within(1e-6));
    assertThat(Similarity.ssim(X, picture(1, 11, 3, 23), 3, 13, 16, 1))
        .isCloseTo(-0.0010738930666607804, within(1e-6));
    assertThat(Similarity.ssim(bytes(X), bytes(near()), 1, 13, 16, 255))
        .isCloseTo(0.9584845651229984, within(1e-6));
  }

  /** The middle channel in [0, 255]. */
  private static float[] bytes(float[] picture) {
    float[] bytes = Arrays.copyOfRange(picture, 208, 416);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] *= 255;
    }
    return bytes;
  }

  /** Differences 3 and 4 of 100: mean square 12.5, 10·log10(10,000/12.5) = 29.03. */
  @Test
  void byHand() {
    float[] a = {10, 20};
    assertThat(Similarity.psnr(a, new float[] {13, 16}, 100)).isCloseTo(29.0309, within(1e-4));
    assertThat(Similarity.psnr(a, a, 100)).isInfinite().isPositive();
    assertThat(Similarity.ssim(X, X, 3, 13, 16, 1)).isCloseTo(1, within(1e-12));
    // Flat pictures have luminance alone: (2·0.2·0.6 + 1e-4)/(0.04 + 0.36 + 1e-4).
    float[] dark = new float[121];
    float[] light = new float[121];
    Arrays.fill(dark, 0.2f);
    Arrays.fill(light, 0.6f);
    assertThat(Similarity.ssim(dark, light, 1, 11, 11, 1)).isCloseTo(0.2401 / 0.4001, within(1e-5));
  }

  @Test
  void whatCannotBeComparedIsNamed() {
    assertThatThrownBy(() -> Similarity.psnr(new float[2], new float[3], 1))
        .hasMessage("pictures have 2 and 3 values, must both have 3, more than 0");
    assertThatThrownBy(() -> Similarity.ssim(new float[110], new float[110], 1, 10, 11, 1))
        .hasMessage("picture is 10×11, must be at least 11×11: the window's size");
  }

  @Test
  void bicubicIsTorchs() {
    float[] plane = {1, 2, 4, 8, 3, -1, 5, 0, 2, 7, 1, 6};
    float[] torch = {
      0.627975f, 1.07962f, 1.803925f, 2.661041f, 3.068695f, 5.182281f, 7.777924f, 9.365738f,
      1.53566f, 1.269501f, 0.789825f, 1.689133f, 3.427628f, 5.082825f, 5.728943f, 6.146301f,
      3.054855f, 1.564117f, -0.970123f, 0.015396f, 4.043869f, 4.956238f, 2.313049f, 0.756165f,
      3.246811f, 2.290436f, 0.669281f, 1.202148f, 3.661255f, 3.755219f, 1.480377f, 0.127121f,
      2.003128f, 3.0383f, 4.782257f, 4.579224f, 2.49585f, 2.15799f, 3.701141f, 4.614395f,
      1.267075f, 3.497833f, 7.262177f, 6.612228f, 1.794815f, 1.183594f, 5.005615f, 7.271393f
    };
    assertThat(Bicubic.doubled(plane, 3, 4)).containsExactly(torch, within(2e-6f));
    assertThatThrownBy(() -> Bicubic.doubled(plane, 3, 5))
        .hasMessage("plane has 12 values, must have height·width=3·5, more than 0");
  }

  /** ±1 in turn: all of the error is pattern, 4·6/3 times what white noise has. */
  @Test
  void aCheckerboardIsAllPattern() {
    float[] wanted = new float[2 * 4 * 6];
    float[] board = new float[wanted.length];
    float[] flat = new float[wanted.length];
    for (int i = 0; i < board.length; i++) {
      board[i] = (i / 6 + i % 6) % 2 == 0 ? 1 : -1;
      flat[i] = 0.25f;
    }
    assertThat(Checkerboard.ofError(wanted, board, 2, 4, 6)).isCloseTo(8, within(1e-9));
    assertThat(Checkerboard.ofError(wanted, flat, 2, 4, 6)).isZero();
    assertThat(Checkerboard.ofError(wanted, wanted, 2, 4, 6)).isZero();
    // One wrong pixel, 2: phase means 2/6, 0, 0, 0; variance 1/48, mean square 4/24 (one channel).
    float[] one = new float[24];
    one[7] = 2;
    assertThat(Checkerboard.ofError(new float[24], one, 1, 4, 6))
        .isCloseTo(1.0 / 48 / (1.0 / 6) * 8, within(1e-6));
    assertThatThrownBy(() -> Checkerboard.ofError(wanted, wanted, 2, 8, 3))
        .hasMessage("picture is 8×3, both must be even: the period is 2");
  }

  /** 1 on average, so that it says how many times white noise an error is. */
  @Test
  void whiteNoiseScoresOne() {
    Random random = new Random(5);
    double sum = 0;
    for (int n = 0; n < 400; n++) {
      float[] noise = new float[3 * 32 * 32];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) random.nextGaussian();
      }
      sum += Checkerboard.ofError(new float[noise.length], noise, 3, 32, 32);
    }
    assertThat(sum / 400).isCloseTo(1, within(0.08));
  }
}
