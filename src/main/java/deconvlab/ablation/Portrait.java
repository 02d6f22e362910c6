package deconvlab.ablation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.math.Checkerboard;
import deconvlab.math.Gaussian;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import deconvlab.train.SavedModel;
import java.util.Arrays;
import java.util.List;

/**
 * What a trained classifier sees in many pictures together. It says something of pictures like
 * those that the classifier has learnt from, and little of others.
 *
 * @param features mean and covariance of what its output layer takes
 * @param classes that it sees, e to the entropy of how often it says each: 10 where all are as
 *     frequent, 1 where there is one
 * @param checkerboard mean of {@link Checkerboard#ofError} of the pictures, each channel's mean
 *     taken off
 */
public record Portrait(Gaussian features, double classes, double checkerboard) {
  private static final int AT_ONCE = 50;

  /** Of the images of a set. */
  public static Portrait of(SavedModel classifier, ImageSet images) {
    byte[] bytes = images.pixels();
    float[] pixels = new float[bytes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (bytes[i] & 0xff) / 255f;
    }
    return of(classifier, pixels);
  }

  /**
   * Of pictures.
   *
   * @param pixels (n, 3, 32, 32) in a row, in [0, 1], n at least 2
   */
  public static Portrait of(SavedModel classifier, float[] pixels) {
    int n = pixels.length / ImageSet.IMAGE_BYTES;
    Checks.that(
        n > 1 && pixels.length % ImageSet.IMAGE_BYTES == 0,
        "pixels has %d values; 3072 for each of at least 2 pictures are right",
        pixels.length);
    Network network = classifier.network();
    Checks.that(network.hasScores(), "model=%s does not classify", network.config().model());
    List<Stage> stages = network.stages();
    Stage last = stages.get(stages.size() - 2);
    int width = Math.toIntExact(last.output().size());
    float[] rows = new float[n * width];
    int[] said = new int[n];
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      for (int from = 0; from < n; from += AT_ONCE) {
        int to = Math.min(n, from + AT_ONCE);
        try (NDManager scope = manager.newSubManager()) {
          NDArray x = normalised(pixels, from, to, classifier.normalization(), scope);
          float[] some = network.at(last.name(), x).toFloatArray();
          System.arraycopy(some, 0, rows, from * width, some.length);
          int[] answers = answers(network.at(stages.get(stages.size() - 1).name(), x));
          System.arraycopy(answers, 0, said, from, answers.length);
        }
      }
    }
    return new Portrait(Gaussian.of(rows, width), classes(said), checkerboard(pixels));
  }

  /**
   * The Fréchet distance of the features as Gaussians, ‖μ − μ'‖² + tr(Σ + Σ' − 2(ΣΣ')^½) (Heusel et
   * al. 2017, whose features are another network's: their numbers are not comparable).
   */
  public double distance(Portrait other) {
    return features.frechet(other.features);
  }

  /** Root mean square distance of two pictures' features, √(2·tr Σ). */
  public double spread() {
    double trace = 0;
    for (int i = 0; i < features.mean().length; i++) {
      trace += features.covariance()[i][i];
    }
    return Math.sqrt(2 * trace);
  }

  private static NDArray normalised(
      float[] pixels, int from, int to, Normalization by, NDManager scope) {
    int area = ImageSet.SIDE * ImageSet.SIDE;
    float[] some =
        Arrays.copyOfRange(pixels, from * ImageSet.IMAGE_BYTES, to * ImageSet.IMAGE_BYTES);
    for (int i = 0; i < some.length; i++) {
      int channel = i / area % ImageSet.CHANNELS;
      some[i] = (some[i] - by.mean()[channel]) / by.std()[channel];
    }
    return scope.create(some, new Shape(to - from).addAll(Network.IMAGE));
  }

  private static int[] answers(NDArray scores) {
    return Arrays.stream(scores.argMax(1).toLongArray()).mapToInt(Math::toIntExact).toArray();
  }

  private static double classes(int... said) {
    double entropy = 0;
    for (int one : Arrays.stream(said).distinct().toArray()) {
      double share = (double) Arrays.stream(said).filter(s -> s == one).count() / said.length;
      entropy -= share * Math.log(share);
    }
    return Math.exp(entropy);
  }

  private static double checkerboard(float... pixels) {
    int area = ImageSet.SIDE * ImageSet.SIDE;
    int n = pixels.length / ImageSet.IMAGE_BYTES;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      float[] one =
          Arrays.copyOfRange(
              pixels, i * ImageSet.IMAGE_BYTES, (i + 1) * ImageSet.IMAGE_BYTES);
      float[] level = new float[one.length];
      for (int c = 0; c < ImageSet.CHANNELS; c++) {
        double mean = 0;
        for (int p = 0; p < area; p++) {
          mean += one[c * area + p] / (double) area;
        }
        Arrays.fill(level, c * area, (c + 1) * area, (float) mean);
      }
      sum += Checkerboard.ofError(level, one, ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE);
    }
    return sum / n;
  }
}
