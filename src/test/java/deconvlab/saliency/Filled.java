package deconvlab.saliency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Networks and images whose numbers are formulas, so that another program can have the same. */
final class Filled {
  static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  private Filled() {}

  /** Number i of array NAME is a + b·sin(1.3·i + k/2 + 0.2), k the sum of its letters mod 17. */
  static Network network(NetworkConfig config, NDManager manager) {
    Network network = Network.initialised(config, 0, manager);
    Map<String, double[]> forms =
        Map.of(
            "weight", new double[] {0, 0.5},
            "bias", new double[] {0, 0.1},
            "gamma", new double[] {1, 0.3},
            "beta", new double[] {0, 0.1},
            "runningMean", new double[] {0, 0.2},
            "runningVar", new double[] {1, 0.5});
    network
        .arrays()
        .forEach(
            (name, one) -> {
              double[] form = forms.get(name.substring(name.indexOf('.') + 1));
              int k = name.chars().sum() % 17;
              float[] values = new float[(int) one.getArray().size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (form[0] + form[1] * Math.sin(1.3 * i + 0.5 * k + 0.2));
              }
              set(one.getArray(), values);
            });
    return network;
  }

  static void set(NDArray array, float... values) {
    NDArray from = array.getManager().create(values, array.getShape());
    Snapshot.copy(new NDList(from), new NDList(array), array.getManager());
  }

  /** Byte i of image n is (37·i + 11 + 50·n) mod 256. */
  static ImageSet images(int count) {
    byte[] pixels = new byte[count * ImageSet.IMAGE_BYTES];
    IntStream.range(0, pixels.length)
        .forEach(
            i ->
                pixels[i] =
                    (byte)
                        (37 * (i % ImageSet.IMAGE_BYTES) + 11 + 50 * (i / ImageSet.IMAGE_BYTES)));
    return new ImageSet(pixels, new byte[count], List.of("all"));
  }
}
