package deconvlab.diagnose;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What every layer with a weight did on one batch: one look into a network.
 *
 * @param step the step before whose update it was taken, counted from 0
 * @param loss the objective on the batch
 * @param inputMean mean of the batch that came in
 * @param inputStd its standard deviation
 * @param trunk how many of the layers, from the first on, belong to the trunk; the head's follow
 * @param layers from the input to the output
 */
public record Signals(
    int step, double loss, double inputMean, double inputStd, int trunk, List<LayerSignal> layers) {
  public Signals {
    layers = List.copyOf(layers);
  }

  /** The layers' names. */
  public List<String> names() {
    return layers.stream().map(LayerSignal::name).toList();
  }

  /** The names of the trunk's layers. */
  public List<String> trunkNames() {
    return names().subList(0, trunk);
  }

  /** One quantity of every layer, for instance {@code LayerSignal::gradientNorm}. */
  public double[] each(ToDoubleFunction<LayerSignal> quantity) {
    return layers.stream().mapToDouble(quantity).toArray();
  }

  /** One quantity of the trunk's layers. */
  public double[] trunkEach(ToDoubleFunction<LayerSignal> quantity) {
    return layers.subList(0, trunk).stream().mapToDouble(quantity).toArray();
  }

  /**
   * Gain of each trunk layer but the first, in decades: log10(‖dL/dz_{l−1}‖₂ / ‖dL/dz_l‖₂). The
   * activation between the two is in it.
   */
  public double[] gains() {
    return Decades.gains(trunkEach(LayerSignal::gradientNorm));
  }

  /**
   * Slope of log10 ‖dL/dz_l‖₂ from the output to the input over the trunk, decades a layer: 0 is
   * healthy, below −0.5 vanishes, above +0.5 explodes; NaN where the network is dead or broken.
   */
  public double slope() {
    return Decades.slope(trunkEach(LayerSignal::gradientNorm));
  }
}
