package deconvlab.record;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.Arrays;

/**
 * What a trained classifier said of the test split, counted by how sure it was. The confidence of
 * an answer is the largest softmax probability, that of the class said; with B bins, bin b holds
 * confidences from b/B on, below (b + 1)/B, and the last one also 1.
 *
 * @param counts images as [bin][true class][class said]
 * @param confidence sum of their confidences as [bin][class said]
 */
public record Predictions(int[][][] counts, double[][] confidence) {
  /** Bins of runs: those of the usual 10 to 20 from which a reliability diagram is drawn. */
  public static final int BINS = 20;

  public Predictions {
    Checks.that(
        counts.length == confidence.length && counts.length > 0,
        "counts has %d bins, confidence %d: both need the same, at least 1",
        counts.length,
        confidence.length);
  }

  /**
   * From numbers in a row.
   *
   * @param counted first counts in the order [bin][true][said], then confidence as [bin][said]
   */
  public static Predictions of(double[] counted, int bins) {
    // bins·K² + bins·K numbers
    int classes = (int) Math.round((Math.sqrt(1 + 4.0 * counted.length / bins) - 1) / 2);
    int[][][] counts = new int[bins][classes][classes];
    double[][] confidence = new double[bins][];
    int at = 0;
    for (int[][] bin : counts) {
      for (int[] row : bin) {
        for (int said = 0; said < classes; said++) {
          row[said] = (int) counted[at++];
        }
      }
    }
    for (int b = 0; b < bins; b++) {
      confidence[b] = Arrays.copyOfRange(counted, at, at + classes);
      at += classes;
    }
    return new Predictions(counts, confidence);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Predictions other
        && Arrays.deepEquals(counts, other.counts)
        && Arrays.deepEquals(confidence, other.confidence);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(counts) + Arrays.deepHashCode(confidence);
  }

  @Override
  public String toString() {
    return Text.format("%d classes in %d bins, ECE %.4f", classes(), bins(), calibrationError());
  }

  /** How many confidence bins there are. */
  public int bins() {
    return counts.length;
  }

  /** How many classes there are. */
  public int classes() {
    return confidence[0].length;
  }

  /** The confusion matrix as [true class][class said], of answers in bin {@code from} and above. */
  public int[][] confusion(int from) {
    int[][] sum = new int[classes()][classes()];
    for (int b = from; b < bins(); b++) {
      for (int t = 0; t < classes(); t++) {
        for (int said = 0; said < classes(); said++) {
          sum[t][said] += counts[b][t][said];
        }
      }
    }
    return sum;
  }

  /** The answers of one bin, of every class. */
  public Bin bin(int b) {
    Bin all = Bin.NONE;
    for (int said = 0; said < classes(); said++) {
      all = all.and(bin(b, said));
    }
    return all;
  }

  /** The answers of one bin that said one class. */
  public Bin bin(int b, int said) {
    int images = 0;
    for (int[] row : counts[b]) {
      images += row[said];
    }
    return new Bin(images, counts[b][said][said], confidence[b][said]);
  }

  /**
   * The expected calibration error: Σ n_b/n · |accuracy of bin b − mean confidence of bin b| (Guo
   * et al. 2017, eq. 3), 0 to 1. It depends on the number of bins.
   */
  public double calibrationError() {
    double error = 0;
    int images = 0;
    for (int b = 0; b < bins(); b++) {
      Bin bin = bin(b);
      error += Math.abs(bin.right - bin.confidence);
      images += bin.images;
    }
    return error / images;
  }

  /**
   * Answers of about one confidence.
   *
   * @param images how many
   * @param right how many of them were right
   * @param confidence the sum of their confidences
   */
  public record Bin(int images, int right, double confidence) {
    static final Bin NONE = new Bin(0, 0, 0);

    Bin and(Bin other) {
      return new Bin(images + other.images, right + other.right, confidence + other.confidence);
    }

    /** The share that was right; NaN of none. */
    public double accuracy() {
      return (double) right / images;
    }

    /** Their mean confidence; NaN of none. */
    public double meanConfidence() {
      return confidence / images;
    }
  }
}
