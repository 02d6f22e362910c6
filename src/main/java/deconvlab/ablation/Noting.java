package deconvlab.ablation;

import deconvlab.diagnose.SignalTable;
import deconvlab.record.Defaulted;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import java.util.List;

/**
 * What a study's runs note, as its file says it.
 *
 * @param look steps between two looks inside; 20 if left out, 0 for none
 * @param score steps between two scores of training and validation images; none if left out
 * @param keep columns that records keep; if left out, the losses, rates, norms of every step and
 *     what the looks say of each layer's gradient and dead units
 */
public record Noting(
    @Defaulted Integer look, @Defaulted Integer score, @Defaulted List<String> keep) {
  private static final int LOOK = 20;
  private static final List<String> KEEP =
      List.of(
          RunRecord.LOSS,
          RunRecord.CROSS_ENTROPY,
          RunRecord.RATE,
          RunRecord.NORM,
          RunRecord.CLIPPED_NORM,
          RunRecord.SHARE_CLIPPED,
          RunRecord.PROBE_STEP,
          SignalTable.SLOPE,
          SignalTable.GRADIENT_NORM,
          SignalTable.DEAD_CHANNELS,
          SignalTable.DEAD_POSITIONS);

  public Noting {
    look = look == null ? LOOK : look;
    score = score == null ? 0 : score;
    keep = keep == null ? KEEP : List.copyOf(keep);
    Checks.least("look", look, 0);
    Checks.least("score", score, 0);
  }

  Watch watch() {
    return new Watch(look, score, keep);
  }
}
