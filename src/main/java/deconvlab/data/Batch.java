package deconvlab.data;

import ai.djl.ndarray.NDArray;

/**
 * Images ready for a network.
 *
 * @param images float32, (B, 3, 32, 32), normalised
 * @param labels int64, (B)
 */
public record Batch(NDArray images, NDArray labels) {}
