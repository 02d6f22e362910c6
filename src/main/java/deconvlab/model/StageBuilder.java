package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.initializer.Initializer;
import deconvlab.model.Layer.After;
import deconvlab.model.Layer.Dense;
import deconvlab.nn.Dropout;
import deconvlab.nn.Fans;
import deconvlab.nn.Nonlinearity;
import deconvlab.nn.WeightInit;
import deconvlab.record.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns layers into stages: blocks with names, initialisers, and what goes before and after. */
final class StageBuilder {
  private final NetworkConfig config;
  private final long seed;
  private final Nonlinearity activation;
  private final WeightInit init;
  private final Map<String, Integer> count = new HashMap<>();

  StageBuilder(NetworkConfig config, long seed) {
    this.config = config;
    this.seed = seed;
    this.activation = Nonlinearity.named(config.activation());
    this.init = WeightInit.named(config.init());
  }

  /** The stages of {@code layers} for inputs of shape {@code input}, one image's. */
  List<Stage> build(List<Layer> layers, Shape input) {
    List<Stage> stages = new ArrayList<>();
    Shape shape = input;
    for (Layer layer : layers) {
      Stage stage = stage(layer, shape);
      stages.add(stage);
      shape = stage.output();
    }
    return stages;
  }

  private Stage stage(Layer layer, Shape in) {
    Core core = Core.of(layer, in, !normed(layer), Seeds.derive(seed, "code"));
    String name = core.kind() + count.merge(core.kind(), 1, Integer::sum);
    core.fans().ifPresent(fans -> initialise(core.block(), name, fans, layer.activated()));
    boolean output = layer instanceof Dense && !layer.activated();
    List<Block> before = output && config.dropoutPlace().equals("last") ? dropout(name) : List.of();
    return new Stage(
        name, layer, before, core.block(), after(layer, name), core.output(), core.multiplyAdds());
  }

  private List<Block> after(Layer layer, String name) {
    List<Block> after = new ArrayList<>();
    if (layer.activated() && config.dropoutPlace().equals("before-norm")) {
      after.addAll(dropout(name));
    }
    if (normed(layer)) {
      after.add(BatchNorm.builder().build());
    }
    if (layer.activated() && config.dropoutPlace().equals("after-norm")) {
      after.addAll(dropout(name));
    }
    if (layer.activated()) {
      after.add(activation.block(config.slope()));
    }
    return after;
  }

  /** Each layer has a random stream of its own: arms with equal shapes start with equal weights. */
  private void initialise(Block core, String name, Fans fans, boolean activated) {
    double gain = activated ? gain() : 1;
    Initializer drawn = init.initializer(fans, gain, Seeds.stream(seed, "weights/" + name));
    double scale = config.initScale();
    core.setInitializer(
        (manager, shape, type) -> {
          NDArray weights = drawn.initialize(manager, shape, type);
          return scale == 1 ? weights : weights.muli(scale);
        },
        Parameter.Type.WEIGHT);
  }

  private double gain() {
    return config.gain() == 0 ? activation.gain(config.slope()) : config.gain();
  }

  private boolean normed(Layer layer) {
    return config.batchNorm() && norms(layer);
  }

  /** Whether a run with batch norm has one after this layer. */
  static boolean norms(Layer layer) {
    return layer.after() != After.NOTHING;
  }

  /** A layer's dropout with a random stream of its own, or nothing where the run has none. */
  private List<Block> dropout(String name) {
    return config.dropout() == 0
        ? List.of()
        : List.of(new Dropout(config.dropout(), Seeds.derive(seed, "dropout/" + name)));
  }
}
