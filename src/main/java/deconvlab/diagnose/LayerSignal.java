package deconvlab.diagnose;

/**
 * What one layer did on one batch.
 *
 * @param name the layer
 * @param preActivationMean mean of z over batch, channels and positions
 * @param preActivationStd standard deviation of z
 * @param activationMean mean of what the layer hands on, a
 * @param activationStd standard deviation of a
 * @param saturated share of units whose activation's slope is below a tenth of its greatest: |a −
 *     1/2| &gt; 0.474 for sigmoid, |a| &gt; 0.949 for tanh; NaN for others
 * @param silent share of channels that are 0 on the whole batch; NaN where the activation cannot be
 *     exactly 0 on an interval
 * @param gradientNorm ‖dL/dz‖₂ over the whole batch
 * @param gradientRms ‖dL/dz‖₂ / √(number of elements): shown, never judged, as it follows the map
 *     size
 * @param histogram share of dL/dz's elements in each bin of log10 |dL/dz|, see {@link Histogram};
 *     from an even sample of at most 16,384
 */
public record LayerSignal(
    String name,
    double preActivationMean,
    double preActivationStd,
    double activationMean,
    double activationStd,
    double saturated,
    double silent,
    double gradientNorm,
    double gradientRms,
    double[] histogram) {

  /**
   * Whether z and a hold numbers alone. Judged by their means: a norm overflows 32 bits long before
   * its elements do.
   */
  public boolean finite() {
    return Double.isFinite(preActivationMean) && Double.isFinite(activationMean);
  }
}
