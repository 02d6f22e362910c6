package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Dropout (Srivastava et al. 2014), computed as PyTorch's, with masks from a stream of its own:
 * seed and number of a mask determine it, whatever else has drawn random numbers in between, on any
 * thread and with any thread count. DJL's own block draws from the generator of the whole process.
 *
 * <p>In evaluation it hands on what it gets. As a block among others, in a {@code SequentialBlock}
 * or with DJL's trainer, it numbers its training passes itself, from 0.
 */
public final class Dropout extends AbstractBlock {
  private static final TorchScript OPS = TorchScript.resource(Dropout.class, "ops.py");
  private static final byte VERSION = 1;

  private final double rate;
  private final long seed;
  private final AtomicLong passes = new AtomicLong();

  /**
   * A dropout.
   *
   * @param rate share of units zeroed, in [0, 1)
   * @param seed of its stream of masks; two dropouts of one network need two
   */
  public Dropout(double rate, long seed) {
    super(VERSION);
    Checks.that(
        rate >= 0 && rate < 1, "rate=%s must be in [0, 1): it is the share of units zeroed", rate);
    this.rate = rate;
    this.seed = seed;
  }

  /** {@code x} under the mask of this number: x·m/(1 − rate), m 0 or 1 for each element. */
  public NDArray drop(NDArray x, long number) {
    return OPS.callForOne(x.getManager(), "drop", x, rate, Seeds.derive(seed, "mask/" + number));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return training
        ? new NDList(drop(inputs.singletonOrThrow(), passes.getAndIncrement()))
        : inputs;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
