package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Clipping of gradients and of weights, each in one native call. DJL's own option clips from above
 * only and lets negative gradients pass.
 */
public final class Clipping {
  private static final TorchScript OPS = TorchScript.resource(Clipping.class, "clipping.py");

  private Clipping() {}

  /**
   * Gradients after clipping, attached to the manager of the first, and what it did.
   *
   * @param norm L2 norm of all of them now, (): still on the device
   * @param share by norm: 1 if they were scaled, else 0; by value: share of elements beyond the
   *     limit; (): still on the device
   */
  public record Clipped(NDList gradients, NDArray norm, NDArray share) {
    private static Clipped of(NDList made) {
      return new Clipped(new NDList(made.subList(2, made.size())), made.get(0), made.get(1));
    }
  }

  /**
   * All gradients times min(1, limit/(n + 1e-6)), as {@code torch.nn.utils.clip_grad_norm_} has it.
   *
   * @param norm n, the L2 norm of all of them, ()
   */
  public static Clipped byNorm(NDList gradients, NDArray norm, double limit) {
    return Clipped.of(call(gradients, "by_norm", gradients, norm, limit));
  }

  /** Each element into [−limit, limit], as {@code torch.nn.utils.clip_grad_value_} has it. */
  public static Clipped byValue(NDList gradients, double limit) {
    return Clipped.of(call(gradients, "by_value", gradients, limit));
  }

  /** Each element into [−limit, limit], in place. */
  public static void weights(NDList weights, double limit) {
    call(weights, "weights", weights, limit);
  }

  private static NDList call(NDList owners, String method, Object... arguments) {
    return Torch.withoutGradients(() -> OPS.call(owners.head().getManager(), method, arguments));
  }
}
