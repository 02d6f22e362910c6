package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.text.Checks;
import java.util.stream.IntStream;

/**
 * An activation function f with the gain that its layer's initial weights need: 1/√E[f(z)²] for z ~
 * N(0, 1) where f is piecewise linear (He et al. 2015), else the field's convention.
 */
public enum Nonlinearity {
  IDENTITY("identity"),
  /** 1/(1 + e^−z); gain 1 by convention. */
  SIGMOID("sigmoid"),
  /** Gain 5/3 by convention. */
  TANH("tanh"),
  /** max(0, z); gain √2. */
  RELU("relu"),
  /** z or slope·z below 0; gain √(2/(1 + slope²)). */
  LEAKY_RELU("leaky-relu"),
  /** z or e^z − 1 below 0; gain √2 as for ReLU. */
  ELU("elu"),
  /** z·Φ(z); gain √2 as for ReLU. */
  GELU("gelu"),
  /** z·sigmoid(z); gain √2 as for ReLU. */
  SILU("silu"),
  /** ln(1 + e^z); gain 1. */
  SOFTPLUS("softplus");

  private final String label;

  Nonlinearity(String label) {
    this.label = label;
  }

  /** The function called {@code name}; an unknown name is an error that lists the names. */
  public static Nonlinearity named(String name) {
    return Checks.named("activation", name, values());
  }

  /** The gain for initial weights; {@code slope} counts for leaky ReLU alone. */
  public double gain(double slope) {
    return switch (this) {
      case IDENTITY, SIGMOID, SOFTPLUS -> 1;
      case TANH -> 5.0 / 3;
      case RELU, ELU, GELU, SILU -> Math.sqrt(2);
      case LEAKY_RELU -> Math.sqrt(2 / (1 + slope * slope));
    };
  }

  /** The function as a DJL block; {@code slope} counts for leaky ReLU alone. */
  public Block block(double slope) {
    return switch (this) {
      case IDENTITY -> Blocks.identityBlock();
      case SIGMOID -> Activation.sigmoidBlock();
      case TANH -> Activation.tanhBlock();
      case RELU -> Activation.reluBlock();
      case LEAKY_RELU -> Activation.leakyReluBlock((float) slope);
      case ELU -> Activation.eluBlock(1);
      case GELU -> Activation.geluBlock();
      case SILU -> Activation.swishBlock(1);
      case SOFTPLUS -> Activation.softPlusBlock();
    };
  }

  /**
   * {f(z), f'(z)} at each {@code z} by automatic differentiation, in single precision: at a kink
   * the slope that training takes there. {@code slope} counts for leaky ReLU alone.
   */
  public double[][] differentiated(double slope, double... z) {
    try (NDManager manager = Torch.engine().newBaseManager();
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      float[] at = new float[z.length];
      IntStream.range(0, at.length).forEach(i -> at[i] = (float) z[i]);
      NDArray in = manager.create(at);
      in.setRequiresGradient(true);
      NDArray out =
          block(slope)
              .forward(new ParameterStore(manager, false), new NDList(in), true)
              .singletonOrThrow();
      collector.backward(out.sum());
      return new double[][] {doubles(out), doubles(in.getGradient())};
    }
  }

  private static double[] doubles(NDArray array) {
    float[] values = array.toFloatArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** The name that {@link #named} takes. */
  @Override
  public String toString() {
    return label;
  }
}
