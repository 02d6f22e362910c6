package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import deconvlab.model.Trace;
import deconvlab.model.Trainable;
import java.util.LinkedHashMap;
import java.util.Map;

/** A linear layer from features to scores: small enough for a step by hand. */
class OneLayer implements Trainable {
  final Linear linear;

  /** Weight (classes, features) and bias (classes) as given. */
  OneLayer(NDManager manager, float[][] weight, float... bias) {
    linear = Linear.builder().setUnits(weight.length).build();
    linear.initialize(manager, DataType.FLOAT32, new Shape(1, weight[0].length));
    manager.create(weight).copyTo(array("weight"));
    manager.create(bias).copyTo(array("bias"));
  }

  private NDArray array(String name) {
    return linear.getDirectParameters().get(name).getArray();
  }

  float[] weight() {
    return array("weight").toFloatArray();
  }

  float[] bias() {
    return array("bias").toFloatArray();
  }

  @Override
  public NDList forward(ParameterStore store, NDArray x, boolean training, Trace trace) {
    return linear.forward(store, new NDList(x), training);
  }

  @Override
  public Map<String, Parameter> trainable() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    linear.getDirectParameters().forEach(p -> named.put("dense1." + p.getKey(), p.getValue()));
    return named;
  }

  @Override
  public NDList statistics() {
    return new NDList();
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
