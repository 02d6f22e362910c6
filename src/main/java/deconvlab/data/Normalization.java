package deconvlab.data;

import deconvlab.text.Checks;

/**
 * Constants that bring pixels to mean 0 and standard deviation 1 in each channel: {@code (v/255 −
 * mean)/std} for a byte v.
 *
 * @param mean red, green, blue, of pixels in [0, 1]
 * @param std red, green, blue, positive
 */
public record Normalization(float[] mean, float[] std) {
  /** Leaves pixels in [0, 1]. */
  public static final Normalization NONE =
      new Normalization(new float[] {0, 0, 0}, new float[] {1, 1, 1});

  /** Checks lengths and that no division by 0 can happen. */
  public Normalization {
    if (mean.length != ImageSet.CHANNELS || std.length != ImageSet.CHANNELS) {
      throw Checks.refusal(
          "mean and std have %d and %d values; 3 (red, green, blue) are right",
          mean.length, std.length);
    }
    for (int c = 0; c < std.length; c++) {
      if (!(std[c] > 0) || !Float.isFinite(std[c]) || !Float.isFinite(mean[c])) {
        throw Checks.refusal(
            "channel %d has mean=%s, std=%s: both must be finite and std > 0", c, mean[c], std[c]);
      }
    }
  }

  /**
   * Mean and (population) standard deviation of each channel over the given images: measure them on
   * the training split, never on images that judge. Summed in whole numbers, so exact.
   */
  public static Normalization of(ImageSet set, int[] indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("indices is empty: name at least one image");
    }
    int plane = ImageSet.SIDE * ImageSet.SIDE;
    float[] mean = new float[ImageSet.CHANNELS];
    float[] std = new float[ImageSet.CHANNELS];
    double n = (double) indices.length * plane;
    for (int c = 0; c < ImageSet.CHANNELS; c++) {
      long sum = 0;
      long squares = 0;
      for (int index : indices) {
        int from = index * ImageSet.IMAGE_BYTES + c * plane;
        for (int i = from; i < from + plane; i++) {
          int v = set.pixels()[i] & 0xff;
          sum += v;
          squares += (long) v * v;
        }
      }
      double average = sum / n;
      mean[c] = (float) (average / 255);
      float spread = (float) (Math.sqrt(Math.max(squares / n - average * average, 0)) / 255);
      // A channel of one value alone would divide by 0: half a grey level stands in.
      std[c] = Math.max(spread, 0.5f / 255);
    }
    return new Normalization(mean, std);
  }
}
