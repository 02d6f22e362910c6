package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
  private final List<Stage> stages = new ArrayList<>();
  private final NDList preActivations = new NDList();
  private final NDList outputs = new NDList();

  private Trace(boolean keeps, boolean dropout) {
    this.keeps = keeps;
    this.dropout = dropout;
  }

  /** Keeps nothing: plain training and prediction. */
  public static Trace none() {
    return new Trace(false, true);
  }

  /** Keeps every layer of a pass in which dropout is off, whatever the mode. */
  public static Trace withoutDropout() {
    return new Trace(true, false);
  }

  /** The layers that were kept, from the input to the output. */
  public List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** Their names. */
  public List<String> names() {
    return stages.stream().map(Stage::name).toList();
  }

  /** z of each kept layer, (N, C, H, W) or (N, units). */
  public NDList preActivations() {
    return preActivations;
  }

  /** a of each kept layer, of the shape of its z. */
  public NDList outputs() {
    return outputs;
  }

  boolean dropout() {
    return dropout;
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
