package deconvlab.ablation;

import deconvlab.data.ImageSet;
import deconvlab.math.Checkerboard;
import deconvlab.train.Features;
import deconvlab.train.SavedModel;
import java.util.Arrays;

/**
 * Many pictures together, as a trained classifier sees them. It says something of pictures like
 * those that the classifier has learnt from, and little of others.
 *
 * @param features what its last layer gets and says
 * @param checkerboard mean of {@link Checkerboard#ofError} of the pictures, held against each
 *     channel's mean
 */
public record Portrait(Features features, double checkerboard) {
  private static final int AREA = ImageSet.SIDE * ImageSet.SIDE;

  /** Of pictures, (n, 3, 32, 32) in a row, in [0, 1]; n at least 2. */
  public static Portrait of(SavedModel classifier, float[] pixels) {
    int size = ImageSet.IMAGE_BYTES;
    double sum = 0;
    for (int from = 0; from < pixels.length; from += size) {
      float[] one = Arrays.copyOfRange(pixels, from, from + size);
      sum +=
          Checkerboard.ofError(levels(one), one, ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE);
    }
    return new Portrait(Features.of(classifier, pixels), sum * size / pixels.length);
  }

  /** Of the images of a set. */
  public static Portrait of(SavedModel classifier, ImageSet images) {
    float[] pixels = new float[images.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (images.pixels()[i] & 0xff) / 255f;
    }
    return of(classifier, pixels);
  }

  /** Each channel's mean in place of its pixels. */
  private static float[] levels(float... picture) {
    float[] levels = new float[picture.length];
    for (int from = 0; from < levels.length; from += AREA) {
      double sum = 0;
      for (int i = from; i < from + AREA; i++) {
        sum += picture[i];
      }
      Arrays.fill(levels, from, from + AREA, (float) (sum / AREA));
    }
    return levels;
  }

  /** {@link Features#distance}. */
  public double distance(Portrait other) {
    return features.distance(other.features);
  }

  /** Root mean square distance of two pictures' features, √(2·tr Σ). */
  public double spread() {
    double[][] covariance = features.gaussian().covariance();
    double trace = 0;
    for (int i = 0; i < covariance.length; i++) {
      trace += covariance[i][i];
    }
    return Math.sqrt(2 * trace);
  }

  /**
   * How many classes there are: e to the entropy of how often each is seen, 10 where all ten are as
   * frequent, 1 where there is one.
   */
  public double classes() {
    int most = Arrays.stream(features.classes()).max().orElseThrow();
    double entropy = 0;
    for (int count : features.counts(most + 1)) {
      double share = (double) count / features.classes().length;
      entropy -= count == 0 ? 0 : share * Math.log(share);
    }
    return Math.exp(entropy);
  }
}
