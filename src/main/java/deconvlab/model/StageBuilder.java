package deconvlab.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Dense;
import deconvlab.model.Layer.Flatten;
import deconvlab.model.Layer.GlobalAverage;
import deconvlab.model.Layer.MaxPool;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.nn.Fans;
import deconvlab.nn.Nonlinearity;
import deconvlab.nn.WeightInit;
import deconvlab.record.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns layers into stages: blocks with names, initialisers, shapes and costs. */
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
    if (layer instanceof Conv conv) {
      return convolution(conv, in);
    } else if (layer instanceof Deconv deconv) {
      return transposed(deconv, in);
    } else if (layer instanceof Dense dense) {
      return dense(dense, in);
    } else if (layer instanceof MaxPool pool) {
      Shape window = new Shape(pool.size(), pool.size());
      Shape out = new Shape(in.get(0), in.get(1) / pool.size(), in.get(2) / pool.size());
      return plain("pool", pool, Pool.maxPool2dBlock(window, window), out);
    } else if (layer instanceof GlobalAverage average) {
      Block block = new LambdaBlock(StageBuilder::globalAverage, "globalAverage");
      return plain("average", average, block, new Shape(in.get(0)));
    }
    return plain("flatten", (Flatten) layer, Blocks.batchFlattenBlock(), new Shape(in.size()));
  }

  private Stage convolution(Conv layer, Shape in) {
    Geometry geometry =
        Geometry.of(
            channels(in), layer.filters(), square(layer.kernel(), layer.stride(), layer.padding()));
    Axis axis = geometry.axes().get(0);
    Shape out =
        new Shape(layer.filters(), axis.convolvedSize(in.get(1)), axis.convolvedSize(in.get(2)));
    Block core =
        Conv2d.builder()
            .setKernelShape(pair(layer.kernel()))
            .setFilters(layer.filters())
            .optStride(pair(layer.stride()))
            .optPadding(pair(layer.padding()))
            .optBias(!normed(layer.activated()))
            .build();
    long cost = out.size() * in.get(0) * layer.kernel() * layer.kernel();
    return weighted("conv", layer, core, Fans.convolution(geometry), layer.activated(), out, cost);
  }

  private Stage transposed(Deconv layer, Shape in) {
    Axis axis = new Axis(layer.kernel(), layer.stride(), layer.padding(), layer.outputPadding(), 1);
    Geometry geometry = Geometry.of(channels(in), layer.filters(), axis, axis);
    Shape out = new Shape(geometry.outputShape(in.getShape()));
    Block core =
        ConvTranspose2d.builder()
            .setKernelShape(pair(layer.kernel()))
            .setFilters(layer.filters())
            .optStride(pair(layer.stride()))
            .optPadding(pair(layer.padding()))
            .optOutputPadding(pair(layer.outputPadding()))
            .optBias(!normed(layer.activated()))
            .build();
    long cost = in.size() * layer.filters() * layer.kernel() * layer.kernel();
    return weighted("deconv", layer, core, Fans.transposed(geometry), layer.activated(), out, cost);
  }

  private Stage dense(Dense layer, Shape in) {
    String name = name("dense");
    int features = Math.toIntExact(in.size());
    Block core = Linear.builder().setUnits(layer.units()).build();
    initialise(core, name, Fans.dense(features, layer.units()), layer.activated());
    long cost = (long) features * layer.units();
    Shape out = new Shape(layer.units());
    boolean last = config.dropoutPlace().equals("last");
    if (layer.activated()) {
      List<Block> after = new ArrayList<>(last ? List.of() : dropout());
      after.add(activation.block(config.slope()));
      return new Stage(name, layer, List.of(), core, after, out, cost);
    }
    List<Block> before = last ? dropout() : List.of();
    return new Stage(name, layer, before, core, List.of(), out, cost);
  }

  private Stage weighted(
      String kind, Layer layer, Block core, Fans fans, boolean activated, Shape out, long cost) {
    String name = name(kind);
    initialise(core, name, fans, activated);
    List<Block> after = new ArrayList<>();
    if (activated) {
      if (config.dropoutPlace().equals("before-norm")) {
        after.addAll(dropout());
      }
      if (config.batchNorm()) {
        after.add(BatchNorm.builder().build());
      }
      if (config.dropoutPlace().equals("after-norm")) {
        after.addAll(dropout());
      }
      after.add(activation.block(config.slope()));
    }
    return new Stage(name, layer, List.of(), core, after, out, cost);
  }

  private Stage plain(String kind, Layer layer, Block core, Shape out) {
    return new Stage(name(kind), layer, List.of(), core, List.of(), out, 0);
  }

  /** Each layer has a random stream of its own: arms with equal shapes start with equal weights. */
  private void initialise(Block core, String name, Fans fans, boolean activated) {
    double gain = activated ? activation.gain(config.slope()) : 1;
    core.setInitializer(
        init.initializer(fans, gain, Seeds.stream(seed, "weights/" + name)), Parameter.Type.WEIGHT);
  }

  private boolean normed(boolean activated) {
    return activated && config.batchNorm();
  }

  /** A dropout of its own, or nothing where the run has none. */
  private List<Block> dropout() {
    return config.dropout() == 0
        ? List.of()
        : List.of(Dropout.builder().optRate((float) config.dropout()).build());
  }

  private String name(String kind) {
    return kind + count.merge(kind, 1, Integer::sum);
  }

  private static NDList globalAverage(NDList inputs) {
    // DJL's mean takes one axis only; (N,C,H,W) -> (N,C,H·W) -> (N,C).
    Shape shape = inputs.head().getShape();
    return new NDList(inputs.head().reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2}));
  }

  private static int channels(Shape in) {
    return Math.toIntExact(in.get(0));
  }

  private static Axis[] square(int kernel, int stride, int padding) {
    Axis axis = Axis.of(kernel, stride, padding);
    return new Axis[] {axis, axis};
  }

  private static Shape pair(int value) {
    return new Shape(value, value);
  }
}
