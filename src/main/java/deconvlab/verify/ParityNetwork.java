package deconvlab.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import deconvlab.math.Tensor;
import deconvlab.model.Trace;
import deconvlab.model.Trainable;
import deconvlab.nn.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A training run's network: the blocks that our own networks are made of, in the file's order and
 * under its names, with the file's initial parameters. It shows no layer to a trace.
 */
final class ParityNetwork implements Trainable {
  private static final float EPSILON = 1e-5f;

  private final VerifyCase.Training run;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private int norms;

  /**
   * Builds the network under {@code manager}.
   *
   * @throws VerifyFileException if shapes do not fit or parameters are missing, naming them
   */
  ParityNetwork(VerifyCase.Training run, NDManager manager) {
    this.run = run;
    Shape shape = new Shape(run.data().x().shape());
    for (LayerSpec layer : run.data().layers()) {
      try {
        shape = add(layer, shape, manager);
      } catch (VerifyFileException e) {
        throw e;
      } catch (RuntimeException e) {
        throw run.error(
            e,
            "layer %s of %s does not fit its input of shape %s: %s",
            layer.name(),
            layer.type(),
            shape,
            e.getMessage());
      }
    }
    Set<String> named = new TreeSet<>(run.form().paramNames());
    run.require(
        named.equals(parameters.keySet()),
        "param_names is %s, but the network has %s",
        named,
        parameters.keySet());
    long largest = Arrays.stream(run.data().labels()).max().orElse(-1);
    run.require(
        shape.dimension() == 2 && shape.get(1) > largest,
        "the network ends in shape %s, must end in (N, classes) with more than %d classes, the largest label",
        shape,
        largest);
  }

  private Shape add(LayerSpec layer, Shape in, NDManager manager) {
    run.require(
        !layer.weighted() || (in.dimension() >= 2 && in.get(1) == layer.in()),
        "layer %s has in=%s, but its input has shape %s",
        layer.name(),
        layer.in(),
        in);
    boolean bias = run.form().paramNames().contains(layer.name() + ".bias");
    Shape out = initialised(layer.block(bias), in, manager);
    if (layer.weighted()) {
      Block block = blocks.get(blocks.size() - 1);
      block.getDirectParameters().forEach(p -> give(layer.name() + "." + p.getKey(), p.getValue()));
    }
    if (layer.activated() && run.form().batchNorm()) {
      initialised(BatchNorm.builder().optEpsilon(EPSILON).build(), out, manager);
      Map<String, Parameter> norm = blocks.get(blocks.size() - 1).getDirectParameters().toMap();
      String name = "bn" + ++norms;
      parameters.put(name + ".weight", norm.get("gamma"));
      parameters.put(name + ".bias", norm.get("beta"));
    }
    if (layer.activated()) {
      blocks.add(run.form().nonlinearity().block(run.form().slope()));
    }
    return out;
  }

  private Shape initialised(Block block, Shape in, NDManager manager) {
    block.initialize(manager, DataType.FLOAT32, in);
    blocks.add(block);
    return block.getOutputShapes(new Shape[] {in})[0];
  }

  /** Sets a parameter to the file's values. */
  private void give(String name, Parameter parameter) {
    Tensor value = run.data().params().get(name);
    run.require(value != null, "params lacks %s, which the network needs", name);
    NDArray array = parameter.getArray();
    run.require(
        array.getShape().equals(new Shape(value.shape())),
        "params %s has shape %s, must have %s",
        name,
        Arrays.toString(value.shape()),
        array.getShape());
    try (NDArray values = DjlOperator.array(array.getManager(), value)) {
      Snapshot.copy(new NDList(values), new NDList(array), array.getManager());
    }
    parameters.put(name, parameter);
  }

  @Override
  public NDList forward(ParameterStore store, NDArray x, boolean training, Trace trace) {
    NDList y = new NDList(x);
    for (Block block : blocks) {
      y = block.forward(store, y, training);
    }
    return y;
  }

  @Override
  public Map<String, Parameter> trainable() {
    return parameters;
  }

  @Override
  public NDList statistics() {
    NDList statistics = new NDList();
    for (Block block : blocks) {
      block.getDirectParameters().values().stream()
          .filter(parameter -> !parameter.requiresGradient())
          .forEach(parameter -> statistics.add(parameter.getArray()));
    }
    return statistics;
  }

  @Override
  public boolean hasScores() {
    return true;
  }

  @Override
  public boolean isRandom() {
    return false;
  }
}
