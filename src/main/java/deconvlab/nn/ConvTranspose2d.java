package deconvlab.nn;

/** A transposed convolution over (N, C_in, H, W); see {@link ConvTranspose}. */
public final class ConvTranspose2d extends ConvTranspose {
  private ConvTranspose2d(Builder builder) {
    super(builder);
  }

  /** Starts a block; kernel shape and filters are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** The options of {@link ConvTransposeBuilder} on 2 axes. */
  public static final class Builder extends ConvTransposeBuilder<Builder> {
    private Builder() {
      super(2);
    }

    @Override
    Builder self() {
      return this;
    }

    /** The block; a wrong option is refused with its name, value and range. */
    public ConvTranspose2d build() {
      return new ConvTranspose2d(this);
    }
  }
}
