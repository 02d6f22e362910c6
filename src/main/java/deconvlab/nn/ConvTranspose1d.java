package deconvlab.nn;

/** A transposed convolution over (N, C_in, L); see {@link ConvTranspose}. */
public final class ConvTranspose1d extends ConvTranspose {
  private ConvTranspose1d(Builder builder) {
    super(builder);
  }

  /** Starts a block; kernel shape and filters are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** The options of {@link ConvTransposeBuilder} on 1 axis. */
  public static final class Builder extends ConvTransposeBuilder<Builder> {
    private Builder() {
      super(1);
    }

    @Override
    Builder self() {
      return this;
    }

    /** The block; a wrong option is refused with its name, value and range. */
    public ConvTranspose1d build() {
      return new ConvTranspose1d(this);
    }
  }
}
