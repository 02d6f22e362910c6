package deconvlab.train;

import ai.djl.ndarray.NDArray;
import deconvlab.data.Batch;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.math.Bicubic;
import deconvlab.math.Checkerboard;
import deconvlab.math.Similarity;
import deconvlab.record.PictureScore;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Images, what was lost of them, and what came back: each (N, 3, 32, 32) in a row, not normalised
 * any more and cut off at 0 and 1.
 *
 * @param clean the images
 * @param input what the network saw
 * @param output what it made of that
 */
public record Restored(float[] clean, float[] input, float[] output) {
  private static final int SIDE = ImageSet.SIDE;

  /** Of a batch and the network's picture of it. */
  static Restored of(Batch batch, NDArray picture, Normalization by) {
    return new Restored(
        shown(batch.clean(), by), shown(batch.images(), by), shown(picture, by));
  }

  /** All of them, in order. */
  static Restored joined(List<Restored> parts) {
    return new Restored(
        row(parts, Restored::clean), row(parts, Restored::input), row(parts, Restored::output));
  }

  private static float[] row(List<Restored> parts, Function<Restored, float[]> which) {
    float[] row = new float[parts.stream().mapToInt(p -> which.apply(p).length).sum()];
    int at = 0;
    for (Restored part : parts) {
      float[] some = which.apply(part);
      System.arraycopy(some, 0, row, at, some.length);
      at += some.length;
    }
    return row;
  }

  private static float[] shown(NDArray pictures, Normalization by) {
    float[] values = pictures.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      int channel = i / (SIDE * SIDE) % ImageSet.CHANNELS;
      float value = values[i] * by.std()[channel] + by.mean()[channel];
      values[i] = Math.max(0, Math.min(1, value));
    }
    return values;
  }

  /** How many images. */
  public int size() {
    return clean.length / ImageSet.IMAGE_BYTES;
  }

  /** The same with the input itself as what came back: what doing nothing is worth. */
  public Restored identity() {
    return new Restored(clean, input, input);
  }

  /** The same with {@link Bicubic} of every second pixel of the input as what came back. */
  public Restored bicubic() {
    float[] doubled = new float[input.length];
    int small = SIDE / 2;
    for (int plane = 0; plane < input.length / (SIDE * SIDE); plane++) {
      float[] few = new float[small * small];
      for (int i = 0; i < few.length; i++) {
        few[i] = input[(plane * SIDE + i / small * 2) * SIDE + i % small * 2];
      }
      float[] many = Bicubic.doubled(few, small, small);
      for (int i = 0; i < many.length; i++) {
        doubled[plane * SIDE * SIDE + i] = Math.max(0, Math.min(1, many[i]));
      }
    }
    return new Restored(clean, input, doubled);
  }

  /** How well image {@code i} came back. */
  public PictureScore score(int i) {
    float[] wanted = of(clean, i);
    float[] made = of(output, i);
    return new PictureScore(
        Similarity.psnr(wanted, made, 1),
        Similarity.ssim(wanted, made, ImageSet.CHANNELS, SIDE, SIDE, 1),
        Checkerboard.ofError(wanted, made, ImageSet.CHANNELS, SIDE, SIDE));
  }

  private static float[] of(float[] pictures, int i) {
    int from = i * ImageSet.IMAGE_BYTES;
    return Arrays.copyOfRange(pictures, from, from + ImageSet.IMAGE_BYTES);
  }

  /** The sum over all images of each number of {@link #score}. */
  float[] sums() {
    double[] sums = new double[3];
    for (int i = 0; i < size(); i++) {
      PictureScore one = score(i);
      sums[0] += one.psnr();
      sums[1] += one.ssim();
      sums[2] += one.checkerboard();
    }
    return new float[] {(float) sums[0], (float) sums[1], (float) sums[2]};
  }

  /** The mean over all images of each number of {@link #score}. */
  public PictureScore mean() {
    float[] sums = sums();
    return new PictureScore(sums[0] / size(), sums[1] / size(), sums[2] / size());
  }
}
