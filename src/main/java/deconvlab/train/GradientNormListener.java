package deconvlab.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.util.Pair;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes the loss and the L2 norms of the gradients at every batch of a plain DJL {@link Trainer}:
 *
 * <pre>{@code
 * GradientNormListener norms = new GradientNormListener();
 * Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss).addTrainingListeners(norms));
 * EasyTrain.fit(trainer, epochs, data, null);
 * double[] first = norms.series().doubles("gradient norm/01Conv2d");
 * }</pre>
 *
 * <p>All norms of a batch are computed in one native call and copied from the device together. For
 * a trainer on one device of the PyTorch engine.
 */
public final class GradientNormListener extends TrainingListenerAdapter {
  private static final TorchScript OPS =
      TorchScript.resource(GradientNormListener.class, "step.py");
  private static final String WEIGHT = "_weight";

  private final List<String> layers = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();
  private final List<NDArray> parameters = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();

  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batch) {
    if (trainer.getDevices().length != 1) {
      throw new IllegalStateException(
          "devices=%d must be 1: with more, a parameter has one gradient a device until the update"
              .formatted(trainer.getDevices().length));
    }
    if (parameters.isEmpty()) {
      find(trainer);
    }
    Device device = trainer.getDevices()[0];
    rows.add(
        Torch.withoutGradients(
            () -> {
              try (NDManager scope = trainer.getManager().newSubManager(device)) {
                return row(trainer, batch, device, scope);
              }
            }));
  }

  /**
   * What was noted so far, a row a batch: {@value RunRecord#LOSS}, {@value RunRecord#NORM} (of the
   * gradient of all parameters) and, for each layer with a weight, {@value
   * RunRecord#LAYER_NORM}<i>name</i>, the name as {@code block.getParameters()} has it without its
   * {@code _weight}; in a {@code SequentialBlock} 01Conv2d, 02Linear and so on.
   */
  public Series series() {
    Map<String, float[]> columns = new LinkedHashMap<>();
    columns.put(RunRecord.LOSS, column(0));
    columns.put(RunRecord.NORM, column(1));
    for (int l = 0; l < layers.size(); l++) {
      columns.put(RunRecord.LAYER_NORM + layers.get(l), column(2 + weights.get(l)));
    }
    return new Series(columns);
  }

  private void find(Trainer trainer) {
    for (Pair<String, Parameter> pair : trainer.getModel().getBlock().getParameters()) {
      Parameter parameter = pair.getValue();
      if (!parameter.requiresGradient()) {
        continue;
      }
      if (parameter.getType() == Parameter.Type.WEIGHT) {
        String name = pair.getKey();
        layers.add(
            name.endsWith(WEIGHT) ? name.substring(0, name.length() - WEIGHT.length()) : name);
        weights.add(parameters.size());
      }
      parameters.add(parameter.getArray());
    }
  }

  /** Loss, whole norm, then the norm of every parameter. */
  private float[] row(Trainer trainer, BatchData batch, Device device, NDManager scope) {
    NDList gradients = new NDList();
    for (NDArray parameter : parameters) {
      NDArray gradient = parameter.getGradient();
      // It attaches to the parameter's manager, where one a step would pile up.
      gradient.attach(scope);
      gradients.add(gradient);
    }
    NDList labels = batch.getLabels().get(device);
    NDArray loss = trainer.getLoss().evaluate(labels, batch.getPredictions().get(device));
    loss.attach(scope);
    float[] norms = OPS.callForOne(scope, "norms", gradients).toFloatArray();
    float[] row = new float[norms.length + 1];
    row[0] = loss.getFloat();
    System.arraycopy(norms, 0, row, 1, norms.length);
    return row;
  }

  private float[] column(int index) {
    float[] column = new float[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows.get(i)[index];
    }
    return column;
  }
}
