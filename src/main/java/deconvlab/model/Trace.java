package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Dropout;
import java.util.ArrayList;
import java.util.List;

/**
 * What a forward pass leaves behind of each layer with a weight: its pre-activation z, before batch
 * norm, and what it hands on, a. A kept array lives as long as the input's manager; everything else
 * the pass lets go of.
 */
public final class Trace {
  private final boolean keeps;
  private final boolean dropout;
  private final long step;
  private final List<Stage> stages = new ArrayList<>();
  private final NDList preActivations = new NDList();
  private final NDList outputs = new NDList();

  private Trace(boolean keeps, boolean dropout, long step) {
    this.keeps = keeps;
    this.dropout = dropout;
    this.step = step;
  }

  /** Keeps nothing; in training, each dropout counts its own passes, as a DJL block does. */
  public static Trace none() {
    return new Trace(false, true, -1);
  }

  /** Keeps nothing; every dropout takes the mask of this step, counted from 0. */
  public static Trace ofStep(long step) {
    return new Trace(false, true, step);
  }

  /** Keeps every layer of a pass in which dropout is off, whatever the mode. */
  public static Trace withoutDropout() {
    return new Trace(true, false, -1);
  }

  /** The layers that were kept, from the input to the output. */
  public List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** z of each kept layer, (N, C, H, W) or (N, units). */
  public NDList preActivations() {
    return preActivations;
  }

  /** a of each kept layer, of the shape of its z. */
  public NDList outputs() {
    return outputs;
  }

  /** What a dropout makes of {@code x} in training mode. */
  NDArray dropped(Dropout block, ParameterStore store, NDArray x) {
    if (!dropout) {
      return x;
    }
    return step < 0 ? block.forward(store, new NDList(x), true).head() : block.drop(x, step);
  }

  void keep(Stage stage, NDArray z, NDArray a) {
    if (keeps && stage.weighted()) {
      stages.add(stage);
      preActivations.add(z);
      outputs.add(a);
    }
  }

  boolean keeps(Stage stage) {
    return keeps && stage.weighted();
  }

  boolean holds(NDArray array) {
    return outputs.stream().anyMatch(kept -> kept == array);
  }
}
