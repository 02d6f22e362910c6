package deconvlab.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.text.Checks;

/**
 * How arrays of four axes lie in memory; their numbers and shapes are the same. What is computed
 * from them differs by rounding alone, since kernels sum up in another order; what is drawn for
 * them, a mask of dropout, is another draw, since it is filled in the order of memory.
 */
public enum MemoryFormat {
  /** Row by row: of images (N, C, H, W) one channel after the other. */
  CONTIGUOUS("contiguous"),
  /** All channels of a pixel side by side (N, H, W, C), which the CPU's convolutions work on. */
  CHANNELS_LAST("channels-last");

  private static final TorchScript OPS = TorchScript.resource(MemoryFormat.class, "ops.py");

  private final String label;

  MemoryFormat(String label) {
    this.label = label;
  }

  /** The format called {@code name}; an unknown name is an error that lists the names. */
  public static MemoryFormat named(String name) {
    return Checks.named("memoryFormat", name, values());
  }

  /** Lays out {@code arrays} anew, in place; whatever follows a layer's weights follows them. */
  public void lay(NDList arrays, NDManager scope) {
    if (this == CHANNELS_LAST) {
      Torch.withoutGradients(() -> OPS.call(scope, "lay_channels_last", arrays));
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
