package deconvlab.diagnose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import deconvlab.nn.Snapshot;
import deconvlab.nn.TorchScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The running means and variances of a block as they were once, to compare and to put back. */
final class Statistics {
  private static final TorchScript OPS = TorchScript.resource(Statistics.class, "watch.py");

  private final List<String> layers = new ArrayList<>();
  private final NDList arrays = new NDList();
  private Snapshot before;
  private boolean open = true;

  /** Copies them; the copies live as long as {@code owner}, on its device. */
  static Statistics of(Block block, ParameterStore store, NDManager owner) {
    Statistics statistics = new Statistics();
    Device device = owner.getDevice();
    Set<NDArray> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Pair<String, Parameter> pair : block.getParameters()) {
      Parameter.Type type = pair.getValue().getType();
      if (type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR) {
        continue;
      }
      NDArray array = store.getValue(pair.getValue(), device, false);
      // A block that stands twice is one, under the first name.
      if (seen.add(array)) {
        String own = "_" + pair.getValue().getName();
        String name = pair.getKey();
        statistics.layers.add(
            name.endsWith(own) ? name.substring(0, name.length() - own.length()) : "");
        statistics.arrays.add(array);
      }
    }
    statistics.before = Snapshot.of(statistics.arrays, owner);
    return statistics;
  }

  /** The layers of which anything changed, or else nothing; in the block's order, once each. */
  List<String> layers(boolean changed, NDManager scope) {
    if (arrays.isEmpty()) {
      return List.of();
    }
    float[] flags = OPS.callForOne(scope, "changed", arrays, before.saved()).toFloatArray();
    List<String> all = layers.stream().distinct().toList();
    List<String> moved = new ArrayList<>();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] == 1) {
        moved.add(layers.get(i));
      }
    }
    return all.stream().filter(layer -> moved.contains(layer) == changed).toList();
  }

  boolean isEmpty() {
    return arrays.isEmpty();
  }

  /** Whether the copies are still there. */
  boolean isOpen() {
    return open;
  }

  void restore(NDManager scope) {
    before.restore(scope);
  }

  void close() {
    before.saved().close();
    open = false;
  }
}
