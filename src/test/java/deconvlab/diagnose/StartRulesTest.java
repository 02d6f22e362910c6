package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import deconvlab.data.ImageData;
import deconvlab.record.Finding;
import deconvlab.train.LossConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start is held against a guess, whatever else is minimised. */
class StartRulesTest {
  private static final RunOptions OPTIONS = new RunOptions(Device.cpu(), 1, 1, true);
  private static final ImageData IMAGES = FaultTable.images();

  @ParameterizedTest
  @CsvSource({"1, 0, loss", "1, 1, cross-entropy", "3, 0, cross-entropy", "0.1, 0, cross-entropy"})
  void theCrossEntropyIsJudgedWithoutItsWeight(double crossEntropy, double mse, String name) {
    LossConfig loss = new LossConfig(crossEntropy, mse, 0);
    assertThat(faults(loss, 1)).isEmpty();
    assertThat(faults(loss, 60))
        .anySatisfy(
            finding -> {
              assertThat(finding.name()).isEqualTo("poor initialisation");
              assertThat(finding.evidence()).startsWith("first " + name + " ");
            });
  }

  /** What is wrong with the healthy network, its class scores so many times as large. */
  private static List<Finding> faults(LossConfig loss, double factor) {
    TrainConfig config = FaultTable.healthy().withLoss(loss).withMaxSteps(4);
    try (Training training = new Training(config, IMAGES, 0, OPTIONS, new SignalProbe(4))) {
      training.network().trainable().get("dense1.weight").getArray().muli(factor);
      return training.run().findings().stream().filter(Finding::isFault).toList();
    }
  }
}
