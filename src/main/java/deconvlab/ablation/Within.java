package deconvlab.ablation;

import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Watch;
import java.util.ArrayList;
import java.util.List;

/**
 * A score within a run: both splits in evaluation mode, training images not augmented, batch norm's
 * statistics re-estimated on them.
 */
record Within(Score train, Score held) {
  /** A validation score right after one of training images; those of whole epochs stand alone. */
  static List<Within> of(RunRecord run) {
    List<Within> all = new ArrayList<>();
    Score before = null;
    for (Score now : run.scores()) {
      if (before != null && before.split().equals("train") && now.split().equals("validation")) {
        all.add(new Within(before, now));
      }
      before = now;
    }
    return all;
  }

  /** Validation loss − training loss, in nats. */
  double gap() {
    return held.loss() - train.loss();
  }

  static String lacks(Watch watch) {
    return watch.score() > 0 ? "" : "needs scores within the run: watch.score above 0";
  }
}
