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
    return new Restored(shown(batch.clean(), by), shown(batch.images(), by), shown(picture, by));
  }

  /** Normalised pictures (N, 3, 32, 32), not normalised any more and cut off at 0 and 1. */
  public static float[] shown(NDArray pictures, Normalization by) {
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
    int from = i * ImageSet.IMAGE_BYTES;
    float[] wanted = Arrays.copyOfRange(clean, from, from + ImageSet.IMAGE_BYTES);
    float[] made = Arrays.copyOfRange(output, from, from + ImageSet.IMAGE_BYTES);
    return new PictureScore(
        Similarity.psnr(wanted, made, 1),
        Similarity.ssim(wanted, made, ImageSet.CHANNELS, SIDE, SIDE, 1),
        Checkerboard.ofError(wanted, made, ImageSet.CHANNELS, SIDE, SIDE));
  }

  /** The mean over all images of each number of {@link #score}. */
  public PictureScore mean() {
    double psnr = 0;
    double ssim = 0;
    double checkerboard = 0;
    for (int i = 0; i < size(); i++) {
      PictureScore one = score(i);
      psnr += one.psnr() / size();
      ssim += one.ssim() / size();
      checkerboard += one.checkerboard() / size();
    }
    return new PictureScore(psnr, ssim, checkerboard);
  }
}
