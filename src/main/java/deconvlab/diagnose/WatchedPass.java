package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Nonlinearity;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import java.util.ArrayList;
import java.util.List;

/**
 * What one training pass through a {@link Watched} block left behind. Its arrays live as long as
 * the batch.
 */
final class WatchedPass {
  private static final TorchScript OPS = TorchScript.resource(WatchedPass.class, "watch.py");
  private static final float SAME = 1e-6f;

  private final ParameterStore store;
  private final NDList inputs;
  private final boolean gradients;
  private final List<Kept> layers = new ArrayList<>();

  /** A layer with a weight: z, and what became of it before the next one. */
  private static final class Kept {
    private final String name;
    private final NDArray z;
    private NDArray a;
    private Nonlinearity function;

    Kept(String name, NDArray z) {
      this.name = name;
      this.z = z;
      this.a = z;
    }
  }

  /**
   * An empty pass.
   *
   * @param gradients whether to have autograd keep dL/dz, and to find out the activation functions
   */
  WatchedPass(ParameterStore store, NDList inputs, boolean gradients) {
    this.store = store;
    this.inputs = inputs;
    this.gradients = gradients;
  }

  /** Where the trainer keeps the parameters. */
  ParameterStore store() {
    return store;
  }

  /** What came in, on the trainer's device. */
  NDList inputs() {
    return inputs;
  }

  /** Whether dL/dz was asked for. */
  boolean hasGradients() {
    return gradients;
  }

  /** Takes note of a block that is no chain. */
  void passed(String name, Block unit, NDList in, NDList out) {
    NDArray y = out.head();
    if (hasWeight(unit)) {
      layers.add(new Kept(name, y));
      if (gradients) {
        OPS.call(y.getManager(), "retain", y);
      }
    } else if (!layers.isEmpty() && layers.get(layers.size() - 1).function == null) {
      Kept last = layers.get(layers.size() - 1);
      last.a = y;
      if (gradients && unit.getParameters().isEmpty()) {
        last.function = function(in.head(), y);
      }
    }
  }

  private static boolean hasWeight(Block unit) {
    return unit.getParameters().values().stream()
        .anyMatch(p -> p.getType() == Parameter.Type.WEIGHT);
  }

  /**
   * The function that leads from {@code in} to {@code out}, told by what it did, as most are lambda
   * expressions without a name; null where that does not tell.
   */
  private static Nonlinearity function(NDArray in, NDArray out) {
    if (!in.getShape().equals(out.getShape())
        || out.getShape().dimension() < 2
        || in.getDataType() != DataType.FLOAT32) {
      return null;
    }
    float[] errors =
        Torch.withoutGradients(
            () -> {
              try (NDArray all = OPS.callForOne(out.getManager(), "function", in, out)) {
                return all.toFloatArray();
              }
            });
    boolean changes = errors[3] > SAME;
    if (errors[0] <= SAME) {
      return Nonlinearity.SIGMOID;
    } else if (errors[1] <= SAME && changes) {
      return Nonlinearity.TANH;
    }
    return errors[2] == 0 && errors[4] < 0 ? Nonlinearity.RELU : null;
  }

  /**
   * Reduces the pass to signals, after the backward pass; without {@link #hasGradients} those of
   * the gradients are NaN.
   *
   * @param loss an array of one
   * @param scope its arrays die with it
   */
  Signals signals(int step, NDArray loss, NDManager scope) {
    int trunk = trunk();
    List<SignalMeter.Layer> measured = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Kept kept = layers.get(i);
      measured.add(
          new SignalMeter.Layer(
              kept.name,
              kept.function,
              i < trunk,
              single(kept.z, scope),
              single(kept.a, scope),
              gradient(kept.z, scope)));
    }
    return SignalMeter.measure(step, image(scope), single(loss, scope), measured).read();
  }

  /** dL/dz; NaN where it was not kept, or where no parameter to train leads to z. */
  private NDArray gradient(NDArray z, NDManager scope) {
    NDArray found = gradients ? Torch.keptGradient(z) : null;
    NDArray gradient = found == null ? z.mul(Float.NaN) : found;
    gradient.attach(scope);
    return single(gradient, scope);
  }

  /** Layers up to the last whose output has positions; all, where fewer than two have. */
  private int trunk() {
    int spatial = 0;
    int last = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).z.getShape().dimension() > 2) {
        spatial++;
        last = i + 1;
      }
    }
    return spatial < 2 ? layers.size() : last;
  }

  /** The first input; NaN for one that holds indices, which have no mean to judge. */
  private NDArray image(NDManager scope) {
    NDArray first = inputs.head();
    return first.getDataType().isFloating()
        ? single(first, scope)
        : scope.full(new Shape(1), Float.NaN);
  }

  private static NDArray single(NDArray array, NDManager scope) {
    if (array.getDataType() == DataType.FLOAT32) {
      return array;
    }
    NDArray converted = array.toType(DataType.FLOAT32, true);
    converted.attach(scope);
    return converted;
  }
}
