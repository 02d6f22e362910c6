package deconvlab.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import deconvlab.text.Checks;

/**
 * What convolutions and transposed convolutions compute in. Everything between them, and all that
 * is kept (weights, their gradients, statistics, the optimizer's state), has 32 bits in both.
 */
public enum Precision {
  /** 24 significant bits, 8 of exponent: what the arrays themselves have. */
  FLOAT32("float32"),
  /**
   * bfloat16: 8 significant bits, an error of up to 1 in 256, and 8 of exponent, as many as
   * float32: a small gradient is rounded, not lost. Input, weight and bias are cast for the one
   * operation, forwards and backwards, as {@code torch.autocast} casts them; what comes out is cast
   * back at once.
   */
  BF16("bf16");

  private static final TorchScript OPS = TorchScript.resource(Precision.class, "ops.py");

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  /** The precision called {@code name}; an unknown name is an error that lists the names. */
  public static Precision named(String name) {
    return Checks.named("precision", name, values());
  }

  /** What {@code block} makes of {@code x}: float32, on the manager of {@code x}. */
  public NDArray forward(Block block, ParameterStore store, NDArray x, boolean training) {
    boolean convolves = block instanceof Convolution || block instanceof ConvTransposeBlock;
    if (this == FLOAT32 || !convolves) {
      return block.forward(store, new NDList(x), training).head();
    }
    // Autograd holds on to what it needs of the casts; the rest goes with the scope.
    try (NDManager scope = x.getManager().newSubManager()) {
      NDList narrow = new NDList(OPS.callForOne(scope, "bfloat16", x));
      NDArray y = block.forward(new Narrow(store, scope), narrow, training).head();
      return OPS.callForOne(x.getManager(), "float32", y);
    }
  }

  /** Gives parameters in bfloat16; autograd leads through to their own. */
  private static final class Narrow extends ParameterStore {
    private final ParameterStore store;
    private final NDManager scope;

    Narrow(ParameterStore store, NDManager scope) {
      super(store.getManager(), false);
      this.store = store;
      this.scope = scope;
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
      NDArray value = store.getValue(parameter, device, training);
      return value == null ? null : OPS.callForOne(scope, "bfloat16", value);
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
