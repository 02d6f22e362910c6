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

  /** One layer's place in the numbers. */
  private record Part(String name, long kind, long elements) {}

  /**
   * A look that waits on the device; it lives as long as the images' manager.
   *
   * @param numbers of the images
   */
  record Waiting(int step, NDArray values, long numbers, int trunk, List<Part> parts) {
    /** Has it outlive its step. */
    Waiting kept() {
      values.detach();
      return this;
    }

    /** Copies it from the device, once. */
    Signals read() {
      try (values) {
        return signals(this, values.toFloatArray());
      }
    }
  }

  /** Measures one look on the device, the trunk's layers first. */
  static Waiting measure(int step, NDArray images, NDArray loss, List<Layer> seen) {
    // A head that leaves the trunk on the way was seen in the middle of it; sorting is stable.
    List<Layer> layers =
        seen.stream().sorted(Comparator.comparing(layer -> !layer.inTrunk())).toList();
    NDManager scope = images.getManager();
    NDArray values =
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
            SAMPLE);
    int trunk = (int) layers.stream().filter(Layer::inTrunk).count();
    List<Part> parts =
        layers.stream().map(l -> new Part(l.name(), l.kind(), l.z().size())).toList();
    return new Waiting(step, values, images.size(), trunk, parts);
  }

  private static Signals signals(Waiting look, float[] values) {
    List<LayerSignal> signals = new ArrayList<>();
    for (Part part : look.parts()) {
      int at = HEAD + signals.size() * (NUMBERS + Histogram.BINS);
      signals.add(signal(part, Arrays.copyOfRange(values, at, at + NUMBERS + Histogram.BINS)));
    }
    double inputStd = std(values[1], values[2], look.numbers());
    return new Signals(look.step(), values[0], values[1], inputStd, look.trunk(), signals);
  }

  private static LayerSignal signal(Part part, float[] v) {
    long n = part.elements();
    double[] histogram = new double[Histogram.BINS];
    for (int b = 0; b < histogram.length; b++) {
      histogram[b] = v[NUMBERS + b];
    }
    long kind = part.kind();
    return new LayerSignal(
        part.name(),
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
