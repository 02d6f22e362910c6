package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import deconvlab.TestImages;
import deconvlab.math.Pruning;
import deconvlab.model.Channels;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Size;
import deconvlab.nn.Masks;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A run whose network is made smaller on the way. */
class ShrinkingTest {
  private static final int STEPS = 12;
  private static final TrainConfig PLAIN =
      Runs.config(NetworkConfig.of("ddnet").withWidth(4).withBatchNorm(true), STEPS);

  private static RunRecord run(ShrinkConfig shrink, Consumer<Network> then) {
    try (Training training =
        new Training(PLAIN.withShrink(shrink), TestImages.data(), 2, Runs.OPTIONS)) {
      RunRecord record = training.run();
      then.accept(training.network());
      return record;
    }
  }

  private static ShrinkConfig prune(String how, double share, double at) {
    return new ShrinkConfig(how, share, at, 0, "tensor");
  }

  private static List<float[]> weights(Network network) {
    List<float[]> weights = new ArrayList<>();
    for (Parameter one : network.trainable().values()) {
      if (one.getType() == Parameter.Type.WEIGHT) {
        weights.add(one.getArray().toFloatArray());
      }
    }
    return weights;
  }

  private static int zeros(float... weight) {
    int zeros = 0;
    for (float w : weight) {
      zeros += w == 0 ? 1 : 0;
    }
    return zeros;
  }

  @Test
  void atTheEndTheSmallestWeightsAreZeroAndTheRestIsAsItWas() {
    List<float[]> whole = new ArrayList<>();
    RunRecord plain = run(ShrinkConfig.NONE, network -> whole.addAll(weights(network)));
    RunRecord pruned =
        run(
            prune("layer", 0.75, 1),
            network -> {
              List<float[]> left = weights(network);
              for (int l = 0; l < left.size(); l++) {
                float[] mask = Pruning.layerwise(0.75, whole.get(l))[0];
                for (int i = 0; i < mask.length; i++) {
                  assertThat(left.get(l)[i]).isEqualTo(whole.get(l)[i] * mask[i]);
                }
              }
            });
    assertThat(pruned.steps().get(RunRecord.LOSS)).isEqualTo(plain.steps().get(RunRecord.LOSS));
    // What is scored is what is left.
    assertThat(pruned.lastScore("validation").orElseThrow().loss())
        .isNotEqualTo(plain.lastScore("validation").orElseThrow().loss());
  }

  /** Momentum of the steps before would move them: Adam remembers. */
  @Test
  void zerosStayZeroWhileTheRestTrainsOn() {
    int[] all = {0};
    RunRecord plain =
        run(
            ShrinkConfig.NONE,
            network -> all[0] = weights(network).stream().mapToInt(w -> w.length).sum());
    RunRecord pruned =
        run(
            prune("global", 0.5, 0.5),
            network -> {
              int zeros = weights(network).stream().mapToInt(ShrinkingTest::zeros).sum();
              assertThat(zeros).isEqualTo(Pruning.gone(0.5, all[0]));
            });
    float[] before = plain.steps().get(RunRecord.LOSS);
    float[] after = pruned.steps().get(RunRecord.LOSS);
    assertThat(Arrays.copyOf(after, 6)).isEqualTo(Arrays.copyOf(before, 6));
    assertThat(after[6]).isNotEqualTo(before[6]);
    // Gradients of what is gone count in no norm: half of the weights' are left.
    float[] norms = pruned.steps().get(RunRecord.NORM);
    assertThat(norms[6]).isFinite().isPositive();
  }

  @Test
  void filtersGoAndTheCompactNetworkSaysTheSame() {
    TrainConfig config = PLAIN.withShrink(prune("channels", 0.5, 0.5));
    assertThat(Size.of(config.left()).parameters())
        .isLessThan(Size.of(PLAIN.network()).parameters());
    assertThat(PLAIN.left()).isEqualTo(PLAIN.network());
    run(
        config.shrink(),
        network -> {
          try (NDManager manager = Torch.engine().newBaseManager()) {
            Network small = Channels.compact(network, manager);
            assertThat(small.config()).isEqualTo(config.left());
          }
        });
  }

  @Test
  void bitsRoundTheWeightsInTheEnd() {
    run(
        new ShrinkConfig("layer", 0.5, 0.5, 3, "tensor"),
        network -> {
          for (float[] weight : weights(network)) {
            List<Float> different = new ArrayList<>();
            for (float w : weight) {
              if (!different.contains(w)) {
                different.add(w);
              }
            }
            // −3 to 3 times the scale.
            assertThat(different.size()).isLessThanOrEqualTo(7);
            assertThat(zeros(weight)).isGreaterThanOrEqualTo(Pruning.gone(0.5, weight.length));
          }
        });
  }

  /**
   * One image x = (1, 2) of class 0, weight [[2, −1], [−4, 2]], bias (3, 3); without the weight's
   * second column the scores are 5 and −1, their gradients −p and p with p = 1/(1 + e⁶).
   */
  @Test
  void aMaskedStepByHand() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      OneLayer network = new OneLayer(manager, new float[][] {{2, -1}, {-4, 2}}, 3, 3);
      TrainStep step =
          new TrainStep(network, StepRule.of(OptimizerConfig.of("sgd", 1)), manager, 1, true);
      NDList all = new NDList();
      network.trainable().values().forEach(one -> all.add(one.getArray()));
      List<float[]> mask = List.of(new float[] {1, 0, 1, 0}, new float[] {1, 1});
      step.mask(Masks.of(all, mask, manager));
      assertThat(network.weight()).startsWith(2).contains(-4);
      assertThat(zeros(network.weight())).isEqualTo(2);
      step.run(manager.create(new float[][] {{1, 2}}), manager.create(new long[] {0}), 0, 1);
      StepResult result = step.flush().get(0);
      double p = 1 / (1 + Math.exp(6));
      assertThat(network.weight()[0]).isCloseTo((float) (2 + p), within(1e-5f));
      assertThat(zeros(network.weight())).isEqualTo(2);
      // Two of the weight's gradients ±p, and the biases': ±2p go.
      assertThat((double) result.gradientNorm()).isCloseTo(2 * p, within(1e-5));
    }
  }

  @Test
  void whatSaysNothingOrCannotBeIsRefused() {
    assertThatThrownBy(() -> prune("some", 0.5, 1)).hasMessageStartingWith("prune=some is unknown");
    assertThatThrownBy(() -> prune("layer", 1, 1)).hasMessage("share=1.0 must be in [0, 1)");
    assertThatThrownBy(() -> prune("layer", 0.5, 0))
        .hasMessage("at=0.0 must be in (0, 1], a share of the steps");
    assertThatThrownBy(() -> prune("none", 0.5, 1)).hasMessageContaining("say nothing with prune=");
    assertThatThrownBy(() -> new ShrinkConfig("none", 0, 1, 1, "tensor"))
        .hasMessageStartingWith("bits=1 must be 2 to 8");
    TrainConfig sigmoid = Runs.config(NetworkConfig.of("ddnet").withActivation("sigmoid"), STEPS);
    assertThatThrownBy(() -> sigmoid.withShrink(prune("channels", 0.5, 1)))
        .hasMessageStartingWith("activation=sigmoid is not 0 at 0");
  }
}
