package deconvlab.train;

/**
 * What a step noted beside its losses. Arrays have one entry a weight, from the input to the output
 * (weights of convolutions, transposed convolutions and linear layers), unless said otherwise.
 *
 * @param clippedNorm L2 norm of all gradients after clipping
 * @param shareClipped with clipping by norm 1 if the step was scaled, else 0; by value the share of
 *     all gradient elements beyond the limit
 * @param parameterGradients L2 norm of the gradient of every parameter, biases and batch norm
 *     included, before clipping
 * @param gradientNorms L2 norm of each weight's gradient, before clipping
 * @param gradientRms the same as root mean square: norm/√n for n elements
 * @param parameterNorms L2 norm of each weight before the update
 * @param updateRatios ‖Δw‖₂/‖w‖₂: how far the whole step (decay and weight clipping included) moved
 *     each weight, over its size before; 0 where nothing moved
 * @param nonFinite how many elements of each weight's gradient are NaN or infinite
 */
public record StepScalars(
    float clippedNorm,
    float shareClipped,
    float[] parameterGradients,
    float[] gradientNorms,
    float[] gradientRms,
    float[] parameterNorms,
    float[] updateRatios,
    float[] nonFinite) {

  private static final float[] NOTHING = {};

  /** Of a step that noted its losses and its gradient's norm alone. */
  public static final StepScalars NONE =
      new StepScalars(Float.NaN, Float.NaN, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
}
