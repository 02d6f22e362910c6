package deconvlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.model.NetworkConfig;
import deconvlab.record.ArmResult;
import deconvlab.record.RunRecord;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineReportTest {
  private static RunRecord run(String data) {
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(2), data)
            .withValidation(40)
            .withBatch(40)
            .withEpochs(7)
            .withMaxSteps(1);
    RunOptions options = new RunOptions(Device.cpu(), 1, 1, true);
    try (Training training = new Training(config, TestImages.data(), 3, options)) {
      return training.run();
    }
  }

  @Test
  void theCommandRepeatsWhatTheReportShows() {
    ArmResult arm =
        new ArmResult("a <b>", run("my data's folder"), List.of("cat"), new float[3 * 32 * 32]);
    String html =
        HeadlineReport.of(List.of(arm), new byte[3 * 32 * 32], List.of("<script>")).html();
    assertThat(html)
        .contains(
            "environment/lab run --data &#x27;my data&#x27;\\&#x27;&#x27;s folder&#x27; --epochs 7"
                + " --seed 3 --device cpu --threads 1<")
        .doesNotContain("<script>")
        .doesNotContain("a <b>");
  }
}
