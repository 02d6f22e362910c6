package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import deconvlab.nn.TorchScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arrays that a step changes: all of them, and the weights among them by their layers' names. A
 * parameter that several layers share is one, under the first one's name.
 */
final class StepParameters {
  private static final TorchScript OPS = TorchScript.resource(StepParameters.class, "step.py");

  private final NDList all = new NDList();
  private final NDList weights = new NDList();
  private final List<Integer> positions = new ArrayList<>();
  private final List<String> layers = new ArrayList<>();

  StepParameters(Map<String, Parameter> trainable) {
    Set<NDArray> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Map.Entry<String, Parameter> entry : trainable.entrySet()) {
      NDArray array = entry.getValue().getArray();
      if (!seen.add(array)) {
        continue;
      }
      if (entry.getValue().getType() == Parameter.Type.WEIGHT) {
        positions.add(all.size());
        weights.add(array);
        layers.add(entry.getKey().substring(0, entry.getKey().lastIndexOf('.')));
      }
      all.add(array);
    }
  }

  NDList all() {
    return all;
  }

  NDList weights() {
    return weights;
  }

  List<String> layers() {
    return List.copyOf(layers);
  }

  /** Whether every one of them is a number. */
  boolean finite(NDManager owner) {
    try (NDManager scope = owner.newSubManager()) {
      return OPS.callForOne(scope, "broken", all).getLong() == 0;
    }
  }

  /** Where among all parameters weight number {@code layer} stands. */
  int weightAt(int layer) {
    return positions.get(layer);
  }

  /** The members that belong to weights of a list with one member for every parameter. */
  NDList weightsOf(NDList each) {
    NDList chosen = new NDList();
    positions.forEach(at -> chosen.add(each.get(at)));
    return chosen;
  }

  /** A list with one member for every parameter, those that belong to weights replaced. */
  NDList withWeights(NDList each, NDList chosen) {
    NDList changed = new NDList(each);
    for (int i = 0; i < chosen.size(); i++) {
      changed.set(positions.get(i), chosen.get(i));
    }
    return changed;
  }
}
