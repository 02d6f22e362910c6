package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Sampling;
import deconvlab.nn.Stochastic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a forward pass leaves behind of each layer with a weight: its pre-activation z, before batch
 * norm, and what it hands on, a; and of a variational autoencoder its code, always. A kept array
 * lives as long as the input's manager; everything else the pass lets go of.
 */
public final class Trace {
  private final boolean keeps;
  private final boolean draws;
  private final long step;
  private final List<Stage> stages = new ArrayList<>();
  private final NDList preActivations = new NDList();
  private final NDList outputs = new NDList();
  private final NDList code = new NDList();

  private Trace(boolean keeps, boolean draws, long step) {
    this.keeps = keeps;
    this.draws = draws;
    this.step = step;
  }

  /**
   * Keeps nothing; in training, each dropout and each sampling counts its own passes, as a DJL
   * block does.
   */
  public static Trace none() {
    return new Trace(false, true, -1);
  }

  /**
   * Keeps nothing; every dropout and every sampling takes the draw of this step, counted from 0.
   */
  public static Trace ofStep(long step) {
    return new Trace(false, true, step);
  }

  /** Keeps every layer of a pass in which dropout and sampling are off, whatever the mode. */
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

  /** {@link Sampling#divergences}, (L), of a network that draws its code; else nothing. */
  public NDList divergences() {
    NDList each = new NDList();
    code.forEach(one -> each.add(Sampling.divergences(one)));
    return each;
  }

  /** What a block that draws makes of {@code x} in training mode. */
  NDArray drawn(Stochastic block, ParameterStore store, NDArray x) {
    return draws && step >= 0
        ? block.drawn(x, step)
        : block.forward(store, new NDList(x), draws).head();
  }

  /** Takes what goes into a stage. */
  void enter(Stage stage, NDArray x) {
    if (stage.layer() instanceof Layer.Sample) {
      code.add(x);
    }
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
    return Stream.concat(outputs.stream(), code.stream()).anyMatch(kept -> kept == array);
  }
}
