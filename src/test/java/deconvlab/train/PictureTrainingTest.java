package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import deconvlab.TestImages;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageData;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** s1, which has a picture and no class scores: what it is trained and scored on. */
class PictureTrainingTest {
  private static final NetworkConfig S1 = NetworkConfig.of("s1").withWidth(4);
  private static final LossConfig PICTURE = new LossConfig(0, 1, 0);

  @TempDir private Path folder;

  @Test
  void theScoreIsTheMeanSquaredErrorAndThereIsNoAccuracy() throws IOException {
    ImageData data = TestImages.data();
    TrainConfig config = Runs.config(S1, 30).withLoss(PICTURE);
    try (Training training = new Training(config, data, 3, Runs.OPTIONS)) {
      RunRecord record = training.run();
      assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
      Score test = record.lastScore("test").orElseThrow();
      assertThat(test.loss()).isCloseTo(error(training, data), within(1e-5));
      assertThat(test.accuracy()).isNaN();
      assertThat(test.percent(2)).isEqualTo("–");
      float[] losses = record.steps().get(RunRecord.LOSS);
      assertThat(losses[29]).isLessThan(0.9f * losses[0]);
      assertThat(RunFiles.read(RunFiles.write(record, folder))).isEqualTo(record);
    }
  }

  /** The mean over the test images' squared errors, from the predictions themselves. */
  private static double error(Training training, ImageData data) {
    try (DeviceImages images =
            new DeviceImages(data.test(), training.normalization(), Runs.OPTIONS.device());
        NDManager scope = Torch.engine().newBaseManager()) {
      NDArray x = Batches.evaluation(images, data.test().size()).epoch(0).batch(0, scope).images();
      float[] wanted = x.toFloatArray();
      float[] made = training.predict(x).singletonOrThrow().toFloatArray();
      double sum = 0;
      for (int i = 0; i < made.length; i++) {
        sum += Math.pow(made[i] - wanted[i], 2);
      }
      return sum / made.length;
    }
  }

  @Test
  void classScoresThatAreNotThereCannotBeTrained() {
    assertThatThrownBy(() -> Runs.run(Runs.config(S1, 3), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "crossEntropy=1.0 needs class scores; model=s1 gives a picture alone:"
                + " use crossEntropy=0 and mse=1");
  }

  @Test
  void accuraciesArePrintedInPercent() {
    assertThat(new Score(1, 9, "test", 1.5, 0.54321, 10).percent(1)).isEqualTo("54.3 %");
  }
}
