package deconvlab.diagnose;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Any DJL block, as it is, whose layers can be seen in training passes. A {@link SequentialBlock}
 * is gone through child by child, whatever chains are nested in it; every other block is one unit.
 * Parameters, their names, initial values, shapes and files are the block's own, and so is every
 * number that it computes.
 */
final class Watched implements Block {
  private final Block block;
  private boolean gradients = true;
  private WatchedPass pass;

  Watched(Block block) {
    this.block = block;
  }

  /** The block itself. */
  Block block() {
    return block;
  }

  /** Whether the next training pass keeps dL/dz of every layer, as the first one does. */
  void keepGradients(boolean keep) {
    gradients = keep;
  }

  /** The last training pass, once; null if there was none since the last call. */
  WatchedPass take() {
    WatchedPass taken = pass;
    pass = null;
    return taken;
  }

  @Override
  public NDList forward(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    if (!training) {
      return block.forward(store, inputs, false, params);
    }
    return train(
        store,
        inputs,
        (unit, x) ->
            unit == block ? unit.forward(store, x, true, params) : unit.forward(store, x, true));
  }

  @Override
  public NDList forward(
      ParameterStore store, NDList data, NDList labels, PairList<String, Object> params) {
    return train(store, data, (unit, x) -> unit.forward(store, x, labels, params));
  }

  /** How a unit is called. */
  private interface Call {
    NDList forward(Block unit, NDList x);
  }

  private NDList train(ParameterStore store, NDList inputs, Call call) {
    if (!block.isInitialized()) {
      block.initialize(store.getManager(), DataType.FLOAT32, inputs.getShapes());
    }
    pass = new WatchedPass(store, inputs, gradients);
    return through("", block, inputs, call);
  }

  private NDList through(String name, Block at, NDList x, Call call) {
    // A subclass may do something else with its children.
    if (at.getClass() != SequentialBlock.class) {
      NDList y = call.forward(at, x);
      pass.passed(name.isEmpty() ? at.getClass().getSimpleName() : name, at, x, y);
      return y;
    }
    NDList all = new NDList();
    NDList y = x;
    for (Pair<String, Block> child : at.getChildren()) {
      String path = name.isEmpty() ? child.getKey() : name + "_" + child.getKey();
      y = through(path, child.getValue(), y, call);
      all.addAll(y);
    }
    return ((SequentialBlock) at).isReturnIntermediate() ? all : y;
  }

  @Override
  public void setInitializer(Initializer initializer, Parameter.Type type) {
    block.setInitializer(initializer, type);
  }

  @Override
  public void setInitializer(Initializer initializer, String paramName) {
    block.setInitializer(initializer, paramName);
  }

  @Override
  public void setInitializer(Initializer initializer, Predicate<Parameter> predicate) {
    block.setInitializer(initializer, predicate);
  }

  @Override
  public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
    block.initialize(manager, dataType, inputShapes);
  }

  @Override
  public boolean isInitialized() {
    return block.isInitialized();
  }

  @Override
  public void cast(DataType dataType) {
    block.cast(dataType);
  }

  @Override
  public void clear() {
    block.clear();
  }

  @Override
  public PairList<String, Shape> describeInput() {
    return block.describeInput();
  }

  @Override
  public BlockList getChildren() {
    return block.getChildren();
  }

  @Override
  public ParameterList getDirectParameters() {
    return block.getDirectParameters();
  }

  @Override
  public ParameterList getParameters() {
    return block.getParameters();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return block.getOutputShapes(inputShapes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes, DataType[] inputDataTypes) {
    return block.getOutputShapes(inputShapes, inputDataTypes);
  }

  @Override
  public Shape[] getInputShapes() {
    return block.getInputShapes();
  }

  @Override
  public DataType[] getOutputDataTypes() {
    return block.getOutputDataTypes();
  }

  @Override
  public void saveParameters(DataOutputStream os) throws IOException {
    block.saveParameters(os);
  }

  @Override
  public void loadParameters(NDManager manager, DataInputStream is)
      throws IOException, MalformedModelException {
    block.loadParameters(manager, is);
  }

  @Override
  public void freezeParameters(boolean freeze) {
    block.freezeParameters(freeze);
  }

  @Override
  public void freezeParameters(boolean freeze, Predicate<Parameter> pred) {
    block.freezeParameters(freeze, pred);
  }

  @Override
  public Map<String, String> getCustomMetadata() {
    return block.getCustomMetadata();
  }

  @Override
  public String toString() {
    return block.toString();
  }
}
