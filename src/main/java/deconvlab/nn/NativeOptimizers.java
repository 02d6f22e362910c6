package deconvlab.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;

/** The native side of {@link Optimizer}. */
final class NativeOptimizers {
  private static final TorchScript OPS = TorchScript.resource(Optimizer.class, "optimizers.py");

  private NativeOptimizers() {}

  static NDList call(NDManager owner, String method, Object... arguments) {
    return Torch.withoutGradients(() -> OPS.call(owner, method, arguments));
  }

  /** A rule with what it keeps. */
  static Optimizer keeping(NDList state, Optimizer rule) {
    return new Optimizer() {
      @Override
      public void step(NDList gradients, double rate) {
        rule.step(gradients, rate);
      }

      @Override
      public NDList state() {
        return state;
      }
    };
  }

  /**
   * Adam or AdamW, with what both keep for each parameter: running means, running squares, steps
   * made.
   *
   * @param numbers what the rule takes after the rate
   */
  static Optimizer adaptive(NDManager manager, String rule, NDList parameters, Object... numbers) {
    NDList means = Snapshot.zeros(manager, parameters);
    NDList squares = Snapshot.zeros(manager, parameters);
    NDList steps = new NDList();
    parameters.forEach(p -> steps.add(manager.zeros(new Shape())));
    NDList all = new NDList(means).addAll(squares).addAll(steps);
    return keeping(
        all,
        (gradients, rate) -> {
          Stream<Object> state = Stream.of(parameters, gradients, means, squares, steps, rate);
          call(manager, rule, Stream.concat(state, Stream.of(numbers)).toArray());
        });
  }
}
