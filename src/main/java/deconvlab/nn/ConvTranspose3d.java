package deconvlab.nn;

/** A transposed convolution over (N, C_in, D, H, W); see {@link ConvTransposeBlock}. */
public final class ConvTranspose3d extends ConvTransposeBlock {
  private ConvTranspose3d(ConvTransposeBuilder<?> builder) {
    super(builder);
  }

  /** Starts a block on 3 axes; kernel shape and filters are required. */
  public static ConvTransposeBuilder<ConvTranspose3d> builder() {
    return new ConvTransposeBuilder<>(3, ConvTranspose3d::new);
  }
}
