package deconvlab.math;

import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which weights go when a share of them has to: those whose absolute value is smallest. */
public final class Pruning {
  private Pruning() {}

  /**
   * For each array 1 where a weight stays and 0 where it goes: of all arrays together the ⌊share·n⌋
   * smallest |w|, of equal ones the first.
   *
   * @param share in [0, 1)
   */
  public static float[][] global(double share, float[]... weights) {
    Checks.share("share", share);
    int n = Arrays.stream(weights).mapToInt(w -> w.length).sum();
    float[] sizes = new float[n];
    int at = 0;
    for (float[] some : weights) {
      for (float w : some) {
        sizes[at++] = Math.abs(w);
      }
    }
    Arrays.sort(sizes);
    int gone = gone(share, n);
    float limit = gone == 0 ? -1 : sizes[gone - 1];
    int ties = gone - (int) IntStream.range(0, n).filter(i -> sizes[i] < limit).count();
    float[][] masks = new float[weights.length][];
    for (int a = 0; a < masks.length; a++) {
      masks[a] = new float[weights[a].length];
      for (int i = 0; i < masks[a].length; i++) {
        float size = Math.abs(weights[a][i]);
        boolean goes = size < limit || (size == limit && ties-- > 0);
        masks[a][i] = goes ? 0 : 1;
      }
    }
    return masks;
  }

  /** As {@link #global}, the share of each array for itself. */
  public static float[][] layerwise(double share, float[]... weights) {
    return Arrays.stream(weights).map(one -> global(share, one)[0]).toArray(float[][]::new);
  }

  /**
   * The filters that stay, ascending, when the ⌊share·filters⌋ with the smallest L1 norm go and at
   * least one stays (Li et al. 2017, "Pruning filters for efficient ConvNets"); of equal ones the
   * first goes.
   *
   * @param weight (outer, filters, inner): outer is 1 for a convolution, the channels in for a
   *     transposed one
   */
  public static int[] filters(double share, int outer, int filters, float... weight) {
    Checks.share("share", share);
    double[] norms = new double[filters];
    int inner = weight.length / outer / filters;
    for (int i = 0; i < weight.length; i++) {
      norms[i / inner % filters] += Math.abs(weight[i]);
    }
    return IntStream.range(0, filters)
        .boxed()
        .sorted(Comparator.comparingDouble(f -> norms[f]))
        .skip(gone(share, filters))
        .mapToInt(f -> f)
        .sorted()
        .toArray();
  }

  /** How many of n go, at most all but one. */
  public static int gone(double share, int n) {
    // 0.9 of 10 is 9, whatever the last bit says.
    return Math.min(n - 1, (int) Math.floor(share * n + 1e-9));
  }
}
