package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Summary;
import deconvlab.nn.Torch;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountedMeasuresTest {
  private static Value value(Measure measure, TrainConfig arm, long seed) {
    Measure.Runs none =
        new Measure.Runs(
            seed,
            config -> {
              throw new AssertionError("it needs no run");
            });
    assertThat(measure.most()).isZero();
    assertThat(measure.next(arm, none)).isEmpty();
    assertThat(measure.looked(arm, none)).isEmpty();
    return measure.of(arm, none);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s4", "ddnet", "s2", "stack"})
  void countsAreThoseOfTheSummary(String model) {
    NetworkConfig config = NetworkConfig.of(model).withWidth(8).withTwin("conv");
    try (NDManager manager = Torch.engine().newBaseManager()) {
      Summary summary = Summary.of(Network.initialised(config, 0, manager));
      TrainConfig arm = TrainConfig.of(config, "cifar10-mini");
      assertThat(value(MeasuresTest.measure("multiply-adds", "{}"), arm, 0))
          .isEqualTo(Value.of(summary.multiplyAdds() / 1e6));
      assertThat(value(MeasuresTest.measure("log-multiply-adds", "{}"), arm, 0).number())
          .isEqualTo(Math.log10(summary.multiplyAdds() / 1e6));
      assertThat(value(MeasuresTest.measure("parameters", "{}"), arm, 0))
          .isEqualTo(Value.of((double) summary.parameters()));
    }
  }

  private static double error(String kind, int outputs, int kernel, int stride, long seed) {
    String arguments =
        Text.format(
            "{'kind': '%s', 'outputs': %d, 'kernel': %d, 'stride': %d}",
            kind, outputs, kernel, stride);
    return value(MeasuresTest.measure("restoration-error", arguments), RunMade.CONFIG, seed)
        .number();
  }

  /** A full orthonormal set whose windows cover every pixel equally often is the inverse. */
  @Test
  void aFullOrthonormalSetRestores() {
    assertThat(error("orthonormal", 12, 2, 2, 0)).isLessThan(1e-12);
    assertThat(error("orthonormal", 27, 3, 1, 0)).isLessThan(1e-12);
    // More filters than a window has numbers: its numbers are at right angles instead.
    assertThat(error("orthonormal", 40, 3, 1, 1)).isLessThan(1e-12);
  }

  /** What the transposed convolution does not bring back is still there. */
  @Test
  void theRegularisedInverseRestores() {
    String arguments =
        "{'kind': 'random', 'outputs': 32, 'kernel': 3, 'stride': 1, 'inverse': '%s'}";
    Measure alone =
        MeasuresTest.measure("restoration-error", arguments.replace("%s", "transposed"));
    Measure ridge =
        MeasuresTest.measure("restoration-error", arguments.replace("%s", "regularised"));
    assertThat(value(alone, RunMade.CONFIG, 0).number()).isGreaterThan(0.2);
    assertThat(value(ridge, RunMade.CONFIG, 0).number()).isLessThan(0.05);
  }

  /** Mean errors as notebook 01 prints them, of other photographs and draws. */
  @ParameterizedTest
  @CsvSource({
    "random, 12, 3, 2, 0.75",
    "random, 96, 3, 2, 0.54",
    "random, 12, 2, 2, 0.72",
    "orthonormal, 6, 2, 2, 0.73",
    "orthonormal, 12, 4, 2, 0.68",
    "orthonormal, 27, 3, 2, 0.44"
  })
  void othersDoNot(String kind, int outputs, int kernel, int stride, double printed) {
    double mean =
        LongStream.range(0, 20)
            .mapToDouble(seed -> error(kind, outputs, kernel, stride, seed))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(printed, within(0.1));
  }

  @Test
  void theSeedDrawsKernelsAndPhotographs() {
    double zero = error("random", 12, 3, 2, 0);
    assertThat(error("random", 12, 3, 2, 0)).isEqualTo(zero);
    assertThat(error("random", 12, 3, 2, 1)).isNotEqualTo(zero);
  }

  /** Of one channel and one tap each way, what comes back is the image times a number. */
  @Test
  void anImageMayHaveAnyNumberOfChannels() {
    Measure one =
        MeasuresTest.measure(
            "restoration-error",
            "{'kind': 'random', 'inputs': 1, 'outputs': 1, 'kernel': 1, 'stride': 1}");
    assertThat(value(one, RunMade.CONFIG, 3).number()).isLessThan(1e-7);
    Measure seven =
        MeasuresTest.measure(
            "restoration-error",
            "{'kind': 'orthonormal', 'inputs': 7, 'outputs': 28, 'kernel': 2, 'stride': 2}");
    assertThat(value(seven, RunMade.CONFIG, 3).number()).isLessThan(1e-12);
  }
}
