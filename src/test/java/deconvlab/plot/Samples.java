package deconvlab.plot;

import java.util.Random;
import java.util.stream.IntStream;

/** Numbers to draw: the same at every call. */
final class Samples {
  static final double[] HOSTILE = {
    0,
    -1,
    1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e300,
    Double.MIN_VALUE
  };

  private Samples() {}

  /** A noisy loss that falls from about 2.3 to {@code end}. */
  static double[] loss(long seed, int steps, double end) {
    Random random = new Random(seed);
    double[] loss = new double[steps];
    for (int i = 0; i < steps; i++) {
      double trend = end + (2.3 - end) * Math.exp(-4.0 * i / steps);
      loss[i] = trend * (1 + 0.05 * random.nextGaussian()) + 0.02 * (seed % 5);
    }
    return loss;
  }

  static double[][] losses(int seeds, int steps, double end) {
    return IntStream.range(0, seeds)
        .mapToObj(seed -> loss(seed, steps, end))
        .toArray(double[][]::new);
  }

  /** [moment][layer], log-normal around 10^({@code start} + {@code slope}·layer), noisy. */
  static double[][] byLayer(int moments, int layers, double start, double slope) {
    Random random = new Random(7);
    double[][] values = new double[moments][layers];
    for (int moment = 0; moment < moments; moment++) {
      for (int layer = 0; layer < layers; layer++) {
        double drift = 0.6 * Math.sin(3.0 * moment / moments + layer);
        values[moment][layer] =
            Math.pow(10, start + slope * layer + drift + 0.08 * random.nextGaussian());
      }
    }
    return values;
  }

  /** [moment][layer] of shares in [0, 1]. */
  static double[][] shares(int moments, int layers) {
    double[][] values = new double[moments][layers];
    for (int moment = 0; moment < moments; moment++) {
      for (int layer = 0; layer < layers; layer++) {
        values[moment][layer] =
            (1 - Math.exp(-3.0 * moment / moments)) * (layer + 1) / (layers + 1);
      }
    }
    return values;
  }
}
