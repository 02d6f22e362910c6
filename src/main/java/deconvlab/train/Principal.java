package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.Batches;
import deconvlab.data.Epoch;
import deconvlab.model.Network;
import deconvlab.nn.TorchScript;
import deconvlab.text.Checks;

/**
 * Principal components of normalised images (Pearson 1901): of all linear maps to k numbers and
 * back, the one with the least squared error. What an autoencoder of k numbers is held against.
 *
 * @param average the mean image, (1, 3, 32, 32)
 * @param variances along each component, the largest first, (k)
 * @param components in columns of length 1, (3072, k)
 * @param variance in all directions together, (): a mean image's squared error, summed over pixels
 */
public record Principal(NDArray average, NDArray variances, NDArray components, NDArray variance) {
  private static final TorchScript OPS = TorchScript.resource(Principal.class, "principal.py");
  private static final int ROUNDS = 20;

  /**
   * The components of images.
   *
   * @param images in any order, not augmented
   * @param k how many; all that an image has, where it is more
   * @param owner its arrays attach to it
   */
  public static Principal of(Batches images, int k, NDManager owner) {
    int numbers = Math.toIntExact(Network.IMAGE.size());
    Checks.least("k", k, 1);
    // All directions together lose nothing, however they are turned: one round makes them right.
    int rounds = k > numbers ? 1 : ROUNDS;
    Epoch all = images.epoch(0);
    try (NDManager scope = owner.newSubManager()) {
      NDArray products = scope.zeros(new Shape(numbers, numbers));
      NDArray sums = scope.zeros(new Shape(1, numbers));
      int n = 0;
      for (int b = 0; b < all.size(); b++) {
        try (NDManager pass = scope.newSubManager()) {
          OPS.call(pass, "add_images", all.batch(b, pass).images(), products, sums);
          n += all.indices(b).length;
        }
      }
      NDList made = OPS.call(owner, "components", products, sums, n, Math.min(k, numbers), rounds);
      return new Principal(
          made.get(0).reshape(new Shape(1).addAll(Network.IMAGE)),
          made.get(1),
          made.get(2),
          made.get(3));
    }
  }

  /** The mean image as often as there are images, (N, 3, 32, 32). */
  public NDArray mean(NDArray images) {
    return average.broadcast(images.getShape());
  }

  /** What is left of images, (N, 3, 32, 32), by as many numbers as there are components. */
  public NDArray rebuilt(NDArray images) {
    return OPS.callForOne(images.getManager(), "rebuilt", images, average, components);
  }
}
