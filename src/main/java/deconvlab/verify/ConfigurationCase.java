package deconvlab.verify;

/**
 * A configuration that must be refused, or accepted with the output shape {@code yShape}.
 *
 * @param layer what a layer is built with (api "layer"), or null for a call on arrays (api "call")
 * @param xShape the input's shape; null where a layer is only built
 * @param wShape the weight's shape (api "call")
 * @param bShape the bias's shape, or null for none
 * @param refused whether it must be refused
 * @param yShape the output's shape of what must be accepted
 */
record ConfigurationCase(
    String name,
    Options options,
    Options.Layer layer,
    long[] xShape,
    long[] wShape,
    long[] bShape,
    boolean refused,
    long[] yShape)
    implements VerifyCase {}
