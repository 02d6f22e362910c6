package deconvlab.model;

/** One line of a {@link Layout}. Shapes are per image: (C, H, W), or (features) once flat. */
public sealed interface Layer {

  /**
   * A convolution: (C, H, W) → (filters, (H + 2·padding − kernel)/stride + 1, …).
   *
   * @param activated whether batch norm (where the run has it) and the activation follow
   */
  record Conv(int filters, int kernel, int stride, int padding, boolean activated)
      implements Layer {}

  /**
   * A transposed convolution: (C, H, W) → (filters, (H − 1)·stride − 2·padding + kernel +
   * outputPadding, …).
   *
   * @param activated whether batch norm (where the run has it) and the activation follow
   */
  record Deconv(
      int filters, int kernel, int stride, int padding, int outputPadding, boolean activated)
      implements Layer {}

  /** Max pooling with stride = size: (C, H, W) → (C, H/size, W/size). */
  record MaxPool(int size) implements Layer {}

  /** Mean over each map: (C, H, W) → (C). */
  record GlobalAverage() implements Layer {}

  /** (C, H, W) → (C·H·W). */
  record Flatten() implements Layer {}

  /** (features) → (units), with the activation but no batch norm where activated. */
  record Dense(int units, boolean activated) implements Layer {}
}
