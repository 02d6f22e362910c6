package deconvlab.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Torch;
import deconvlab.train.StepResult;
import deconvlab.train.TrainStep;
import java.util.ArrayList;
import java.util.List;

/** Repeats a run with the project's own step, on the CPU. */
final class TrainingRun {
  private TrainingRun() {}

  /** Throws what the network's construction throws, without training. */
  static void check(VerifyCase.Training run) {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      new ParityNetwork(run, manager);
    }
  }

  static TrainingNumbers repeat(VerifyCase.Training run) {
    int steps = run.form().steps();
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      ParityNetwork network = new ParityNetwork(run, manager);
      TrainStep step = new TrainStep(network, run.form().rule(), manager, steps + 1, true);
      for (int t = 0; t < steps; t++) {
        step(run, step, manager, rate(run, t));
      }
      double[] finals = finals(run, network);
      // A step at rate 0 moves nothing: it tells the loss in training mode.
      step(run, step, manager, 0);
      return numbers(run, new ArrayList<>(network.trainable().keySet()), step.flush(), finals);
    }
  }

  private static double rate(VerifyCase.Training run, int step) {
    double rate = run.form().rule().optimizer().learningRate();
    return run.form().rates().rate(rate, step, run.form().steps());
  }

  private static void step(
      VerifyCase.Training run, TrainStep step, NDManager manager, double rate) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = DjlOperator.array(scope, run.data().x());
      step.run(x, scope.create(run.data().labels()), 0, rate);
    }
  }

  private static double[] finals(VerifyCase.Training run, ParityNetwork network) {
    return run.form().paramNames().stream()
        .map(name -> network.trainable().get(name).getArray().toFloatArray())
        .mapToDouble(TrainingRun::norm)
        .toArray();
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static TrainingNumbers numbers(
      VerifyCase.Training run, List<String> order, List<StepResult> results, double[] finals) {
    int steps = results.size() - 1;
    List<StepResult> noted = results.subList(0, steps);
    return new TrainingNumbers(
        noted.stream().mapToDouble(StepResult::learningRate).toArray(),
        noted.stream().mapToDouble(StepResult::loss).toArray(),
        noted.stream().map(r -> gradients(run, order, r)).toArray(double[][]::new),
        noted.stream().mapToDouble(StepResult::gradientNorm).toArray(),
        results.get(steps).loss(),
        finals);
  }

  /** Our norms in the file's order. */
  private static double[] gradients(
      VerifyCase.Training run, List<String> order, StepResult result) {
    float[] ours = result.scalars().parameterGradients();
    return run.form().paramNames().stream().mapToDouble(n -> ours[order.indexOf(n)]).toArray();
  }
}
