package deconvlab.math;

import deconvlab.text.Checks;

/**
 * A weight in whole numbers of {@code bits} bits, symmetric about 0: w ≈ scale·q with q = round(w /
 * scale), ties to even, in [−m, m], m = 2^(bits−1) − 1, and scale = max|w| / m over the whole
 * weight or over each channel. |w − scale·q| ≤ scale/2; 0 stays 0.
 *
 * @param bits 2 to 8
 * @param values q, in the weight's order: (outer, channels, inner)
 * @param scales one a channel, positive
 */
public record Quantised(int bits, byte[] values, float[] scales) {

  /** One scale for all. */
  public static Quantised perTensor(int bits, float... weight) {
    return perChannel(bits, 1, 1, weight);
  }

  /**
   * One scale a channel. The channels out are axis 0 of a convolution's weight (outer = 1), axis 1
   * of a transposed convolution's (outer = its channels in).
   *
   * @param weight (outer, channels, inner), finite
   * @throws IllegalArgumentException if bits or channels are out of range or a weight is no number
   */
  public static Quantised perChannel(int bits, int outer, int channels, float... weight) {
    Checks.within("bits", bits, 2, 8);
    if (outer < 1 || channels < 1 || weight.length % (outer * channels) != 0) {
      throw Checks.refusal(
          "a weight of %d numbers is no (outer, channels, inner) with outer=%d, channels=%d",
          weight.length, outer, channels);
    }
    int inner = weight.length / outer / channels;
    float[] scales = new float[channels];
    for (int i = 0; i < weight.length; i++) {
      Checks.that(Float.isFinite(weight[i]), "weight[%d]=%s must be a finite number", i, weight[i]);
      int c = i / inner % channels;
      scales[c] = Math.max(scales[c], Math.abs(weight[i]));
    }
    int most = (1 << (bits - 1)) - 1;
    for (int c = 0; c < channels; c++) {
      // Of zeros alone any scale is right; so small a one that it has lost digits counts as none.
      scales[c] = scales[c] / most >= Float.MIN_NORMAL ? scales[c] / most : 1;
    }
    byte[] values = new byte[weight.length];
    for (int i = 0; i < weight.length; i++) {
      double q = Math.rint((double) weight[i] / scales[i / inner % channels]);
      values[i] = (byte) Math.max(-most, Math.min(most, q));
    }
    return new Quantised(bits, values, scales);
  }

  /**
   * The weight that it stands for, scale·q.
   *
   * @param outer as it was made with
   */
  public float[] dequantised(int outer) {
    float[] weight = new float[values.length];
    int inner = values.length / outer / scales.length;
    for (int i = 0; i < weight.length; i++) {
      weight[i] = scales[i / inner % scales.length] * values[i];
    }
    return weight;
  }
}
