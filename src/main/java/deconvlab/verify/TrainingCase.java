package deconvlab.verify;

import deconvlab.nn.Nonlinearity;
import deconvlab.text.Text;
import deconvlab.train.ScheduleConfig;
import deconvlab.train.StepRule;

/**
 * A training run to repeat.
 *
 * @param where file and run, for messages
 * @param slope of leaky ReLU below 0
 * @param expected what must come out
 * @param lossSpread how far the file's own perturbed repeats strayed in the loss, relative to it
 * @param gradientSpread the same of the gradient norms, relative to the global one
 */
record TrainingCase(
    String name,
    String where,
    TrainingData data,
    Nonlinearity activation,
    double slope,
    boolean batchNorm,
    StepRule rule,
    ScheduleConfig schedule,
    TrainingNumbers expected,
    double[] lossSpread,
    double[] gradientSpread)
    implements VerifyCase {

  @Override
  public String kind() {
    return "run";
  }

  VerifyFileException error(String problem, Throwable cause) {
    return new VerifyFileException(Text.format("%s: %s", where, problem), cause);
  }
}
