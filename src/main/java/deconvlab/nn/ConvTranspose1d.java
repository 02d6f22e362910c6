package deconvlab.nn;

/** A transposed convolution over (N, C_in, L); see {@link ConvTransposeBlock}. */
public final class ConvTranspose1d extends ConvTransposeBlock {
  private ConvTranspose1d(ConvTransposeBuilder<?> builder) {
    super(builder);
  }

  /** Starts a block on 1 axis; kernel shape and filters are required. */
  public static ConvTransposeBuilder<ConvTranspose1d> builder() {
    return new ConvTransposeBuilder<>(1, ConvTranspose1d::new);
  }
}
