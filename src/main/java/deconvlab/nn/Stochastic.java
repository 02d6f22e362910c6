package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import deconvlab.record.Seeds;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A block that draws random numbers in training, from a stream of its own: seed and number of a
 * draw determine them, whatever else has drawn in between, on any thread and with any thread count,
 * for arrays that lie alike in memory ({@link MemoryFormat}): they are filled in its order. DJL's
 * own blocks draw from the generator of the whole process.
 *
 * <p>As a block among others, in a {@code SequentialBlock} or with DJL's trainer, it numbers its
 * training passes itself, from 0.
 */
public abstract class Stochastic extends AbstractBlock {
  static final TorchScript OPS = TorchScript.resource(Stochastic.class, "ops.py");
  private static final byte VERSION = 1;

  private final long seed;
  private final AtomicLong passes = new AtomicLong();

  /** Two blocks of one network need two seeds. */
  Stochastic(long seed) {
    super(VERSION);
    this.seed = seed;
  }

  /** What it makes of {@code x} in training with the draw of this number. */
  public abstract NDArray drawn(NDArray x, long number);

  /** What it makes of {@code x} in evaluation. */
  abstract NDArray still(NDArray x);

  long seed(long number) {
    return Seeds.derive(seed, "mask/" + number);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(training ? drawn(x, passes.getAndIncrement()) : still(x));
  }
}
