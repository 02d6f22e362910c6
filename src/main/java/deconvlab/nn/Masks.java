package deconvlab.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** What of some arrays stays 0 while they train: 0 there, 1 elsewhere. */
public final class Masks {
  private static final TorchScript OPS = TorchScript.resource(Masks.class, "ops.py");

  private final NDList arrays;
  private final NDList masks;

  private Masks(NDList arrays, NDList masks) {
    this.arrays = arrays;
    this.masks = masks;
  }

  /**
   * Masks of {@code arrays}.
   *
   * @param values of each array's mask, in the array's order
   * @param owner the masks live as long
   */
  public static Masks of(NDList arrays, List<float[]> values, NDManager owner) {
    // Zeros lie in memory as their arrays do.
    NDList masks = Snapshot.zeros(owner, arrays);
    try (NDManager scope = owner.newSubManager()) {
      NDList given = new NDList();
      for (int i = 0; i < arrays.size(); i++) {
        Shape shape = arrays.get(i).getShape();
        given.add(scope.create(values.get(i), shape));
      }
      Snapshot.copy(given, masks, scope);
    }
    return new Masks(arrays, masks);
  }

  /** Masks of {@code arrays} whose numbers, all 0, are to be written into {@link #state}. */
  public static Masks blank(NDList arrays, NDManager owner) {
    return new Masks(arrays, Snapshot.zeros(owner, arrays));
  }

  /** The masks themselves, in the arrays' order. */
  public NDList state() {
    return masks;
  }

  /** What is left of {@code gradients}, one for each array; they attach to the first's manager. */
  public NDList of(NDList gradients) {
    NDManager owner = gradients.head().getManager();
    return Torch.withoutGradients(() -> OPS.call(owner, "masked", gradients, masks));
  }

  /** Sets to 0 what is to be 0, in place. */
  public void apply(NDManager scope) {
    Torch.withoutGradients(() -> OPS.call(scope, "mask_", arrays, masks));
  }
}
