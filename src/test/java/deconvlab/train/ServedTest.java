package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;
import deconvlab.TestImages;
import deconvlab.data.Batches;
import deconvlab.data.Cifar10;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.data.ProjectHome;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a saved network says of image files in plain Java is what its training says. */
class ServedTest {
  @TempDir private Path folder;

  private static Classifications.Classification served(String network, String picture)
      throws IOException, TranslateException {
    try (Model model = Served.model(Path.of(network));
        Predictor<Image, Classifications> predictor = model.newPredictor(new Served())) {
      Image image = ImageFactory.getInstance().fromFile(Path.of(picture));
      return predictor.predict(image).best();
    }
  }

  @Test
  void theGuideShowsTheseVeryLines() throws IOException {
    Path home = ProjectHome.find();
    String guide = Files.readString(home.resolve("docs/models/README.md"));
    String shown = guide.replaceFirst("(?s).*```java\n", "").replaceFirst("(?s)```.*", "");
    String tested = Files.readString(home.resolve("src/test/java/deconvlab/train/ServedTest.java"));
    assertThat(shown.lines()).hasSize(5);
    assertThat(tested.replaceAll("(?m)^ +", ""))
        .contains(shown.replaceAll("(?m)^ +", "").replaceAll("\n$", ""));
  }

  private Path picture(ImageSet set, int index) {
    BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    byte[] p = set.image(index);
    for (int i = 0; i < 1024; i++) {
      int rgb = (p[i] & 255) << 16 | (p[1024 + i] & 255) << 8 | (p[2048 + i] & 255);
      picture.setRGB(i % 32, i / 32, rgb);
    }
    Path file = folder.resolve(index + ".png");
    try {
      ImageIO.write(picture, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** One at a time and 128 at once, in both memory formats, with bfloat16 too. */
  @Test
  void probabilitiesAreTheTrainingsToTheLastBit() throws IOException, TranslateException {
    NetworkConfig network = NetworkConfig.of("ddnet").withWidth(8).withBatchNorm(true);
    TrainConfig plain = Runs.config(network.withDropout(0.2), 9);
    for (TrainConfig config :
        List.of(plain, plain.withMemoryFormat("contiguous"), plain.withPrecision("bf16"))) {
      try (Training training = new Training(config, TestImages.data(), 3, Runs.OPTIONS)) {
        RunRecord run = training.run();
        Path file = folder.resolve("net.npz");
        SavedModel.write(file, training.network(), training.normalization(), run, false);
        Torch.withThreads(
            Runs.OPTIONS.threads(),
            () -> {
              same(training, file);
              return null;
            });
      }
    }
  }

  private void same(Training training, Path file) {
    ImageSet some = TestImages.data().train().pick(IntStream.range(0, 128).toArray());
    List<Path> pictures = IntStream.range(0, 128).mapToObj(i -> picture(some, i)).toList();
    try (DeviceImages images =
            new DeviceImages(some, training.normalization(), Runs.OPTIONS.device());
        NDManager manager = Torch.engine().newBaseManager();
        Model model = Served.model(file);
        Predictor<Image, Classifications> predictor = model.newPredictor(new Served())) {
      NDArray all = Batches.evaluation(images, 128).epoch(0).batch(0, manager).images();
      float[] expected = probabilities(training, all);
      List<Image> read =
          pictures.stream()
              .map(
                  one -> {
                    try {
                      return ImageFactory.getInstance().fromFile(one);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  })
              .toList();
      List<Classifications> said = predictor.batchPredict(read);
      for (int i = 0; i < 128; i++) {
        assertSame(said.get(i), expected, 10 * i);
      }
      Batches ones = Batches.evaluation(images, 1);
      for (int i = 0; i < 8; i++) {
        float[] one = probabilities(training, ones.epoch(0).batch(i, manager).images());
        assertSame(predictor.predict(read.get(i)), one, 0);
        Classifications.Classification best = served(file.toString(), pictures.get(i).toString());
        assertThat(best.getProbability()).isEqualTo(said(one));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TranslateException e) {
      throw new AssertionError(e);
    }
  }

  private static double said(float... probabilities) {
    return IntStream.range(0, 10).mapToDouble(c -> probabilities[c]).max().orElseThrow();
  }

  private static float[] probabilities(Training training, NDArray images) {
    return training.predict(images).head().softmax(1).toFloatArray();
  }

  private static void assertSame(Classifications said, float[] expected, int from) {
    for (int c = 0; c < 10; c++) {
      assertThat(said.get(Cifar10.CLASSES.get(c)).getProbability()).isEqualTo(expected[from + c]);
    }
  }

  @Test
  void whatCannotBeServedIsRefused() throws IOException {
    Path file = folder.resolve("net.npz");
    TrainConfig small = Runs.config(Runs.CNN, 1);
    try (Training training = new Training(small, TestImages.data(), 3, Runs.OPTIONS)) {
      SavedModel.write(file, training.network(), training.normalization(), training.run(), false);
    }
    ImageIO.write(
        new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("wide.png").toFile());
    assertThatThrownBy(() -> served(file.toString(), folder.resolve("wide.png").toString()))
        .hasStackTraceContaining("image has 48×32 pixels, 32×32 are right");
    TrainConfig blind =
        Runs.config(NetworkConfig.of("s1").withWidth(4), 1).withLoss(new LossConfig(0, 1, 0));
    try (Training training = new Training(blind, TestImages.data(), 3, Runs.OPTIONS)) {
      SavedModel.write(file, training.network(), training.normalization(), training.run(), false);
    }
    assertThatThrownBy(() -> Served.model(file))
        .hasMessage(file + ": model=s1 has no class scores to serve");
    assertThatThrownBy(() -> Served.model(folder.resolve("none.npz"))).hasMessageContaining("none");
  }
}
