package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.TestImages;
import deconvlab.data.DegradeConfig;
import deconvlab.data.ImageData;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Outcome;
import deconvlab.record.PictureScore;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one loop, with pictures that lost something and the clean ones to be held against. */
class RestorationTrainingTest {
  private static final ImageData DATA = TestImages.data();

  /** Its picture is its input, but for a millionth. */
  private static final NetworkConfig STILL =
      NetworkConfig.of("restorer").withWidth(4).withPicture("residual").withInitScale(1e-6);

  @TempDir private Path folder;

  private static TrainConfig config(NetworkConfig network, String kind, double level, int steps) {
    return Runs.config(network, steps)
        .withLoss(new LossConfig(0, 1, 0))
        .withDegrade(new DegradeConfig(kind, level));
  }

  /** The noise is all that the first loss has: σ² in units of each channel's variance. */
  @Test
  void theTargetIsTheCleanPicture() {
    try (Training training = new Training(config(STILL, "noise", 25.5, 1), DATA, 3, Runs.OPTIONS)) {
      double expected = 0;
      for (float std : training.normalization().std()) {
        expected += 0.01 / (std * std) / 3;
      }
      float[] losses = training.run().steps().get(RunRecord.LOSS);
      assertThat((double) losses[0]).isCloseTo(expected, within(0.02 * expected));
    }
  }

  /** Pixels stay off 0 and 1, so that clipping takes little: 20·log10(255/σ). */
  @Test
  void scoresBeforeTheFirstStepOnTheWayAndOfNothingDone() throws IOException {
    TrainConfig config = config(STILL.withInitScale(1), "noise", 25.5, 20);
    RunRecord run = Runs.run(config, DATA, 1, Runs.scoredEvery(10));
    assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(run.scores())
        .extracting(s -> s.split() + " " + s.step())
        .containsSubsequence(
            "train 0", "validation 0", "train 10", "validation 10", "identity 0", "test 20")
        .doesNotContain("bicubic 0");
    PictureScore identity = run.lastScore("identity").map(Score::pictures).orElseThrow();
    assertThat(identity.psnr()).isCloseTo(20, within(0.1));
    assertThat(identity.checkerboard()).isCloseTo(1, within(0.3));
    PictureScore test = run.lastScore("test").map(Score::pictures).orElseThrow();
    PictureScore start = run.scores().get(0).pictures();
    assertThat(test.psnr()).isGreaterThan(start.psnr());
    assertThat(test.ssim()).isBetween(-1.0, 1.0);
    assertThat(start.checkerboard()).isGreaterThan(3);
    assertThat(RunFiles.read(RunFiles.write(run, folder))).isEqualTo(run);
    assertThat(Runs.run(config, DATA, 1, Runs.scoredEvery(10)).scores()).isEqualTo(run.scores());
  }

  @Test
  void scoresAreThoseOfThePicturesThemselves() {
    try (Training training =
        new Training(config(STILL, "downsample", 2, 2), DATA, 1, Runs.OPTIONS)) {
      RunRecord run = training.run();
      Restored restored = training.restored(DATA.test());
      same(restored.mean(), run.lastScore("test").orElseThrow());
      same(restored.identity().mean(), run.lastScore("identity").orElseThrow());
      same(restored.bicubic().mean(), run.lastScore("bicubic").orElseThrow());
      assertThat(restored.size()).isEqualTo(60);
      // A pixel of the embedded clean pictures, as a share of 255.
      assertThat(restored.clean()[5000] * 255)
          .isCloseTo(DATA.test().pixels()[5000] & 0xff, within(1e-3f));
      assertThat(restored.input()[0]).isEqualTo(restored.input()[33]);
    }
  }

  private static void same(PictureScore of, Score scored) {
    assertThat(scored.pictures().psnr()).isCloseTo(of.psnr(), within(1e-3));
    assertThat(scored.pictures().ssim()).isCloseTo(of.ssim(), within(1e-5));
    assertThat(scored.pictures().checkerboard()).isCloseTo(of.checkerboard(), within(1e-3));
  }

  /** An autoencoder loses nothing: it is scored as before, and its records are as they were. */
  @Test
  void whereNothingIsLostNothingIsAdded() {
    RunRecord run = Runs.run(config(STILL, "none", 0, 2), DATA, 1, Runs.scoredEvery(1));
    assertThat(run.scores()).extracting(Score::pictures).containsOnlyNulls();
    assertThat(run.scores()).extracting(Score::split).doesNotContain("identity");
    assertThat(run.scores().get(0).step()).isEqualTo(1);
  }

  @Test
  void aNetworkWithoutAPictureRestoresNothing() {
    try (Training training = new Training(Runs.config(Runs.CNN, 1), DATA, 0, Runs.OPTIONS)) {
      assertThatThrownBy(() -> training.restored(DATA.test()))
          .hasMessage("model=cnn ends in no picture: nothing can be restored by it");
    }
  }

  @Test
  void twoKindsOfLossAreTwoKeys() {
    List<String> keys =
        List.of(
            config(STILL, "jpeg", 10, 2).toJson().toString(),
            config(STILL, "jpeg", 30, 2).toJson().toString());
    assertThat(keys.get(0)).contains("\"degrade\":{\"kind\":\"jpeg\",\"level\":10.0}");
    assertThat(keys.get(1)).isNotEqualTo(keys.get(0));
  }
}
