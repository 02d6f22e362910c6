package deconvlab.nn;

/** A transposed convolution over (N, C_in, H, W); see {@link ConvTransposeBlock}. */
public final class ConvTranspose2d extends ConvTransposeBlock {
  private ConvTranspose2d(ConvTransposeBuilder<?> builder) {
    super(builder);
  }

  /** Starts a block on 2 axes; kernel shape and filters are required. */
  public static ConvTransposeBuilder<ConvTranspose2d> builder() {
    return new ConvTransposeBuilder<>(2, ConvTranspose2d::new);
  }
}
