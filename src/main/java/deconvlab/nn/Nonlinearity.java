package deconvlab.nn;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import deconvlab.text.Checks;

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

  /** The name that {@link #named} takes. */
  @Override
  public String toString() {
    return label;
  }
}
