package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.math.Gaussian;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.List;

/**
 * What a trained classifier sees in pictures: the numbers that its last layer gets, and the class
 * that it gives out.
 *
 * @param values of the pictures one after another, {@code numbers} of each
 * @param numbers of one picture
 * @param classes the class with the highest score of each picture
 */
public record Features(float[] values, int numbers, int[] classes) {
  private static final int LARGE = 500;

  /**
   * The features of pictures.
   *
   * @param pixels (N, 3, 32, 32) in a row, in [0, 1]
   */
  public static Features of(SavedModel classifier, float[] pixels) {
    Network network = classifier.network();
    Checks.that(
        network.hasScores(), "model=%s is no classifier: use another", network.config().model());
    int n = pixels.length / ImageSet.IMAGE_BYTES;
    Checks.that(
        n > 0 && n * ImageSet.IMAGE_BYTES == pixels.length,
        "pixels has %d numbers, must have a multiple of 3·32·32",
        pixels.length);
    List<Stage> all = network.stages();
    List<Stage> way = network.path(all.get(all.size() - 1).name());
    String seen = way.get(way.size() - 2).name();
    int numbers = Math.toIntExact(way.get(way.size() - 2).output().size());
    float[] values = new float[n * numbers];
    int[] classes = new int[n];
    for (int from = 0; from < n; from += LARGE) {
      int to = Math.min(n, from + LARGE);
      try (NDManager scope = Torch.engine().newBaseManager(network.device())) {
        NDArray x = normalised(pixels, from, to, classifier.normalization(), scope);
        float[] some = network.at(seen, x).toFloatArray();
        System.arraycopy(some, 0, values, from * numbers, some.length);
        long[] said = said(network, x, scope);
        for (int i = from; i < to; i++) {
          classes[i] = (int) said[i - from];
        }
      }
    }
    return new Features(values, numbers, classes);
  }

  private static NDArray normalised(
      float[] pixels, int from, int to, Normalization by, NDManager scope) {
    int size = ImageSet.IMAGE_BYTES;
    float[] some = Arrays.copyOfRange(pixels, from * size, to * size);
    Shape colours = new Shape(1, ImageSet.CHANNELS, 1, 1);
    return scope
        .create(some, new Shape(to - from).addAll(Network.IMAGE))
        .sub(scope.create(by.mean(), colours))
        .div(scope.create(by.std(), colours));
  }

  private static long[] said(Network network, NDArray x, NDManager scope) {
    ParameterStore store = new ParameterStore(scope, false);
    return Torch.withoutGradients(
        () -> network.forward(store, x, false, Trace.none()).head().argMax(1).toLongArray());
  }

  /** The normal distribution with their mean and covariance. */
  public Gaussian gaussian() {
    return Gaussian.of(values, numbers);
  }

  /** The squared Fréchet distance of the two sets of features, see {@link Gaussian#frechet}. */
  public double distance(Features other) {
    return gaussian().frechet(other.gaussian());
  }

  /** How many pictures there are of each class. */
  public int[] counts(int of) {
    int[] counts = new int[of];
    for (int one : classes) {
      counts[one]++;
    }
    return counts;
  }
}
