package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** Weights and images by the formulas of the programs in {@code environment/peers}. */
public final class PeerNumbers {
  private PeerNumbers() {}

  /** A network whose parameter number n, from 1 on, has 0.3·sin(0.7·k + n) as its element k. */
  public static Network network(NetworkConfig config, NDManager manager) {
    Network network = Network.initialised(config, 0, manager);
    int n = 1;
    for (Parameter one : network.trainable().values()) {
      float[] values = new float[(int) one.getArray().size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) (0.3 * Math.sin(0.7 * k + n));
      }
      one.getArray().set(values);
      n++;
    }
    return network;
  }

  /** Two images less 1/2, (2, 3, 32, 32): of the factors 3, 5, 7, 31 and of 1, 11, 3, 23. */
  public static NDArray images(NDManager manager) {
    float[] images = new float[2 * 3072];
    for (int at = 0; at < images.length; at++) {
      int[] factors = at < 3072 ? new int[] {3, 5, 7, 31} : new int[] {1, 11, 3, 23};
      images[at] = (float) pixel(at % 3072, factors) - 0.5f;
    }
    return manager.create(images, new Shape(2, 3, 32, 32));
  }

  /** Element (k, i, j) of an image: (a·i² + b·j + c·k + i·j) mod m, over m − 1. */
  public static double pixel(int at, int... f) {
    int i = at % 1024 / 32;
    int j = at % 32;
    return (f[0] * i * i + f[1] * j + f[2] * (at / 1024) + i * j) % f[3] / (f[3] - 1.0);
  }
}
