package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Stochastic;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of the project as a DJL block: (N, 3, 32, 32), or the codes (N, L) of a generator →
 * scores (N, 10), where it has a head, and the picture (N, 3, 32, 32), where the trunk ends in an
 * image's shape.
 */
public final class Network extends AbstractBlock implements Trainable {
  /** Shape of one image. */
  public static final Shape IMAGE = new Shape(3, 32, 32);

  private static final byte VERSION = 1;

  private final NetworkConfig config;
  private final Layout layout;
  private final int headAt;
  private final List<Stage> trunk;
  private final List<Stage> head;
  private Precision precision = Precision.FLOAT32;

  private Network(NetworkConfig config, Layout layout, long seed) {
    super(VERSION);
    this.config = config;
    this.layout = layout;
    headAt = layout.headAt();
    StageBuilder builder = new StageBuilder(config, seed);
    trunk = builder.build(layout.trunk(), layout.input());
    head = builder.build(layout.head(), shapeAt(headAt));
    for (Stage stage : stages()) {
      for (Block block : stage.blocks()) {
        addChildBlock(stage.name(), block);
      }
    }
    Checks.that(
        !isResidual() || (hasPicture() && input().equals(IMAGE)),
        "picture=residual needs a network that ends in a 3×32×32 picture; model=%s does not",
        config.model());
  }

  /** Whether its picture is its input plus what the trunk ends in. */
  public boolean isResidual() {
    return config.picture().equals("residual");
  }

  /**
   * The network that {@code config} asks for, not initialised yet.
   *
   * @param seed of the initial weights; each layer draws from a stream of its own
   */
  public static Network of(NetworkConfig config, long seed) {
    return new Network(config, Networks.layout(config), seed);
  }

  /** As {@link #of}, with its parameters made under {@code manager}, on the manager's device. */
  public static Network initialised(NetworkConfig config, long seed, NDManager manager) {
    Network network = of(config, seed);
    network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(network.input()));
    return network;
  }

  /** Lays its weights out in {@code format}, and with them all that it computes. */
  public void lay(MemoryFormat format, NDManager scope) {
    NDList weights = new NDList();
    trainable().values().forEach(one -> weights.add(one.getArray()));
    format.lay(weights, scope);
  }

  /** Computes its convolutions, transposed ones too, in {@code value} from now on. */
  public void computeIn(Precision value) {
    precision = value;
  }

  /**
   * Rounds every weight, in place, to the nearest that {@link Stage#quantised} can stand for;
   * biases and batch norm keep their 32 bits.
   */
  public void round(int bits, boolean perChannel, NDManager scope) {
    NDList weights = new NDList();
    NDList rounded = new NDList();
    for (Stage stage : stages()) {
      if (stage.weighted()) {
        NDArray weight = stage.weight().getArray();
        int outer = perChannel ? stage.weightAxes()[0] : 1;
        float[] values = stage.quantised(bits, perChannel).dequantised(outer);
        weights.add(weight);
        rounded.add(scope.create(values, weight.getShape()));
      }
    }
    Snapshot.copy(rounded, weights, scope);
  }

  /** What it was built from. */
  public NetworkConfig config() {
    return config;
  }

  /** Shape of what it takes of one image: {@link #IMAGE}, or (L) of a generator. */
  public Shape input() {
    return layout.input();
  }

  /** See {@link Layout#hasCode}. */
  public boolean hasCode() {
    return layout.hasCode();
  }

  /** Whether training draws the code around a mean. */
  public boolean drawsCode() {
    return trunk.stream().anyMatch(stage -> stage.layer() instanceof Layer.Sample);
  }

  /** Every stage from the input to the output: the trunk's, then the head's. */
  public List<Stage> stages() {
    List<Stage> all = new ArrayList<>(trunk);
    all.addAll(head);
    return all;
  }

  @Override
  public boolean hasScores() {
    return !head.isEmpty();
  }

  /** Whether {@link #forward} gives a picture; it comes last. */
  public boolean hasPicture() {
    return shapeAt(trunk.size()).equals(IMAGE);
  }

  @Override
  public Map<String, Parameter> trainable() {
    Map<String, Parameter> named = arrays();
    named.values().removeIf(one -> !one.requiresGradient());
    return named;
  }

  /**
   * As {@link #trainable}, with batch norm's statistics: all that a trained network consists of.
   */
  public Map<String, Parameter> arrays() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    for (Stage stage : stages()) {
      stage.arrays().forEach(one -> named.put(stage.name() + "." + one.getName(), one));
    }
    return named;
  }

  /** The stages that an image passes on its way to {@code layer}, which is the last of them. */
  public List<Stage> path(String layer) {
    Checks.oneOf("layer", layer, stages().stream().map(Stage::name).toList());
    boolean inTrunk = trunk.stream().anyMatch(stage -> stage.name().equals(layer));
    List<Stage> way = new ArrayList<>(inTrunk ? trunk : trunk.subList(0, headAt));
    if (!inTrunk) {
      way.addAll(head);
    }
    return way.subList(0, way.stream().map(Stage::name).toList().indexOf(layer) + 1);
  }

  /**
   * The codes of images, in evaluation mode and without gradients: the mean where training draws.
   *
   * @param images (N, 3, 32, 32), normalised; the codes (N, L) attach to its manager
   */
  public NDArray encode(NDArray images) {
    return evaluated(trunk.subList(0, headAt), images);
  }

  /**
   * The pictures that codes stand for, in evaluation mode and without gradients.
   *
   * @param codes (N, L); the pictures (N, 3, 32, 32), normalised, attach to its manager
   */
  public NDArray decode(NDArray codes) {
    Checks.that(
        hasCode(), "model=%s has no code: use autoencoder, vae or generator", config.model());
    return evaluated(trunk.subList(headAt, trunk.size()), codes);
  }

  /** What {@code layer} hands on, in evaluation mode and without gradients. */
  public NDArray at(String layer, NDArray x) {
    return evaluated(path(layer), x);
  }

  private NDArray evaluated(List<Stage> stages, NDArray x) {
    ParameterStore store = new ParameterStore(x.getManager(), false);
    return Torch.withoutGradients(
        () -> new Pass(store, false, Trace.none(), precision).run(stages, x));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return forward(store, inputs.head(), training, Trace.none());
  }

  /**
   * As the block's own forward pass, keeping what {@code trace} asks for.
   *
   * @param image (N, 3, 32, 32), or (N, L)
   */
  @Override
  public NDList forward(ParameterStore store, NDArray image, boolean training, Trace trace) {
    checkInput(new Shape[] {image.getShape()});
    Pass pass = new Pass(store, training, trace, precision);
    NDArray atHead = pass.run(trunk.subList(0, headAt), image);
    NDList outputs = new NDList();
    if (hasScores()) {
      outputs.add(pass.run(head, atHead));
    }
    NDArray last = pass.run(trunk.subList(headAt, trunk.size()), atHead);
    if (hasPicture()) {
      outputs.add(isResidual() ? last.add(image) : last);
    }
    return outputs;
  }

  @Override
  public NDList statistics() {
    NDList statistics = new NDList();
    stages().stream()
        .flatMap(Stage::arrays)
        .filter(one -> !one.requiresGradient())
        .forEach(one -> statistics.add(one.getArray()));
    return statistics;
  }

  @Override
  public boolean isRandom() {
    return stages().stream()
        .flatMap(stage -> stage.blocks().stream())
        .anyMatch(Stochastic.class::isInstance);
  }

  /** The layers of the trunk that have a weight: those that a gradient slope is taken over. */
  public List<String> trunkLayers() {
    return trunk.stream().filter(Stage::weighted).map(Stage::name).toList();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
    checkInput(inputShapes);
    long batch = inputShapes[0].get(0);
    initialise(trunk, manager, type, batch, input());
    initialise(head, manager, type, batch, shapeAt(headAt));
  }

  private static void initialise(
      List<Stage> stages, NDManager manager, DataType type, long batch, Shape input) {
    Shape shape = input;
    for (Stage stage : stages) {
      Shape in = new Shape(batch).addAll(shape);
      Shape out = new Shape(batch).addAll(stage.output());
      stage.before().forEach(block -> block.initialize(manager, type, in));
      stage.core().initialize(manager, type, in);
      stage.after().forEach(block -> block.initialize(manager, type, out));
      shape = stage.output();
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    checkInput(inputShapes);
    Shape batch = new Shape(inputShapes[0].get(0));
    List<Shape> outputs = new ArrayList<>();
    if (hasScores()) {
      outputs.add(batch.addAll(head.get(head.size() - 1).output()));
    }
    if (hasPicture()) {
      outputs.add(batch.addAll(IMAGE));
    }
    return outputs.toArray(Shape[]::new);
  }

  private void checkInput(Shape[] shapes) {
    boolean right =
        shapes.length == 1
            && shapes[0].dimension() == input().dimension() + 1
            && shapes[0].slice(1).equals(input());
    Checks.that(
        right,
        "input shape %s must be (N, %s",
        Arrays.toString(shapes),
        input().toString().substring(1));
  }

  private Shape shapeAt(int layers) {
    return layers == 0 ? input() : trunk.get(layers - 1).output();
  }
}
