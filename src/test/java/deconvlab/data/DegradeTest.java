package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import deconvlab.TestImages;
import deconvlab.nn.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is lost of images, and what of that is the same whenever it is asked for. */
class DegradeTest {
  private static final Normalization BY =
      new Normalization(new float[] {0.5f, 0.4f, 0.3f}, new float[] {0.25f, 0.2f, 0.1f});

  private final ImageSet set = TestImages.data().train();
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Batch batch(DegradeConfig degrade, BatchOptions how, int epoch, int number, int[] of) {
    return batch(set, degrade, how, epoch, number, of);
  }

  private Batch batch(
      ImageSet from, DegradeConfig degrade, BatchOptions how, int epoch, int number, int[] of) {
    try (DeviceImages images = new DeviceImages(from, BY, Device.cpu(), degrade)) {
      return Batches.of(images, of, how, 3).epoch(epoch).batch(number, manager);
    }
  }

  /** 0.1 of 1 is 25.5 of 255: divided by the channel's own standard deviation. */
  @Test
  void noiseHasItsSigmaInEveryChannel() {
    int[] all = IntStream.range(0, 120).toArray();
    Batch batch = batch(new DegradeConfig("noise", 25.5), BatchOptions.evaluation(120), 0, 0, all);
    float[] noise = batch.images().sub(batch.clean()).toFloatArray();
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < noise.length; i++) {
        if (i / 1024 % 3 == c) {
          double z = noise[i] * BY.std()[c] / 0.1;
          sum += z;
          squares += z * z;
        }
      }
      int n = noise.length / 3;
      assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
      assertThat(squares / n).isCloseTo(1, within(6 / Math.sqrt(n)));
    }
  }

  /** Scored, an image has the noise of its index alone, whatever the batches. */
  @Test
  void scoredNoiseIsTheImagesOwn() {
    DegradeConfig noise = new DegradeConfig("noise", 10);
    int[] some = {7, 31, 5, 8};
    float[] large = batch(noise, BatchOptions.evaluation(4), 0, 0, some).images().toFloatArray();
    float[] small = batch(noise, BatchOptions.evaluation(3), 2, 1, some).images().toFloatArray();
    assertThat(small).isEqualTo(Arrays.copyOfRange(large, 3 * 3072, 4 * 3072));
    assertThat(batch(noise, BatchOptions.evaluation(4), 0, 0, some).clean().toFloatArray())
        .isEqualTo(
            batch(DegradeConfig.NONE, BatchOptions.evaluation(4), 0, 0, some)
                .images()
                .toFloatArray());
  }

  /** In training it is fresh every epoch, by the run's seed, and the order is as without. */
  @Test
  void trainedNoiseIsFreshEveryEpoch() {
    DegradeConfig noise = new DegradeConfig("noise", 50);
    int[] one = {9};
    BatchOptions how = BatchOptions.training(1);
    float[] first = batch(noise, how, 0, 0, one).images().toFloatArray();
    assertThat(batch(noise, how, 0, 0, one).images().toFloatArray()).isEqualTo(first);
    assertThat(batch(noise, how, 1, 0, one).images().toFloatArray()).isNotEqualTo(first);
    int[] many = IntStream.range(0, 40).toArray();
    assertThat(batch(noise, BatchOptions.training(8), 1, 2, many).clean().toFloatArray())
        .isEqualTo(
            batch(DegradeConfig.NONE, BatchOptions.training(8), 1, 2, many)
                .images()
                .toFloatArray());
  }

  @Test
  void downsamplingIsTheMeanOfFour() {
    Batch batch =
        batch(
            new DegradeConfig("downsample", 2), BatchOptions.evaluation(2), 0, 0, new int[] {4, 6});
    float[] clean = batch.clean().toFloatArray();
    float[] seen = batch.images().toFloatArray();
    for (int i = 0; i < seen.length; i++) {
      int corner = i / 64 * 64 + i % 32 / 2 * 2;
      float mean =
          (clean[corner] + clean[corner + 1] + clean[corner + 32] + clean[corner + 33]) / 4;
      assertThat(seen[i]).isCloseTo(mean, within(1e-5f));
    }
  }

  /** Mirrored and shifted alike, what the network sees is what it is held against. */
  @Test
  void whatWasCompressedIsAugmentedAsTheCleanImageIs() {
    DegradeConfig best = new DegradeConfig("jpeg", 100);
    BatchOptions how = new BatchOptions(20, true, AugmentConfig.USUAL, false);
    int[] all = IntStream.range(0, 20).toArray();
    Batch batch = batch(waves(), best, how, 0, 0, all);
    double off = batch.images().sub(batch.clean()).abs().mean().getFloat();
    double other =
        batch.clean().sub(batch(waves(), best, how, 1, 0, all).clean()).abs().mean().getFloat();
    assertThat(off).isPositive().isLessThan(other / 4);
  }

  /** Smooth pictures; Pillow 13.0.0 (libjpeg-turbo) is the peer: 19.22 and 22.87 dB. */
  @Test
  void jpegLosesMoreAtALowerQuality() {
    ImageSet smooth = waves();
    byte[] ten = JpegLoss.of(smooth, 10);
    byte[] thirty = JpegLoss.of(smooth, 30);
    assertThat(JpegLoss.of(smooth, 10)).isEqualTo(ten);
    assertThat(psnr(smooth.pixels(), ten)).isCloseTo(19.22, within(0.3));
    assertThat(psnr(smooth.pixels(), thirty)).isCloseTo(22.87, within(0.3));
  }

  /** Twenty pictures, value 128 + 60·sin(a·row + b·column + channel) + 20·sin(row·column/c). */
  private static ImageSet waves() {
    byte[] pixels = new byte[20 * ImageSet.IMAGE_BYTES];
    for (int i = 0; i < pixels.length; i++) {
      int n = i / 3072;
      int r = i % 1024 / 32;
      int c = i % 32;
      int channel = i % 3072 / 1024;
      double wave = 60 * Math.sin(0.05 * (n + 1) * r + 0.3 * c + channel);
      pixels[i] = (byte) Math.round(128 + wave + 20 * Math.sin(r * c / (8.0 + n)));
    }
    return new ImageSet(pixels, new byte[20], List.of("wave"));
  }

  private static double psnr(byte[] a, byte[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow((a[i] & 0xff) - (b[i] & 0xff), 2);
    }
    return 10 * Math.log10(255.0 * 255 * a.length / squares);
  }

  @Test
  void whatCannotBeLostIsRefused() {
    refused("noise", 0, "level=0.0 must be in (0, 255] for kind=noise: σ in grey levels of 255");
    refused("downsample", 4, "level=4.0 must be 2 for kind=downsample");
    refused(
        "jpeg", 10.5, "level=10.5 must be a whole number in [1, 100] for kind=jpeg: the quality");
    refused("none", 1, "level=1.0 must be 0 for kind=none");
    refused("blur", 1, "kind=blur is unknown: use one of none, noise, downsample, jpeg, latent");
  }

  private static void refused(String kind, double level, String message) {
    assertThatThrownBy(() -> new DegradeConfig(kind, level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
