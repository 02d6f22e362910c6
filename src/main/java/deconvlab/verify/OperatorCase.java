package deconvlab.verify;

import deconvlab.math.Tensor;

/**
 * Inputs of a transposed convolution and what must come out.
 *
 * @param expected the output, after {@code crop}
 * @param gradients g and the gradients of sum(y·g), or null where the file has none
 * @param crop what the operator's output loses before it is compared
 */
record OperatorCase(
    String name,
    Options options,
    Tensor x,
    Tensor w,
    Tensor b,
    Tensor expected,
    Gradients gradients,
    Crop crop)
    implements VerifyCase {

  /** The gradient at the output and the expected gradients; db is null without a bias. */
  record Gradients(Tensor g, Tensor dx, Tensor dw, Tensor db) {}
}
