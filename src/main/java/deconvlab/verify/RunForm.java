package deconvlab.verify;

import static java.util.Objects.requireNonNullElse;

import deconvlab.nn.Nonlinearity;
import deconvlab.record.Defaulted;
import deconvlab.text.Checks;
import deconvlab.train.ClipConfig;
import deconvlab.train.LossConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.PenaltyConfig;
import deconvlab.train.ScheduleConfig;
import deconvlab.train.StepRule;
import java.util.List;

/** One of a file's {@code runs}; what it may lack takes PyTorch's defaults. */
record RunForm(
    String name,
    Optimizer optimizer,
    String activation,
    @Defaulted Double slope,
    @Defaulted Boolean batchNorm,
    @Defaulted Double labelSmoothing,
    @Defaulted Double l1,
    @Defaulted Double l2,
    @Defaulted Clip clip,
    @Defaulted Double weightClip,
    @Defaulted Schedule schedule,
    int steps,
    double[] lr,
    List<String> paramNames,
    double[] loss,
    double[][] gradL2,
    double[] gradGlobalL2,
    double lossAfterLastStep,
    double[] finalParamL2,
    @Defaulted double[] lossSpread,
    @Defaulted double[] gradL2Spread) {

  private static final double LEAKY = 0.01;

  /** Full-batch runs to compare have tens of steps; rounding alone parts longer ones. */
  private static final int MOST_STEPS = 10_000;

  /** Five times it is the tolerance: a quarter of the loss or the norm. */
  private static final double MOST_SPREAD = 0.05;

  record Optimizer(
      String type,
      double lr,
      @Defaulted Double momentum,
      @Defaulted Boolean nesterov,
      @Defaulted Double beta1,
      @Defaulted Double beta2,
      @Defaulted Double alpha,
      @Defaulted Double eps,
      @Defaulted Double weightDecay) {

    private OptimizerConfig config() {
      OptimizerConfig d = OptimizerConfig.of(type, lr);
      return new OptimizerConfig(
          type,
          lr,
          requireNonNullElse(momentum, 0.0),
          requireNonNullElse(nesterov, false),
          requireNonNullElse(beta1, d.beta1()),
          requireNonNullElse(beta2, d.beta2()),
          requireNonNullElse(alpha, d.alpha()),
          requireNonNullElse(eps, d.epsilon()),
          requireNonNullElse(weightDecay, d.weightDecay()));
    }
  }

  record Clip(String type, double limit) {}

  record Schedule(
      String type,
      @Defaulted Integer every,
      @Defaulted Double factor,
      @Defaulted Double end,
      @Defaulted Integer warmup) {

    private ScheduleConfig config() {
      return new ScheduleConfig(
          type.replace('_', '-'),
          requireNonNullElse(every, 0),
          requireNonNullElse(factor, 1.0),
          requireNonNullElse(end, 0.0),
          requireNonNullElse(warmup, 0));
    }
  }

  RunForm {
    Checks.within("steps", steps, 1, MOST_STEPS);
    slope = requireNonNullElse(slope, LEAKY);
    batchNorm = requireNonNullElse(batchNorm, false);
    lossSpread = requireNonNullElse(lossSpread, new double[steps]);
    gradL2Spread = requireNonNullElse(gradL2Spread, new double[steps]);
    ArrayForm.finite("slope", slope);
    list("lr", lr, steps, "step");
    list("loss", loss, steps, "step");
    length("grad_l2", gradL2.length, steps, "step");
    for (double[] row : gradL2) {
      list("grad_l2", row, paramNames.size(), "parameter");
    }
    list("grad_global_l2", gradGlobalL2, steps, "step");
    ArrayForm.finite("loss_after_last_step", lossAfterLastStep);
    list("final_param_l2", finalParamL2, paramNames.size(), "parameter");
    spread("loss_spread", lossSpread, steps);
    spread("grad_l2_spread", gradL2Spread, steps);
  }

  private static void length(String field, int has, int must, String of) {
    Checks.that(has == must, "%s has %d entries, must have %d, one a %s", field, has, must, of);
  }

  private static void list(String field, double[] values, int must, String of) {
    length(field, values.length, must, of);
    ArrayForm.finite(field, values);
  }

  private static void spread(String field, double[] values, int steps) {
    list(field, values, steps, "step");
    for (double value : values) {
      Checks.that(
          value >= 0 && value <= MOST_SPREAD,
          "%s has %s, must be from 0 to %s: a run that strays further agrees with anything",
          field,
          value,
          MOST_SPREAD);
    }
  }

  /** The same, if our own configurations accept it. */
  RunForm valid() {
    nonlinearity();
    rule();
    rates();
    return this;
  }

  Nonlinearity nonlinearity() {
    return Nonlinearity.named(activation.replace('_', '-'));
  }

  StepRule rule() {
    double weights = requireNonNullElse(weightClip, 0.0);
    return new StepRule(
        LossConfig.CLASSIFY.withLabelSmoothing(requireNonNullElse(labelSmoothing, 0.0)),
        new PenaltyConfig(requireNonNullElse(l1, 0.0), requireNonNullElse(l2, 0.0)),
        clip == null
            ? ClipConfig.NONE.withWeights(weights)
            : new ClipConfig(clip.type, clip.limit, weights),
        optimizer.config());
  }

  ScheduleConfig rates() {
    return schedule == null ? ScheduleConfig.CONSTANT : schedule.config();
  }

  TrainingNumbers numbers() {
    return new TrainingNumbers(lr, loss, gradL2, gradGlobalL2, lossAfterLastStep, finalParamL2);
  }
}
