package deconvlab.model;

/** One line of a {@link Layout}. Shapes are per image: (C, H, W), or (features) once flat. */
public sealed interface Layer {

  /** What follows a (transposed) convolution. */
  enum After {
    /** Nothing: the layer has a bias and hands on its linear map. */
    NOTHING,
    /** Batch norm where the run has it, no activation. */
    NORM,
    /** Batch norm where the run has it, then the activation. */
    ACTIVATION
  }

  /** What follows the linear map, if there is one. */
  default After after() {
    return After.NOTHING;
  }

  /** Whether the activation follows. */
  default boolean activated() {
    return after() == After.ACTIVATION;
  }

  /**
   * A convolution: (C, H, W) → (filters, (H + 2·padding − kernel)/stride + 1, …). Where batch norm
   * follows it has no bias.
   *
   * @param twin whether it is a twin's layer, in the place and under the name of a transposed
   *     convolution
   */
  record Conv(int filters, int kernel, int stride, int padding, After after, boolean twin)
      implements Layer {

    /** A convolution under its own name. */
    public Conv(int filters, int kernel, int stride, int padding, After after) {
      this(filters, kernel, stride, padding, after, false);
    }
  }

  /**
   * A transposed convolution: (C, H, W) → (filters, (H − 1)·stride − 2·padding + kernel +
   * outputPadding, …). Where batch norm follows it has no bias.
   *
   * @param groups of channels that know nothing of each other; as many as channels: depthwise
   */
  record Deconv(
      int filters, int kernel, int stride, int padding, int outputPadding, After after, int groups)
      implements Layer {

    /** A transposed convolution in one group. */
    public Deconv(
        int filters, int kernel, int stride, int padding, int outputPadding, After after) {
      this(filters, kernel, stride, padding, outputPadding, after, 1);
    }
  }

  /** Max pooling with stride = size: (C, H, W) → (C, H/size, W/size). */
  record MaxPool(int size) implements Layer {}

  /** Mean over windows with stride = size: (C, H, W) → (C, H/size, W/size). */
  record AveragePool(int size) implements Layer {}

  /** Mean over each map: (C, H, W) → (C). */
  record GlobalAverage() implements Layer {}

  /**
   * Nearest-neighbour upsampling, after which the last {@code cut} rows and columns are dropped:
   * (C, H, W) → (C, H·scale − cut, W·scale − cut).
   */
  record Upsample(int scale, int cut) implements Layer {}

  /** Sub-pixel upsampling: (C·scale², H, W) → (C, H·scale, W·scale). */
  record Shuffle(int scale) implements Layer {}

  /** (C, H, W) → (C·H·W). */
  record Flatten() implements Layer {}

  /** (channels·side·side) → (channels, side, side). */
  record Reshape(int channels, int side) implements Layer {}

  /** {@link deconvlab.nn.Sampling} of a code: (2·units) → (units). */
  record Sample(int units) implements Layer {}

  /** (features) → (units), with the activation but no batch norm where activated. */
  record Dense(int units, boolean activated) implements Layer {}
}
