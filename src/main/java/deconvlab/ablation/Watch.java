package deconvlab.ablation;

import deconvlab.diagnose.SignalTable;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.List;

/**
 * What the runs of a study note, and what their records keep of it: a study has many runs, and a
 * look inside alone has hundreds of columns.
 *
 * @param look steps between two looks inside, 0 for none
 * @param score steps between two scores of training and validation images, 0 for none within epochs
 * @param keep columns of steps and probes that the records keep, by name; one that ends in {@code
 *     /} stands for every layer's
 */
public record Watch(int look, int score, List<String> keep) {
  /** Loss, rate and global gradient norms of every step; nothing inside. */
  public static final Watch STEPS =
      new Watch(
          0,
          0,
          List.of(
              RunRecord.LOSS,
              RunRecord.RATE,
              RunRecord.NORM,
              RunRecord.CLIPPED_NORM,
              RunRecord.SHARE_CLIPPED,
              RunRecord.PROBE_STEP,
              SignalTable.SLOPE,
              SignalTable.GRADIENT_NORM));

  public Watch {
    if (look < 0 || score < 0) {
      throw new IllegalArgumentException(
          Text.format("look=%d and score=%d must be at least 0, 0 for never", look, score));
    }
    keep = List.copyOf(keep);
  }

  /** The same with looks inside: the gradient slope and ‖dL/dz‖₂ of each layer are kept. */
  public Watch withLooks(int every) {
    return new Watch(every, score, keep);
  }

  /** The same with scores within the epochs. */
  public Watch withScores(int every) {
    return new Watch(look, every, keep);
  }

  /** The record with the columns that are kept. */
  RunRecord thin(RunRecord run) {
    return run.withSeries(run.steps().only(this::keeps), run.probes().only(this::keeps));
  }

  private boolean keeps(String column) {
    return keep.stream().anyMatch(k -> k.endsWith("/") ? column.startsWith(k) : column.equals(k));
  }
}
