package deconvlab.verify;

import deconvlab.math.Tensor;

/**
 * A transposed convolution that can be checked. Every method refuses what the operator does not
 * accept by an {@link IllegalArgumentException} that names argument, value and what would be right.
 */
public interface Operator {
  /** The name that reports use, such as "reference". */
  String name();

  /** Whether training runs go with it: they are repeated by the project's own step. */
  default boolean trains() {
    return false;
  }

  /** Whether it computes in double; else it is held to float32 tolerances. */
  boolean inDouble();

  /**
   * The output, and with g the gradients of sum(y·g).
   *
   * @param x (N, in, size…) or (in, size…)
   * @param w (in, out/groups, kernel…)
   * @param b (out) or null
   * @param gradient maps the output's shape to g, or is null where no gradients are wanted
   */
  Outputs apply(Options options, Tensor x, Tensor w, Tensor b, Gradient gradient);

  /**
   * The output's shape of a layer with weights of its own, built by these options.
   *
   * @param xShape the input's shape, or null to build the layer only
   * @return the output's shape, or null if xShape is null
   */
  long[] layer(Options options, Options.Layer layer, long[] xShape);

  /** The gradient of the loss at the output; a wrong shape is refused before it is used. */
  @FunctionalInterface
  interface Gradient {
    /** g for an output of this shape. */
    Tensor at(long[] yShape);
  }

  /** Output and gradients; those that were not asked for, and db without a bias, are null. */
  record Outputs(Tensor y, Tensor dx, Tensor dw, Tensor db) {}
}
