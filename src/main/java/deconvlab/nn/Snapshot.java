package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** Arrays as they were once, to be put back. */
public final class Snapshot {
  private static final TorchScript OPS = TorchScript.resource(Snapshot.class, "ops.py");

  private final NDList arrays;
  private final NDList saved = new NDList();

  private Snapshot(NDList arrays) {
    this.arrays = arrays;
  }

  /** Copies {@code arrays}; the copies live as long as {@code owner}. */
  public static Snapshot of(NDList arrays, NDManager owner) {
    Snapshot snapshot = new Snapshot(new NDList(arrays));
    for (NDArray one : arrays) {
      NDArray copy = one.duplicate();
      copy.attach(owner);
      snapshot.saved.add(copy);
    }
    return snapshot;
  }

  /**
   * Zeros of the shapes, types and layouts of {@code like}, which live as long as {@code owner}.
   */
  public static NDList zeros(NDManager owner, NDList like) {
    return Torch.withoutGradients(() -> OPS.call(owner, "zeros", like));
  }

  /**
   * Writes the numbers of {@code from} into {@code to}, array by array, unseen by autograd. DJL's
   * own {@code copyTo} and {@code set} go through the host and a call that libtorch warns about.
   */
  public static void copy(NDList from, NDList to, NDManager scope) {
    Torch.withoutGradients(() -> OPS.call(scope, "copy", from, to));
  }

  /** The copies, in the arrays' order. */
  public NDList saved() {
    return saved;
  }

  /** Puts every number back. */
  public void restore(NDManager scope) {
    copy(saved, arrays, scope);
  }
}
