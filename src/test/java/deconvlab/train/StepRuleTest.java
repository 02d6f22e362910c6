package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.nn.Torch;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Steps by hand. One image x = (1, 2) of class 0, weight [[2, −1], [−4, 2]], bias (3, 3): both
 * scores are 3, both probabilities 1/2, the loss ln 2, its gradient at the scores (−1/2, 1/2), at
 * the weight [[−0.5, −1], [0.5, 1]], at the bias (−0.5, 0.5); norm of all √3.
 */
class StepRuleTest {
  private static final Offset<Float> CLOSE = within(1e-6f);
  private static final StepRule SGD = StepRule.of(OptimizerConfig.of("sgd", 1));

  private final NDManager manager = Torch.engine().newBaseManager();
  private final OneLayer network = new OneLayer(manager, new float[][] {{2, -1}, {-4, 2}}, 3, 3);

  @AfterEach
  void close() {
    manager.close();
  }

  private StepResult step(StepRule rule, double rate) {
    TrainStep step = new TrainStep(network, rule, manager, 1, true);
    step.run(manager.create(new float[][] {{1, 2}}), manager.create(new long[] {0}), 0, rate);
    return step.flush().get(0);
  }

  private static StepRule clip(ClipConfig clip) {
    return new StepRule(LossConfig.CLASSIFY, PenaltyConfig.NONE, clip, SGD.optimizer());
  }

  private static StepRule penalty(double l1, double l2, ClipConfig clip) {
    return new StepRule(LossConfig.CLASSIFY, new PenaltyConfig(l1, l2), clip, SGD.optimizer());
  }

  private void left(float[] weight, float[] bias) {
    assertThat(network.weight()).containsExactly(weight, CLOSE);
    assertThat(network.bias()).containsExactly(bias, CLOSE);
  }

  @Test
  void plain() {
    StepResult result = step(SGD, 1);
    left(new float[] {2.5f, 0, -4.5f, 1}, new float[] {3.5f, 2.5f});
    assertThat((double) result.loss()).isCloseTo(Math.log(2), within(1e-6));
    assertThat((double) result.gradientNorm()).isCloseTo(Math.sqrt(3), within(1e-6));
  }

  @Test
  void scalars() {
    StepScalars s = step(SGD, 0.1).scalars();
    float weight = (float) Math.sqrt(2.5);
    assertThat(s.parameterGradients()).containsExactly(new float[] {weight, 0.70710677f}, CLOSE);
    assertThat(s.gradientNorms()).containsExactly(new float[] {weight}, CLOSE);
    assertThat(s.gradientRms()).containsExactly(new float[] {weight / 2}, CLOSE);
    // ‖w‖ = √25; SGD moves by rate·‖g‖.
    assertThat(s.parameterNorms()).containsExactly(5);
    assertThat(s.updateRatios()).containsExactly(new float[] {0.1f * weight / 5}, CLOSE);
    assertThat(s.nonFinite()).containsExactly(0);
    assertThat((double) s.clippedNorm()).isCloseTo(Math.sqrt(3), within(1e-6));
    assertThat(s.shareClipped()).isZero();
  }

  @Test
  void byNorm() {
    StepScalars s = step(clip(ClipConfig.norm(0.5)), 1).scalars();
    float f = (float) (0.5 / (Math.sqrt(3) + 1e-6));
    left(
        new float[] {2 + 0.5f * f, -1 + f, -4 - 0.5f * f, 2 - f},
        new float[] {3 + 0.5f * f, 3 - 0.5f * f});
    assertThat(s.clippedNorm()).isCloseTo(0.5f, within(1e-5f));
    assertThat(s.shareClipped()).isEqualTo(1);
    // Noted before clipping.
    assertThat(s.gradientNorms()[0]).isCloseTo((float) Math.sqrt(2.5), CLOSE);
    assertThat(s.updateRatios()[0]).isCloseTo((float) (f * Math.sqrt(2.5) / 5), CLOSE);
  }

  @Test
  void byValue() {
    StepScalars s = step(clip(ClipConfig.value(0.6)), 1).scalars();
    left(new float[] {2.5f, -0.4f, -4.5f, 1.4f}, new float[] {3.5f, 2.5f});
    assertThat(s.shareClipped()).isCloseTo(2f / 6, CLOSE);
    double norm = Math.sqrt(4 * 0.25 + 2 * 0.36);
    assertThat((double) s.clippedNorm()).isCloseTo(norm, within(1e-6));
  }

  @Test
  void weightsAreClippedAfterTheStepAndBiasesAreNot() {
    StepScalars s = step(clip(ClipConfig.NONE.withWeights(1.5)), 1).scalars();
    left(new float[] {1.5f, 0, -1.5f, 1}, new float[] {3.5f, 2.5f});
    // From (2, −1, −4, 2) to what is left.
    double moved = Math.sqrt(0.25 + 1 + 6.25 + 1);
    assertThat((double) s.updateRatios()[0]).isCloseTo(moved / 5, within(1e-6));
  }

  @Test
  void l1IsInTheNormsButNotInTheLoss() {
    StepResult result = step(penalty(0.1, 0, ClipConfig.NONE), 1);
    // The weight's gradient [[−0.4, −1.1], [0.4, 1.1]]; the bias has no part.
    left(new float[] {2.4f, 0.1f, -4.4f, 0.9f}, new float[] {3.5f, 2.5f});
    assertThat((double) result.loss()).isCloseTo(Math.log(2), within(1e-6));
    double square = 2 * (0.16 + 1.21);
    assertThat((double) result.scalars().gradientNorms()[0])
        .isCloseTo(Math.sqrt(square), within(1e-6));
    assertThat((double) result.gradientNorm()).isCloseTo(Math.sqrt(square + 0.5), within(1e-6));
  }

  @Test
  void l1IsZeroAtZero() {
    OneLayer zeros = new OneLayer(manager, new float[][] {{0, 0}, {0, 0}}, 0, 0);
    TrainStep step = new TrainStep(zeros, penalty(0.1, 0, ClipConfig.NONE), manager, 1, true);
    step.run(manager.create(new float[][] {{1, 2}}), manager.create(new long[] {0}), 0, 1);
    assertThat(zeros.weight()).containsExactly(new float[] {0.5f, 1, -0.5f, -1}, CLOSE);
  }

  @Test
  void l2FollowsClippingTakesEveryParameterAndIsNotNoted() {
    StepResult result = step(penalty(0, 0.1, ClipConfig.value(0.6)), 1);
    // p − (clipped g + 0.1·p)
    left(new float[] {2.3f, -0.3f, -4.1f, 1.2f}, new float[] {3.2f, 2.2f});
    assertThat((double) result.gradientNorm()).isCloseTo(Math.sqrt(3), within(1e-6));
  }

  @Test
  void decoupledDecayShrinksFirst() {
    OptimizerConfig adamw = OptimizerConfig.of("adamw", 1).withWeightDecay(0.2);
    step(new StepRule(LossConfig.CLASSIFY, PenaltyConfig.NONE, ClipConfig.NONE, adamw), 0.5);
    // p·(1 − 0.5·0.2), then Adam's first step: the rate against the gradient's sign.
    assertThat(network.weight())
        .containsExactly(new float[] {2.3f, -0.4f, -4.1f, 1.3f}, within(1e-5f));
    assertThat(network.bias()).containsExactly(new float[] {3.2f, 2.2f}, within(1e-5f));
  }

  @Test
  void labelSmoothing() {
    LossConfig smooth = LossConfig.CLASSIFY.withLabelSmoothing(0.4);
    StepResult result =
        step(new StepRule(smooth, PenaltyConfig.NONE, ClipConfig.NONE, SGD.optimizer()), 1);
    // Targets (0.8, 0.2): gradient at the scores (−0.3, 0.3).
    assertThat((double) result.crossEntropy()).isCloseTo(Math.log(2), within(1e-6));
    left(new float[] {2.3f, -0.4f, -4.3f, 1.4f}, new float[] {3.3f, 2.7f});
  }

  @Test
  void labelSmoothingOfUnequalScores() {
    OneLayer other = new OneLayer(manager, new float[][] {{2, -1}, {-4, 2}, {0, 0}}, 1, 2, 4);
    LossConfig smooth = LossConfig.CLASSIFY.withLabelSmoothing(0.3);
    StepRule rule =
        new StepRule(smooth, PenaltyConfig.NONE, ClipConfig.NONE, OptimizerConfig.of("sgd", 1));
    TrainStep step = new TrainStep(other, rule, manager, 1, true);
    step.run(manager.create(new float[][] {{1, 2}}), manager.create(new long[] {2}), 0, 1);
    // Scores (1, 2, 4); 0.8·(−log p₂) + 0.1·(−log p₀ − log p₁).
    double sum = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(4));
    double expected = 0.8 * (sum - 4) + 0.1 * (sum - 1 + sum - 2);
    assertThat((double) step.flush().get(0).loss()).isCloseTo(expected, within(1e-6));
  }

  /** What torch 2.7.1's CrossEntropyLoss(weight=(0.5, 2, 3), label_smoothing) and its grad give. */
  @Test
  void weightedClassesAreTorchs() {
    weighted(
        0,
        0.16488488,
        new float[] {2.12081f, -1.06077f, -4.01362f, 1.97362f, -0.1072f, 1.08715f},
        new float[] {1.10497f, 1.98618f, 3.90885f});
    weighted(
        0.3,
        1.3422806,
        new float[] {1.92198f, -0.9816f, -3.83723f, 2.03958f, -0.08476f, 0.94202f},
        new float[] {0.95597f, 2.1374f, 3.90663f});
  }

  private void weighted(double smoothing, double loss, float[] weight, float[] bias) {
    OneLayer other = new OneLayer(manager, new float[][] {{2, -1}, {-4, 2}, {0, 1}}, 1, 2, 4);
    StepRule rule =
        new StepRule(
                LossConfig.CLASSIFY.withLabelSmoothing(smoothing),
                PenaltyConfig.NONE,
                ClipConfig.NONE,
                OptimizerConfig.of("sgd", 1))
            .withClassWeights(List.of(0.5f, 2f, 3f));
    TrainStep step = new TrainStep(other, rule, manager, 1, true);
    float[][] x = {{1, 2}, {0.5f, -1}, {2, 0.25f}};
    step.run(manager.create(x), manager.create(new long[] {2, 0, 0}), 0, 1);
    assertThat((double) step.flush().get(0).loss()).isCloseTo(loss, within(1e-6));
    assertThat(other.weight()).containsExactly(weight, within(1e-5f));
    assertThat(other.bias()).containsExactly(bias, within(1e-5f));
  }

  @Test
  void whatIsNotFiniteIsCounted() {
    // Ten equal scores, 10 times the cross-entropy: the gradient at the scores is −9 for the right
    // class and 1 for the others. Only −9 · 3e38 is too large for a float: twice.
    OneLayer wide = new OneLayer(manager, new float[10][3], new float[10]);
    StepRule rule =
        new StepRule(
            new LossConfig(10, 0, 0), PenaltyConfig.NONE, ClipConfig.NONE, SGD.optimizer());
    TrainStep step = new TrainStep(wide, rule, manager, 1, true);
    step.run(
        manager.create(new float[][] {{3e38f, 1, 3e38f}}), manager.create(new long[] {4}), 0, 0);
    StepResult result = step.flush().get(0);
    assertThat(result.loss()).isFinite();
    assertThat(result.finite()).isFalse();
    assertThat(result.scalars().nonFinite()).containsExactly(2);
  }

  @Test
  void aNanInAWeightReachesEveryGradient() {
    OneLayer broken = new OneLayer(manager, new float[][] {{Float.NaN, 0}, {0, 0}}, 0, 0);
    TrainStep step = new TrainStep(broken, SGD, manager, 1, true);
    step.run(manager.create(new float[][] {{1, 2}}), manager.create(new long[] {0}), 0, 1);
    assertThat(step.flush().get(0).scalars().nonFinite()).containsExactly(4);
  }

  @Test
  void withoutScalarsLossesAndTheNormAreNoted() {
    TrainStep step = new TrainStep(network, SGD, manager, 2, false);
    step.run(manager.create(new float[][] {{1, 2}}), manager.create(new long[] {0}), 0, 1);
    StepResult result = step.flush().get(0);
    assertThat((double) result.loss()).isCloseTo(Math.log(2), within(1e-6));
    assertThat((double) result.gradientNorm()).isCloseTo(Math.sqrt(3), within(1e-6));
    assertThat(result.scalars()).isSameAs(StepScalars.NONE);
    left(new float[] {2.5f, 0, -4.5f, 1}, new float[] {3.5f, 2.5f});
  }
}
