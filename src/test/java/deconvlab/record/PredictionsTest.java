package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Two classes, two bins, eight images by hand. */
class PredictionsTest {
  // Bin 0: four said 0 (three right), confidence 0.4 each. Bin 1: four said 1 (one right), 0.9
  // each.
  private final Predictions said =
      Predictions.of(new double[] {3, 0, 1, 0, 0, 3, 0, 1, 1.6, 0, 0, 3.6}, 2);

  @Test
  void countsComeBackByBinTrueClassAndClassSaid() {
    assertThat(said.classes()).isEqualTo(2);
    assertThat(said.confusion(0)).isDeepEqualTo(new int[][] {{3, 3}, {1, 1}});
    assertThat(said.confusion(1)).isDeepEqualTo(new int[][] {{0, 3}, {0, 1}});
    assertThat(said.bin(0, 0)).isEqualTo(new Predictions.Bin(4, 3, 1.6));
    assertThat(said.bin(1, 0)).isEqualTo(new Predictions.Bin(0, 0, 0));
    assertThat(said.bin(1).accuracy()).isEqualTo(0.25);
    assertThat(said.bin(1).meanConfidence()).isEqualTo(0.9);
  }

  @Test
  void theCalibrationErrorWeighsBinsByTheirImages() {
    // (4·|0.75 − 0.4| + 4·|0.25 − 0.9|) / 8
    assertThat(said.calibrationError()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aRecordKeepsThemAndAnOlderOneHasNone() throws Exception {
    RunRecord plain = Records.record(Outcome.COMPLETED);
    RunRecord with = Copy.with(plain, "predictions", said);
    assertThat(Json.read(Json.write(with), RunRecord.class)).isEqualTo(with);
    assertThat(Json.write(plain)).doesNotContain("predictions");
    assertThat(Json.read(Json.write(plain), RunRecord.class).tested()).isEmpty();
  }
}
