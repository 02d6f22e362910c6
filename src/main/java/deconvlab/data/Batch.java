package deconvlab.data;

import ai.djl.ndarray.NDArray;

/**
 * Images ready for a network.
 *
 * @param images float32, (B, 3, 32, 32), normalised, as the network sees them
 * @param labels int64, (B)
 * @param clean the same before anything was lost ({@link DegradeConfig}); {@code images} itself if
 *     nothing was
 */
public record Batch(NDArray images, NDArray labels, NDArray clean) {
  /** Images of which nothing was lost. */
  public Batch(NDArray images, NDArray labels) {
    this(images, labels, images);
  }
}
