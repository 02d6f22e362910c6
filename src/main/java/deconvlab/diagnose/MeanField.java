package deconvlab.diagnose;

import deconvlab.math.NormalMean;
import deconvlab.math.Sample;
import deconvlab.model.NetworkConfig;
import deconvlab.text.Checks;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Mean-field theory of a fresh network (Poole et al. 2016, Schoenholz et al. 2017): how large z is
 * in each layer, carried forward, and what the activation's slope at that size does to a gradient
 * on its way back. For weights with mean square σ² and forward fan F ({@link GainTheory}), inputs
 * of mean square 1 and u ~ N(0, 1): q₀ = σ²F, then q = σ²F·E[f(√q·u)²] layer by layer.
 *
 * @param layers the trunk's, from the input to the output
 * @param squares q, the mean square of z in each layer
 * @param gains of each layer but the first, decades: ½·log10(σ²F·E[f'(√q·u)²]) with the q of the
 *     layer before, borders counted; what {@link Signals#gains()} is held against
 */
public record MeanField(List<String> layers, double[] squares, double[] gains) {
  /**
   * Theory for {@code config} with weights as seed 0 draws them.
   *
   * @param f the network's activation
   * @param slope its slope f'
   * @throws IllegalArgumentException for batch norm, which sets q itself, and for a twin
   */
  public static MeanField of(
      NetworkConfig config, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
    Checks.that(!config.batchNorm(), "batchNorm=true is not covered: it sets the size of z itself");
    List<GainTheory> theory = GainTheory.of(config, 0);
    double[] squares = new double[theory.size()];
    double[] gains = new double[theory.size() - 1];
    for (int l = 0; l < squares.length; l++) {
      GainTheory layer = theory.get(l);
      double before = 1;
      if (l > 0) {
        double size = Math.sqrt(squares[l - 1]);
        before = NormalMean.of(z -> Math.pow(f.applyAsDouble(z), 2), size);
        double slopes = NormalMean.of(z -> Math.pow(slope.applyAsDouble(z), 2), size);
        gains[l - 1] = layer.gain(slopes) + layer.border();
      }
      squares[l] = layer.meanSquare() * layer.forwardFan() * before;
    }
    return new MeanField(theory.stream().map(GainTheory::layer).toList(), squares, gains);
  }

  /**
   * The gain under batch norm, decades: ½·log10(E[f'²] / (E[f²] − E[f]²/stride²)) for u ~ N(0, 1).
   * Behind a transposed convolution each of its stride² phases has an offset of its own, and one
   * mean a channel takes away that share of E[f]² alone; behind a convolution the stride is 1.
   */
  public static double normedGain(DoubleUnaryOperator f, DoubleUnaryOperator slope, int stride) {
    double mean = NormalMean.of(f, 1) / stride;
    double left = NormalMean.of(z -> Math.pow(f.applyAsDouble(z), 2), 1) - mean * mean;
    return 0.5 * Math.log10(NormalMean.of(z -> Math.pow(slope.applyAsDouble(z), 2), 1) / left);
  }

  /** The slope that {@link Signals#slope()} is held against: decades a layer, 0 is level. */
  public double slope() {
    return Decades.slopeOfGains(gains);
  }

  /** E[g(z)], averaged over the layers: with g 1 where f is flat, the share of saturated units. */
  public double mean(DoubleUnaryOperator g) {
    return Sample.mean(DoubleStream.of(squares).map(q -> NormalMean.of(g, Math.sqrt(q))).toArray());
  }
}
