package deconvlab.nn;

/** A transposed convolution over (N, C_in, D, H, W); see {@link ConvTranspose}. */
public final class ConvTranspose3d extends ConvTranspose {
  private ConvTranspose3d(Builder builder) {
    super(builder);
  }

  /** Starts a block; kernel shape and filters are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** The options of {@link ConvTransposeBuilder} on 3 axes. */
  public static final class Builder extends ConvTransposeBuilder<Builder> {
    private Builder() {
      super(3);
    }

    @Override
    Builder self() {
      return this;
    }

    /** The block; a wrong option is refused with its name, value and range. */
    public ConvTranspose3d build() {
      return new ConvTranspose3d(this);
    }
  }
}
