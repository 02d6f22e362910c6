package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.model.Stage;
import deconvlab.model.Trace;
import deconvlab.nn.TorchScript;
import deconvlab.train.SplitView;
import java.util.ArrayList;
import java.util.List;

/**
 * Units that are 0 on a whole split, in evaluation mode: a channel that is 0 everywhere, or a
 * position of a channel that is 0 on every image.
 *
 * @param layers the layers with an activation, from the input to the output
 * @param channels share of dead channels of each
 * @param positions share of dead positions of each
 */
public record DeadUnits(List<String> layers, double[] channels, double[] positions) {
  private static final TorchScript OPS = TorchScript.resource(DeadUnits.class, "signals.py");

  /**
   * Goes over a split; null if an interrupt cut it short.
   *
   * @param owner keeps the largest activations while it runs
   */
  static DeadUnits over(SplitView split, NDManager owner) {
    List<String> names = new ArrayList<>();
    NDList widest = new NDList();
    try (NDManager scope = owner.newSubManager()) {
      boolean whole = split.each(trace -> take(trace, names, widest, scope));
      return whole ? of(names, widest) : null;
    }
  }

  private static void take(Trace trace, List<String> names, NDList widest, NDManager scope) {
    List<Stage> stages = trace.stages();
    boolean first = names.isEmpty();
    int unit = 0;
    for (int i = 0; i < stages.size(); i++) {
      if (!stages.get(i).activated()) {
        continue;
      }
      NDArray now = OPS.callForOne(scope, "widest", trace.outputs().get(i));
      if (first) {
        names.add(stages.get(i).name());
        widest.add(now);
      } else {
        NDArray before = widest.get(unit);
        widest.set(unit, before.maximum(now));
        before.close();
        now.close();
      }
      unit++;
    }
  }

  private static DeadUnits of(List<String> names, NDList widest) {
    double[] channels = new double[names.size()];
    double[] positions = new double[names.size()];
    for (int i = 0; i < channels.length; i++) {
      float[] most = widest.get(i).toFloatArray();
      int count = Math.toIntExact(widest.get(i).getShape().get(0));
      positions[i] = zeros(most, 0, most.length) / (double) most.length;
      int area = most.length / count;
      int dead = 0;
      for (int c = 0; c < count; c++) {
        dead += zeros(most, c * area, area) == area ? 1 : 0;
      }
      channels[i] = dead / (double) count;
    }
    return new DeadUnits(names, channels, positions);
  }

  private static int zeros(float[] values, int from, int count) {
    int zeros = 0;
    for (int i = from; i < from + count; i++) {
      zeros += values[i] == 0 ? 1 : 0;
    }
    return zeros;
  }
}
