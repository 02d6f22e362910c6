package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Precision;
import deconvlab.nn.Stochastic;
import java.util.List;

/**
 * A way through some stages that lets go of everything between the input and the result but what
 * the trace keeps: autograd holds on to what it needs, and memory that is free early is memory
 * still in the cache.
 */
record Pass(ParameterStore store, boolean training, Trace trace, Precision precision) {

  NDArray run(List<Stage> stages, NDArray x) {
    NDArray y = x;
    for (Stage stage : stages) {
      trace.enter(stage, y);
      boolean given = y == x || trace.holds(y);
      NDArray z = through(stage.entry(), y, given);
      NDArray a = through(stage.after(), z, trace.keeps(stage));
      trace.keep(stage, z, a);
      y = a;
    }
    return y;
  }

  private NDArray through(List<Block> blocks, NDArray from, boolean keep) {
    NDArray y = from;
    for (Block block : blocks) {
      NDArray next =
          training && block instanceof Stochastic one
              ? trace.drawn(one, store, y)
              : precision.forward(block, store, y, training);
      if (y != next && !(keep && y == from)) {
        y.close();
      }
      y = next;
    }
    return y;
  }
}
