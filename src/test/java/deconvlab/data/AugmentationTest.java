package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the parts of an augmentation do to pixels, against plain loops; and classes drawn evenly.
 */
class AugmentationTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static ImageSet noise(int images) {
    byte[] pixels = new byte[images * ImageSet.IMAGE_BYTES];
    new Random(1).nextBytes(pixels);
    return new ImageSet(pixels, new byte[images], List.of("only"));
  }

  /** All images in order, in one batch, by the draws given; values 0 to 1. */
  private float[] made(ImageSet set, Augmentation drawn) {
    int n = set.size();
    try (DeviceImages images = new DeviceImages(set, Normalization.NONE, Device.cpu())) {
      int[] order = IntStream.range(0, n).toArray();
      return new Epoch(images, order, drawn, new int[0], n, 1)
          .batch(0, manager)
          .images()
          .toFloatArray();
    }
  }

  private static double pixel(ImageSet set, int image, int plane, int row, int column) {
    boolean inside = row >= 0 && row < 32 && column >= 0 && column < 32;
    return inside ? (set.image(image)[plane * 1024 + row * 32 + column] & 0xff) / 255.0 : 0;
  }

  /** The hole of 5×5 from row −2, column 30 covers rows 0 to 2 of the last two columns. */
  @Test
  void aHoleIsBlackAndMayLieHalfOutside() {
    ImageSet set = noise(1);
    Augmentation drawn =
        new Augmentation(
            new AugmentConfig(false, 0, 0, 5),
            new long[1],
            new boolean[1],
            new double[1],
            new long[][] {{-2, 30}});
    float[] x = made(set, drawn);
    for (int i = 0; i < x.length; i++) {
      boolean hole = i / 32 % 32 <= 2 && i % 32 >= 30;
      double expected = hole ? 0 : pixel(set, 0, i / 1024, i / 32 % 32, i % 32);
      assertThat((double) x[i]).as("pixel %s", i).isCloseTo(expected, within(1e-6));
    }
  }

  /** Every pixel is where the turn about the centre takes it from, between four pixels. */
  @Test
  void aTurnIsBilinearAndBlackOutside() {
    ImageSet set = noise(2);
    double[] angle = {Math.PI / 2, Math.toRadians(-17)};
    Augmentation drawn =
        new Augmentation(
            new AugmentConfig(false, 0, 90, 0), new long[2], new boolean[2], angle, new long[2][2]);
    float[] x = made(set, drawn);
    for (int i = 0; i < x.length; i++) {
      double a = angle[i / 3072];
      double right = i % 32 - 15.5;
      double down = i / 32 % 32 - 15.5;
      double column = Math.cos(a) * right - Math.sin(a) * down + 15.5;
      double row = Math.sin(a) * right + Math.cos(a) * down + 15.5;
      int top = (int) Math.floor(row);
      int left = (int) Math.floor(column);
      double expected = 0;
      for (int corner = 0; corner < 4; corner++) {
        int r = top + corner / 2;
        int c = left + corner % 2;
        double share = (1 - Math.abs(row - r)) * (1 - Math.abs(column - c));
        expected += share * pixel(set, i / 3072, i / 1024 % 3, r, c);
      }
      assertThat((double) x[i]).as("pixel %s", i).isCloseTo(expected, within(1e-4));
    }
  }

  /** Arms of a study differ by what is asked alone: they mirror, turn and cut alike. */
  @Test
  void drawsDoNotDependOnWhatElseIsAsked() {
    Augmentation all = Augmentation.draw(new AugmentConfig(true, 4, 15, 8), 500, 7, 3);
    Augmentation usual = Augmentation.draw(AugmentConfig.USUAL, 500, 7, 3);
    assertThat(all.corner()).isEqualTo(usual.corner());
    assertThat(Augmentation.draw(AugmentConfig.NONE.withFlip(true), 500, 7, 3).mirrored())
        .isEqualTo(usual.mirrored())
        .isEqualTo(all.mirrored());
    assertThat(Augmentation.draw(AugmentConfig.NONE.withCrop(4), 500, 7, 3).mirrored())
        .isEqualTo(new boolean[500]);
    assertThat(Augmentation.draw(new AugmentConfig(false, 0, 15, 0), 500, 7, 3).angle())
        .isEqualTo(all.angle());
    assertThat(Augmentation.draw(new AugmentConfig(false, 0, 0, 8), 500, 7, 3).hole())
        .isDeepEqualTo(all.hole());
    double most = Arrays.stream(all.angle()).map(Math::abs).max().orElseThrow();
    assertThat(Math.toDegrees(most)).isBetween(14.5, 15.0);
    assertThat(Arrays.stream(all.hole()).mapToLong(h -> h[0]).summaryStatistics())
        .satisfies(s -> assertThat(List.of(s.getMin(), s.getMax())).containsExactly(-4L, 27L));
  }

  @Test
  void theBatchSizeChangesNothing() {
    ImageSet set = noise(10);
    AugmentConfig everything = new AugmentConfig(true, 3, 20, 7);
    try (DeviceImages images = new DeviceImages(set, Normalization.NONE, Device.cpu())) {
      int[] order = IntStream.range(0, 10).toArray();
      float[] whole = all(images, order, new BatchOptions(10, true, everything, false));
      assertThat(all(images, order, new BatchOptions(4, true, everything, false))).isEqualTo(whole);
    }
  }

  private float[] all(DeviceImages images, int[] indices, BatchOptions options) {
    Epoch epoch = Batches.of(images, indices, options, 5).epoch(2);
    float[] all = new float[indices.length * ImageSet.IMAGE_BYTES];
    int at = 0;
    for (int b = 0; b < epoch.size(); b++) {
      float[] x = epoch.batch(b, manager).images().toFloatArray();
      System.arraycopy(x, 0, all, at, x.length);
      at += x.length;
    }
    return all;
  }

  /** 90, 9 and 1 images of the classes 0, 2 and 3, 100 draws an epoch: a third each on average. */
  @Test
  void resamplingDrawsEveryClassAlike() {
    byte[] labels = new byte[100];
    Arrays.fill(labels, 90, 99, (byte) 2);
    labels[99] = 3;
    ImageSet set =
        new ImageSet(new byte[100 * ImageSet.IMAGE_BYTES], labels, List.of("a", "b", "c", "d"));
    int[] indices = IntStream.range(0, 100).toArray();
    try (DeviceImages images = new DeviceImages(set, Normalization.NONE, Device.cpu())) {
      BatchOptions options = new BatchOptions(30, true, AugmentConfig.NONE, false);
      Batches batches = Batches.resampled(images, indices, labels, options, 4);
      assertThat(batches.size()).isEqualTo(4);
      int[] counts = new int[4];
      for (int e = 0; e < 60; e++) {
        for (int b = 0; b < 4; b++) {
          for (int index : batches.epoch(e).indices(b)) {
            counts[labels[index]]++;
          }
        }
      }
      // 6,000 draws, 2,000 ± 5 standard deviations each.
      assertThat(counts[1]).isZero();
      assertThat(List.of(counts[0], counts[2], counts[3])).allMatch(n -> n > 1815 && n < 2185);
      assertThat(batches.epoch(7).indices(0)).isEqualTo(batches.epoch(7).indices(0));
      assertThat(batches.epoch(7).indices(0)).isNotEqualTo(batches.epoch(8).indices(0));
    }
  }
}
