package deconvlab.diagnose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import deconvlab.nn.TorchScript;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What every batch of a plain DJL training measured, before its update; how far the update moved
 * the weights is noted once it has been made. One native call and one copy a batch.
 */
final class BatchNotes {
  private static final TorchScript OPS = TorchScript.resource(BatchNotes.class, "watch.py");
  private static final String WEIGHT = "_weight";

  private final List<String> layers = new ArrayList<>();
  private final List<Integer> weightAt = new ArrayList<>();
  private final List<Float> roots = new ArrayList<>();
  private final NDList parameters = new NDList();
  private final NDList weights = new NDList();
  private final NDList before = new NDList();
  private final List<Row> rows = new ArrayList<>();
  private boolean pending;

  /**
   * {@code values}: loss, whole norm; of each layer gradient norm, weight norm, broken elements.
   */
  private record Row(int epoch, float[] values, float[] moved) {}

  /**
   * Notes on the trainable parameters of a block. One that several layers share is one, under the
   * first one's name.
   *
   * @param owner on the trainer's device; keeps a copy of the weights
   */
  BatchNotes(Block block, ParameterStore store, NDManager owner) {
    Device device = owner.getDevice();
    Set<NDArray> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Pair<String, Parameter> pair : block.getParameters()) {
      Parameter parameter = pair.getValue();
      // By the parameter's own array: equal numbers do not make two parameters one.
      if (parameter.requiresGradient() && seen.add(parameter.getArray())) {
        NDArray array = store.getValue(parameter, device, true);
        if (parameter.getType() == Parameter.Type.WEIGHT) {
          layers.add(layer(pair.getKey()));
          weightAt.add(parameters.size());
          roots.add((float) Math.sqrt((double) array.size()));
          weights.add(array);
          before.add(owner.zeros(array.getShape(), array.getDataType()));
        }
        parameters.add(array);
      }
    }
    if (weights.isEmpty()) {
      throw new IllegalStateException(
          Text.format(
              "the block has no weight to train, so there is nothing to watch: its parameters are %s",
              block.getParameters().keys()));
    }
  }

  private static String layer(String parameter) {
    return parameter.endsWith(WEIGHT)
        ? parameter.substring(0, parameter.length() - WEIGHT.length())
        : parameter;
  }

  /** How many batches there were. */
  int size() {
    return rows.size();
  }

  /**
   * Notes a batch between its backward pass and its update, gradients off.
   *
   * @param loss an array of one
   * @return whether loss and gradient are numbers
   */
  boolean add(int epoch, NDArray loss, NDManager scope) {
    NDList gradients = new NDList();
    for (NDArray parameter : parameters) {
      NDArray gradient = parameter.hasGradient() ? parameter.getGradient() : parameter.zerosLike();
      // It attaches to the parameter's manager, where one a batch would pile up.
      gradient.attach(scope);
      gradients.add(gradient);
    }
    NDList ofWeights = new NDList(weightAt.stream().map(gradients::get).toList());
    NDArray batch = OPS.callForOne(scope, "batch", loss, gradients, ofWeights, weights);
    float[] values = pending ? withMoved(batch, scope) : batch.toFloatArray();
    OPS.call(scope, "remember", before, weights);
    float[] unknown = new float[layers.size()];
    Arrays.fill(unknown, Float.NaN);
    rows.add(new Row(epoch, values, unknown));
    pending = true;
    return Float.isFinite(values[0]) && Float.isFinite(values[1]);
  }

  /** The numbers of a batch, and those of the update before it, which are noted: one copy. */
  private float[] withMoved(NDArray batch, NDManager scope) {
    int split = Math.toIntExact(batch.size());
    NDArray both = batch.concat(OPS.callForOne(scope, "moved", before, weights));
    both.attach(scope);
    float[] all = both.toFloatArray();
    moved(Arrays.copyOfRange(all, split, all.length));
    return Arrays.copyOf(all, split);
  }

  /** Notes how far the last batch's update has moved the weights; nothing if that is noted. */
  void updated(NDManager scope) {
    if (pending) {
      moved(OPS.callForOne(scope, "moved", before, weights).toFloatArray());
    }
  }

  private void moved(float[] each) {
    Row last = rows.get(rows.size() - 1);
    rows.set(rows.size() - 1, new Row(last.epoch(), last.values(), each));
    pending = false;
  }

  /** The batches as columns. */
  Series series() {
    Map<String, float[]> columns = new LinkedHashMap<>();
    columns.put(RunRecord.EPOCH, column(Row::epoch));
    columns.put(RunRecord.LOSS, column(r -> r.values()[0]));
    columns.put(RunRecord.NORM, column(r -> r.values()[1]));
    each(columns, RunRecord.LAYER_NORM, l -> r -> r.values()[2 + l]);
    each(columns, RunRecord.GRADIENT_RMS, l -> r -> r.values()[2 + l] / roots.get(l));
    each(columns, RunRecord.UPDATE_RATIO, l -> r -> ratio(r.moved()[l], size(r, l)));
    each(columns, RunRecord.PARAMETER_NORM, l -> r -> size(r, l));
    each(columns, RunRecord.NON_FINITE, l -> r -> r.values()[2 + 2 * layers.size() + l]);
    return new Series(columns);
  }

  private float size(Row row, int layer) {
    return row.values()[2 + layers.size() + layer];
  }

  private static float ratio(float moved, float size) {
    return moved == 0 ? 0 : moved / size;
  }

  private interface Cell {
    float of(Row row);
  }

  private void each(Map<String, float[]> columns, String name, IntFunction<Cell> cells) {
    for (int l = 0; l < layers.size(); l++) {
      columns.put(name + layers.get(l), column(cells.apply(l)));
    }
  }

  private float[] column(Cell cell) {
    float[] column = new float[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = cell.of(rows.get(i));
    }
    return column;
  }
}
