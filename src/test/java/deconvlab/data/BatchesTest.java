package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.nn.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Torch.engine().newBaseManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** Two images: 0 is all 0; 1 has 50 in green at row 2, column 5, and 200 in blue at 31, 30. */
  private static ImageSet dots() {
    byte[] pixels = new byte[2 * 3072];
    pixels[3072 + 1024 + 2 * 32 + 5] = 50;
    pixels[3072 + 2048 + 31 * 32 + 30] = (byte) 200;
    return new ImageSet(pixels, new byte[] {2, 1}, CLASSES);
  }

  private static ImageSet noise(int n) {
    byte[] pixels = new byte[n * 3072];
    new Random(9).nextBytes(pixels);
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 3);
    }
    return new ImageSet(pixels, labels, CLASSES);
  }

  @Test
  void gathersAndNormalises() {
    Normalization constants =
        new Normalization(new float[] {0.5f, 0.1f, 0}, new float[] {0.25f, 0.2f, 2});
    try (DeviceImages images = new DeviceImages(dots(), constants, Device.cpu())) {
      Batches batches = Batches.of(images, new int[] {1, 0, 1}, BatchOptions.evaluation(2), 0);
      Batch first = batches.epoch(0).batch(0, manager);
      assertThat(first.images().getShape()).isEqualTo(new Shape(2, 3, 32, 32));
      assertThat(first.labels().toLongArray()).containsExactly(1, 2);
      float[] x = first.images().toFloatArray();
      assertThat(x[0]).as("(0/255 - 0.5)/0.25").isCloseTo(-2f, within(1e-6f));
      assertThat(x[1024 + 69]).as("(50/255 - 0.1)/0.2").isCloseTo(0.48039216f, within(1e-6f));
      assertThat(x[1024 + 68]).as("(0 - 0.1)/0.2").isCloseTo(-0.5f, within(1e-6f));
      assertThat(x[2048 + 1022]).as("(200/255)/2").isCloseTo(0.3921569f, within(1e-6f));
      Batch last = batches.epoch(0).batch(1, manager);
      assertThat(last.labels().size()).isEqualTo(1);
      assertThat(last.labels().toLongArray()).containsExactly(1);
    }
  }

  /**
   * By hand: the dot at row 2, column 5 lies at 6, 9 of the padded image; a window from (3, 8)
   * shows it at 3, 1, mirrored at 3, 30. The dot at 31, 30 lies at 35, 34: seen at 32, 26, one row
   * too low.
   */
  @Test
  void cutsAndMirrors() {
    long[] corner = {3 * 40 + 8, 3 * 40 + 8, 4 * 40 + 4, 8 * 40 + 7};
    Augmentation augmentation =
        new Augmentation(
            AugmentConfig.USUAL,
            corner,
            new boolean[] {false, true, true, false},
            new double[4],
            new long[4][2]);
    try (DeviceImages images = new DeviceImages(dots(), Normalization.NONE, Device.cpu())) {
      Epoch epoch = new Epoch(images, new int[] {1, 1, 1, 1}, augmentation, new int[0], 4, 1);
      float[] x = epoch.batch(0, manager).images().toFloatArray();
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < x.length; i++) {
        if (x[i] != 0) {
          seen.add(
              "image %d channel %d row %d column %d: %d"
                  .formatted(i / 3072, i / 1024 % 3, i / 32 % 32, i % 32, Math.round(x[i] * 255)));
        }
      }
      assertThat(seen)
          .containsExactly(
              "image 0 channel 1 row 3 column 1: 50",
              "image 1 channel 1 row 3 column 30: 50",
              "image 2 channel 1 row 2 column 26: 50",
              "image 2 channel 2 row 31 column 1: 200",
              "image 3 channel 2 row 27 column 27: 200");
    }
  }

  /** Every pixel of an augmented epoch against plain loops. */
  @Test
  void augmentationEqualsThePlainDefinition() {
    ImageSet set = noise(20);
    int[] indices = IntStream.range(0, 20).toArray();
    Augmentation drawn = Augmentation.draw(AugmentConfig.USUAL, 20, 5, 2);
    int[] order = Batches.order(indices, 5, 2);
    try (DeviceImages images = new DeviceImages(set, Normalization.NONE, Device.cpu())) {
      BatchOptions options = new BatchOptions(8, true, AugmentConfig.USUAL, false);
      Epoch epoch = Batches.of(images, indices, options, 5).epoch(2);
      for (int b = 0, p = 0; b < epoch.size(); b++) {
        Batch batch = epoch.batch(b, manager);
        float[] x = batch.images().toFloatArray();
        for (int i = 0; i < batch.labels().size(); i++, p++) {
          byte[] expected =
              plain(set.image(order[p]), (int) drawn.corner()[p], drawn.mirrored()[p]);
          byte[] actual = new byte[3072];
          for (int k = 0; k < 3072; k++) {
            actual[k] = (byte) Math.round(x[i * 3072 + k] * 255);
          }
          assertThat(actual).as("position " + p).isEqualTo(expected);
        }
      }
    }
  }

  private static byte[] plain(byte[] image, int corner, boolean mirrored) {
    byte[] out = new byte[3072];
    for (int k = 0; k < 3072; k++) {
      int column = mirrored ? 31 - k % 32 : k % 32;
      int y = k / 32 % 32 + corner / 40 - 4;
      int x = column + corner % 40 - 4;
      if (y >= 0 && y < 32 && x >= 0 && x < 32) {
        out[k] = image[k / 1024 * 1024 + y * 32 + x];
      }
    }
    return out;
  }

  @Test
  void drawsAreFairAndOwnedByTheEpoch() {
    Augmentation a = Augmentation.draw(AugmentConfig.USUAL, 9000, 1, 0);
    long[] rows = new long[9];
    int mirrored = 0;
    for (int i = 0; i < 9000; i++) {
      rows[(int) (a.corner()[i] / 40)]++;
      mirrored += a.mirrored()[i] ? 1 : 0;
    }
    assertThat(Arrays.stream(rows).boxed())
        .allMatch(n -> n > 850 && n < 1150); // 1,000 ± 5 standard deviations.
    assertThat(mirrored).isBetween(4260, 4740);
    assertThat(Augmentation.draw(AugmentConfig.USUAL, 100, 1, 0).corner())
        .isEqualTo(Arrays.copyOf(a.corner(), 100))
        .isNotEqualTo(Augmentation.draw(AugmentConfig.USUAL, 100, 1, 1).corner())
        .isNotEqualTo(Augmentation.draw(AugmentConfig.USUAL, 100, 2, 0).corner());
  }

  /** Bytes 0 and 255 in equal parts: mean 0.5, standard deviation 0.5; a flat channel: 0.2. */
  @Test
  void measuresConstantsOnTheGivenImagesOnly() {
    byte[] pixels = new byte[2 * 3072];
    Arrays.fill(pixels, 0, 512, (byte) 255);
    Arrays.fill(pixels, 1024, 2048, (byte) 51);
    Arrays.fill(pixels, 3072, 6144, (byte) 99);
    ImageSet set = new ImageSet(pixels, new byte[2], CLASSES);
    Normalization measured = Normalization.of(set, new int[] {0});
    assertThat(measured.mean()).containsExactly(0.5f, 0.2f, 0);
    assertThat(measured.std()).containsExactly(0.5f, 0.5f / 255, 0.5f / 255);
    assertThatThrownBy(() -> Normalization.of(set, new int[0])).hasMessageContaining("indices");
    assertThatThrownBy(() -> new Normalization(new float[3], new float[3]))
        .hasMessageContaining("std=0.0");
  }

  @Test
  void countsBatches() {
    try (DeviceImages images = new DeviceImages(noise(10), Normalization.NONE, Device.cpu())) {
      int[] nine = IntStream.range(0, 9).toArray();
      Batches full = Batches.of(images, nine, BatchOptions.training(4), 0);
      assertThat(full.size()).isEqualTo(2);
      assertThat(Batches.evaluation(images, 4).size()).isEqualTo(3);
      assertThat(Batches.evaluation(images, 4).epoch(0).indices(2)).containsExactly(8, 9);
      assertThatThrownBy(() -> full.epoch(0).batch(2, manager)).hasMessageContaining("batch 2");
      assertThatThrownBy(() -> Batches.of(images, nine, BatchOptions.training(10), 0))
          .hasMessageContaining("9 images do not fill one batch of 10");
      assertThatThrownBy(() -> Batches.of(images, new int[] {10}, BatchOptions.evaluation(1), 0))
          .hasMessageContaining("index 10");
      assertThatThrownBy(() -> BatchOptions.training(0)).hasMessageContaining("batchSize=0");
    }
  }

  @Test
  void aBatchLargerThanTheSetIsTheSet() {
    try (DeviceImages images = new DeviceImages(dots(), Normalization.NONE, Device.cpu())) {
      Batches all = Batches.evaluation(images, Integer.MAX_VALUE);
      assertThat(all.size()).isEqualTo(1);
      assertThat(all.epoch(0).indices(0)).hasSize(images.size());
    }
  }

  @Test
  void batchesCanTrain() {
    try (DeviceImages images = new DeviceImages(dots(), Normalization.NONE, Device.cpu());
        var collector = Torch.engine().newGradientCollector()) {
      var weight = manager.ones(new Shape(1, 3, 32, 32));
      weight.setRequiresGradient(true);
      Batch batch = Batches.evaluation(images, 2).epoch(0).batch(0, manager);
      collector.backward(batch.images().mul(weight).sum());
      assertThat(weight.getGradient().sum().getFloat() * 255).isCloseTo(250f, within(1e-3f));
    }
  }

  /** Nothing stays with the owner but the two arrays, and the process does not grow. */
  @Test
  void memoryIsFlat() {
    // Else, on a busy machine, the threads mostly wait for each other.
    Torch.withThreads(
        1,
        () -> {
          growthOver300Batches();
          return null;
        });
  }

  private void growthOver300Batches() {
    Path statm = Path.of("/proc/self/statm");
    try (DeviceImages images = new DeviceImages(noise(512), Normalization.NONE, Device.cpu())) {
      BatchOptions options = new BatchOptions(128, true, AugmentConfig.USUAL, true);
      Batches batches = Batches.of(images, IntStream.range(0, 512).toArray(), options, 0);
      run(batches, 0, 25);
      Assumptions.assumeTrue(Files.exists(statm), "reads the resident size from /proc");
      long before = resident(statm);
      run(batches, 25, 100);
      // 300 batches of 1.5 MB: a leak of one in five would show as 90 MB.
      assertThat(resident(statm) - before).isLessThan(48L << 20);
    }
  }

  private void run(Batches batches, int from, int to) {
    for (int e = from; e < to; e++) {
      Epoch epoch = batches.epoch(e);
      for (int i = 0; i < epoch.size(); i++) {
        try (NDManager step = manager.newSubManager()) {
          epoch.batch(i, step);
          assertThat(((BaseNDManager) step).getManagedArrays()).hasSize(2);
        }
      }
    }
  }

  private static long resident(Path statm) {
    try {
      return Long.parseLong(Files.readString(statm).split(" ", -1)[1]) * 4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
