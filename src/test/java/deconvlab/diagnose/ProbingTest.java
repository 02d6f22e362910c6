package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Precision;
import deconvlab.record.RunRecord;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProbingTest {
  private static final NetworkConfig STACK =
      NetworkConfig.of("stack").withStack(3, "zigzag").withWidth(4);

  @Test
  void weightGradientsAreThoseOfATrainingsFirstStep() {
    ImageData data = Datasets.load("cifar10-mini");
    TrainConfig config =
        TrainConfig.of(STACK, "cifar10-mini").withBatch(8).withValidation(0).withMaxSteps(1);
    double[] trained;
    double whole;
    try (Training training = new Training(config, data, 5, RunOptions.defaults())) {
      RunRecord run = training.run();
      trained = run.layerNorms()[0];
      whole = run.steps().get(RunRecord.NORM)[0];
      assertThat(run.layers()).containsExactly("conv1", "conv2", "deconv1", "conv3", "dense1");
    }

    try (Probing probing = Probing.on(data, 8, 5, RunOptions.defaults())) {
      double[] probed = probing.weightGradientsAtStart(STACK, 5);

      assertThat(probed).hasSize(4);
      for (int l = 0; l < probed.length; l++) {
        assertThat(probed[l]).isCloseTo(trained[l], within(1e-5 * trained[l]));
      }
      double squares = Arrays.stream(probing.gradientAtStart(STACK, 5)).map(g -> g * g).sum();
      assertThat(Math.sqrt(squares)).isCloseTo(whole, within(1e-5 * whole));
    }
  }

  /** 8 significant bits: each rounding errs by 2^-8 / √12 or so of a number, at most 2^-8. */
  @Test
  void roundingErrsByFarLessThanTheSignalAndMoreWithEachLayer() {
    ImageData data = Datasets.load("cifar10-mini");
    NetworkConfig deep = STACK.withStack(8, "zigzag").withActivation("sigmoid");
    try (Probing probing = Probing.on(data, 8, 5, RunOptions.defaults())) {
      Probing.Rounding rounding = probing.rounding(deep, 1, Precision.BF16);

      assertThat(rounding.exact().trunkEach(LayerSignal::gradientNorm))
          .containsExactly(probing.atStart(deep, 1).trunkEach(LayerSignal::gradientNorm));
      double[] forward = rounding.forward();
      double[] backward = rounding.backward();
      assertThat(forward).hasSize(9).hasSameSizeAs(backward);
      assertThat(forward[0]).isBetween(1.0 / 2048, 1.0 / 128);
      // From the output to the input a gradient is rounded at each layer.
      assertThat(backward[0]).isBetween(backward[8], 0.05);
      double[] norms = rounding.rounded().trunkEach(LayerSignal::gradientNorm);
      double exact = rounding.exact().trunkEach(LayerSignal::gradientNorm)[0];
      assertThat(norms[0]).isNotEqualTo(exact).isCloseTo(exact, within(0.05 * exact));

      assertThat(probing.rounding(deep, 1, Precision.FLOAT32).backward()).containsOnly(0);
    }
  }

  @Test
  void lookingTwiceSeesTheSame() {
    ImageData data = Datasets.load("cifar10-mini");
    try (Probing probing = Probing.on(data, 8, 5, RunOptions.defaults())) {
      double[] once = probing.weightGradientsAtStart(STACK, 1);

      assertThat(probing.weightGradientsAtStart(STACK, 1)).containsExactly(once);
      assertThat(probing.weightGradientsAtStart(STACK, 2)).isNotEqualTo(once);
    }
  }

  /** At N(0, 0.01) a tenth of the gradient comes through a layer: its squares underflow. */
  @Test
  void aGradientThatVanishesOverSixteenLayersIsMeasuredToTheEnd() {
    NetworkConfig deep =
        NetworkConfig.of("stack").withStack(16, "zigzag").withWidth(8).withInit("normal");
    try (Probing probing =
        Probing.on(Datasets.load("cifar10-mini"), 64, 0, RunOptions.defaults())) {
      Signals start = probing.atStart(deep, 0);
      double[] weights = probing.weightGradientsAtStart(deep, 0);

      assertThat(start.gains()).hasSize(16);
      assertThat(Arrays.stream(start.gains())).allMatch(gain -> gain < -0.5 && gain > -3);
      assertThat(start.slope()).isBetween(-2.0, -0.5);
      assertThat(Arrays.stream(weights)).allMatch(norm -> norm > 0);
    }
  }

  @Test
  void startsAreTheSeedsOneByOne() {
    try (Probing probing = Probing.on(Datasets.load("cifar10-mini"), 4, 0, RunOptions.defaults())) {
      Starts starts = probing.starts(STACK, 2);

      Signals second = probing.atStart(STACK, 1);
      assertThat(starts.layers()).isEqualTo(second.trunkNames());
      assertThat(starts.gains()[1]).containsExactly(second.gains());
      assertThat(starts.slopes()[1]).isEqualTo(second.slope());
      assertThat(starts.each(LayerSignal::gradientRms)[1])
          .containsExactly(second.trunkEach(LayerSignal::gradientRms));
      assertThat(GainTheory.gains(STACK, 1)).hasSameSizeAs(second.gains());
    }
  }
}
