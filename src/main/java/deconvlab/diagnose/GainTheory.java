package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.model.Layer;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Stage;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of a layer's gain before anything is measured. For weights that are independent
 * draws of mean 0 and variance σ², each output's squared gradient reaches the forward fan F of
 * inputs σ²-fold, and the activation's slope f' multiplies it: gain = ½·log10(σ²·F·E[f'²]) (the
 * backward case of He et al. 2015, section 2.2, for the L2 norm in place of the variance). Outputs
 * at a map's border have fewer inputs, which {@code border} counts.
 *
 * @param layer its name
 * @param meanSquare mean of the squared weights as drawn, for σ²
 * @param forwardFan inputs of an interior output: C_in·k² of a convolution, C_in·k²/s² of a
 *     transposed one (on average over the phases), all inputs of a dense layer
 * @param border what the borders add to the gain, decades, 0 or less; for a gradient that starts
 *     even over the last map
 * @param pooled whether a max-pooling lies between the layer before and this one
 */
public record GainTheory(
    String layer, double meanSquare, double forwardFan, double border, boolean pooled) {

  /**
   * The trunk's layers, from the input to the output, with weights as {@code seed} draws them.
   *
   * @throws IllegalArgumentException for a twin, whose upsampling adds up neighbouring gradients:
   *     how large their sum is depends on how alike they are
   */
  public static List<GainTheory> of(NetworkConfig config, long seed) {
    if (!config.twin().equals("none")) {
      throw new IllegalArgumentException(
          Text.format(
              "twin=%s is not covered: use twin=none, theory knows no nearest upsampling and no factors",
              config.twin()));
    }
    try (NDManager scope = NDManager.newBaseManager()) {
      Network network = Network.initialised(config, seed, scope);
      List<Stage> stages = upToLast(network);
      double[] borders = borders(stages);
      List<GainTheory> theory = new ArrayList<>();
      boolean pooled = false;
      for (int i = 0; i < stages.size(); i++) {
        Stage stage = stages.get(i);
        pooled |= stage.layer() instanceof Layer.MaxPool;
        if (stage.weighted()) {
          NDArray weight = network.trainable().get(stage.name() + ".weight").getArray();
          double fan = fan(stage.layer(), input(stages, i));
          theory.add(new GainTheory(stage.name(), meanSquare(weight), fan, borders[i], pooled));
          pooled = false;
        }
      }
      return theory;
    }
  }

  /**
   * The predicted gains of all trunk layers but the first in decades, borders counted, with weights
   * as seed 0 draws them; what {@link Signals#gains()} is held against.
   *
   * @param slopeSquare E[f'²] of the activation: 1/2 for ReLU
   */
  public static double[] gains(NetworkConfig config, double slopeSquare) {
    return of(config, 0).stream()
        .skip(1)
        .mapToDouble(l -> l.gain(slopeSquare) + l.border())
        .toArray();
  }

  /**
   * The gradient slope that these {@link #gains} make, as {@link Signals#slope()} reads it: of the
   * norms that they let through, the last layer's being 1.
   *
   * @param slopeSquare E[f'²] of the activation: 1/2 for ReLU
   */
  public static double slope(NetworkConfig config, double slopeSquare) {
    return Decades.slopeOfGains(gains(config, slopeSquare));
  }

  /**
   * The predicted gain in decades without borders: ½·log10(meanSquare·forwardFan·slopeSquare).
   *
   * @param slopeSquare E[f'²] of the activation before this layer: 1/2 for ReLU
   */
  public double gain(double slopeSquare) {
    return 0.5 * Math.log10(meanSquare * forwardFan * slopeSquare);
  }

  private static List<Stage> upToLast(Network network) {
    List<String> names = network.trunkLayers();
    List<Stage> stages = network.stages();
    int last = 0;
    while (!stages.get(last).name().equals(names.get(names.size() - 1))) {
      last++;
    }
    return stages.subList(0, last + 1);
  }

  private static Shape input(List<Stage> stages, int i) {
    return i == 0 ? Network.IMAGE : stages.get(i - 1).output();
  }

  private static double fan(Layer layer, Shape in) {
    if (layer instanceof Layer.Dense) {
      return in.size();
    }
    return in.get(0) * Math.pow(taps(layer), 2);
  }

  /** Inputs of an interior output along one axis. */
  private static double taps(Layer layer) {
    return layer instanceof Layer.Deconv up
        ? (double) up.kernel() / up.stride()
        : ((Layer.Conv) layer).kernel();
  }

  private static double meanSquare(NDArray weight) {
    double sum = 0;
    for (float value : weight.toFloatArray()) {
      sum += (double) value * value;
    }
    return sum / weight.size();
  }

  /**
   * Follows the squared gradient's profile along one axis from the last map to the first; both axes
   * are alike, so a factor on one is half of the decades of both in ½·log10.
   */
  private static double[] borders(List<Stage> stages) {
    double[] borders = new double[stages.size()];
    double[] profile = even(stages.get(stages.size() - 1).output());
    for (int i = stages.size() - 1; i >= 0; i--) {
      Layer layer = stages.get(i).layer();
      Shape in = input(stages, i);
      if (layer instanceof Layer.Conv || layer instanceof Layer.Deconv) {
        double[] before = towardsInput(layer, profile, even(in).length);
        borders[i] = Math.log10(sum(before) / (sum(profile) * taps(layer)));
        profile = before;
      } else if (layer instanceof Layer.MaxPool pool) {
        profile = spread(profile, pool.size());
      } else {
        profile = even(in);
      }
    }
    return borders;
  }

  private static double[] even(Shape map) {
    double[] profile = new double[map.dimension() < 2 ? 1 : Math.toIntExact(map.get(1))];
    Arrays.fill(profile, 1);
    return profile;
  }

  /** What n inputs get from the outputs that they have a part in. */
  private static double[] towardsInput(Layer layer, double[] output, int n) {
    double[] input = new double[n];
    boolean up = layer instanceof Layer.Deconv;
    int kernel = up ? ((Layer.Deconv) layer).kernel() : ((Layer.Conv) layer).kernel();
    int stride = up ? ((Layer.Deconv) layer).stride() : ((Layer.Conv) layer).stride();
    int padding = up ? ((Layer.Deconv) layer).padding() : ((Layer.Conv) layer).padding();
    int few = up ? n : output.length;
    int many = up ? output.length : n;
    for (int a = 0; a < few; a++) {
      for (int b = a * stride - padding; b < a * stride - padding + kernel; b++) {
        if (b >= 0 && b < many) {
          input[up ? a : b] += output[up ? b : a];
        }
      }
    }
    return input;
  }

  /** Behind a pooling each gradient goes to one of {@code size} places, on average evenly. */
  private static double[] spread(double[] profile, int size) {
    double[] spread = new double[profile.length * size];
    Arrays.setAll(spread, i -> profile[i / size] / size);
    return spread;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
