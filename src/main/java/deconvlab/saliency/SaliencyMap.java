package deconvlab.saliency;

import deconvlab.data.ImageSet;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * A picture of what a unit saw: a signed number for every number of an image.
 *
 * @param channels 3, or 1 for a map without colours
 * @param values (channels, 32, 32), row-major
 */
public record SaliencyMap(int channels, double[] values) {
  private static final int PIXELS = ImageSet.SIDE * ImageSet.SIDE;

  public SaliencyMap {
    Checks.that(
        (channels == 1 || channels == 3) && values.length == channels * PIXELS,
        "channels=%d and %d values: 1 or 3 of %d are right",
        channels,
        values.length,
        PIXELS);
  }

  /** The map number {@code index} of {@code count} in a row. */
  static SaliencyMap part(float[] all, int count, int index) {
    int size = all.length / count;
    return new SaliencyMap(
        size / PIXELS, IntStream.range(0, size).mapToDouble(i -> all[index * size + i]).toArray());
  }

  /** Σ |v| over the colours of each pixel. */
  public double[] strength() {
    return IntStream.range(0, PIXELS)
        .mapToDouble(
            p ->
                IntStream.range(0, channels)
                    .mapToDouble(c -> Math.abs(values[c * PIXELS + p]))
                    .sum())
        .toArray();
  }

  /** Σ v. */
  public double sum() {
    return Arrays.stream(values).sum();
  }

  /**
   * How alike two maps rank the pixels: Spearman's correlation of their {@link #strength}, as in
   * Adebayo et al. 2018 (of absolute values); 1 for the same order, about 0 for maps that have
   * nothing to do with each other, 0 where one is the same everywhere and so ranks nothing.
   *
   * @param within what the unit sees: pixels outside are 0 in any map of it, and do not count
   */
  public double rankCorrelation(SaliencyMap other, ReceptiveField within) {
    double[] mine = within.of(strength());
    double rho = new SpearmansCorrelation().correlation(mine, within.of(other.strength()));
    return Double.isNaN(rho) ? 0 : rho;
  }

  /** The same over all pixels, for a unit that sees them all. */
  public double rankCorrelation(SaliencyMap other) {
    return rankCorrelation(other, ReceptiveField.WHOLE);
  }
}
