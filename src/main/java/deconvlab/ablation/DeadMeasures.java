package deconvlab.ablation;

import ai.djl.ndarray.types.Shape;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.train.TrainConfig;
import java.util.function.ToLongFunction;

/**
 * Measures of units with an activation that are 0 on the whole split, at the last count of a run.
 * Each layer's share counts as many times as the layer has units: shares in records are of layers.
 */
final class DeadMeasures {
  private DeadMeasures() {}

  /**
   * Share of the network's units that are dead, in percentage points.
   *
   * @param prefix of the columns that hold each layer's share
   * @param units how many a layer with an output of that shape has
   */
  static Value share(TrainConfig arm, RunRecord run, String prefix, ToLongFunction<Shape> units) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    long all = 0;
    long dead = 0;
    for (Stage stage : Network.of(arm.network(), 0).stages()) {
      if (stage.activated()) {
        double share = last(Looks.column(run.probes(), prefix + stage.name()));
        if (Double.isNaN(share)) {
          return Value.none("no count of dead units");
        }
        long of = units.applyAsLong(stage.output());
        all += of;
        dead += Math.round(share * of);
      }
    }
    return Value.of(100.0 * dead / all, 100.0 / all);
  }

  /** The last that is a number. */
  private static double last(double... shares) {
    int at = shares.length - 1;
    while (at >= 0 && Double.isNaN(shares[at])) {
      at--;
    }
    return at < 0 ? Double.NaN : shares[at];
  }

  static String lacks(Watch watch, String column) {
    return watch.look() == 0
        ? "needs looks inside, with counts of dead units: watch.look above 0"
        : OneRun.unkept(watch, column);
  }
}
