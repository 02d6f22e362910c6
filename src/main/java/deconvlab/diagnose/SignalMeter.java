package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Nonlinearity;
import deconvlab.nn.TorchScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reduces activations and their gradients to a few numbers a layer, in one native call. */
final class SignalMeter {
  private static final TorchScript OPS = TorchScript.resource(SignalMeter.class, "signals.py");
  private static final int SAMPLE = 16_384;
  private static final int HEAD = 3;
  private static final int NUMBERS = 7;

  private SignalMeter() {}

  /**
   * One layer as it went by.
   *
   * @param function what follows the linear map, or null where nothing or something unknown does
   * @param z pre-activation
   * @param a what is handed on
   * @param gradient dL/dz
   */
  record Layer(
      String name, Nonlinearity function, boolean inTrunk, NDArray z, NDArray a, NDArray gradient) {
    /** What the native side has to count. */
    long kind() {
      if (function == null) {
        return 0;
      }
      return switch (function) {
        case SIGMOID -> 1;
        case TANH -> 2;
        case RELU -> 3;
        default -> 0;
      };
    }
  }

  /** Measures one look, the trunk's layers first; the only copy from the device is the result. */
  static Signals measure(int step, NDArray images, NDArray loss, List<Layer> seen) {
    // A head that leaves the trunk on the way was seen in the middle of it; sorting is stable.
    List<Layer> layers =
        seen.stream().sorted(Comparator.comparing(layer -> !layer.inTrunk())).toList();
    NDManager scope = images.getManager();
    float[] values =
        OPS.callForOne(
                scope,
                "look",
                images,
                loss,
                list(layers.stream().map(Layer::z).toList()),
                list(layers.stream().map(Layer::a).toList()),
                list(layers.stream().map(Layer::gradient).toList()),
                layers.stream().mapToLong(Layer::kind).toArray(),
                Histogram.BINS,
                Histogram.LOW,
                Histogram.HIGH,
                SAMPLE)
            .toFloatArray();
    List<LayerSignal> signals = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      int at = HEAD + i * (NUMBERS + Histogram.BINS);
      signals.add(
          signal(layers.get(i), Arrays.copyOfRange(values, at, at + NUMBERS + Histogram.BINS)));
    }
    double inputStd = std(values[1], values[2], images.size());
    int trunk = (int) layers.stream().filter(Layer::inTrunk).count();
    return new Signals(step, values[0], values[1], inputStd, trunk, signals);
  }

  private static LayerSignal signal(Layer layer, float[] v) {
    long n = layer.z().size();
    double[] histogram = new double[Histogram.BINS];
    for (int b = 0; b < histogram.length; b++) {
      histogram[b] = v[NUMBERS + b];
    }
    long kind = layer.kind();
    return new LayerSignal(
        layer.name(),
        v[0],
        std(v[0], v[1], n),
        v[2],
        std(v[2], v[3], n),
        kind == 1 || kind == 2 ? v[4] : Double.NaN,
        kind == 3 ? v[5] : Double.NaN,
        v[6],
        v[6] / Math.sqrt((double) n),
        histogram);
  }

  /** From mean and L2 norm of n values, which cost one fast pass each. */
  private static double std(double mean, double norm, long n) {
    double variance = norm * norm / n - mean * mean;
    return Double.isFinite(variance) ? Math.sqrt(Math.max(0, variance)) : Double.NaN;
  }

  private static NDList list(List<NDArray> arrays) {
    return new NDList(arrays);
  }
}
