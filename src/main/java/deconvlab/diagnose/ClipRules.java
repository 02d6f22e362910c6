package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.Optional;

/** Clipping that does too much or nothing. */
final class ClipRules {
  /** Share of the steps. */
  static final double ALWAYS = 0.95;

  /** Steps that it takes to judge. */
  static final int ENOUGH = 20;

  private ClipRules() {}

  static Optional<Finding> clipping(Observations e) {
    if (e.clips().isEmpty() || !e.has(RunRecord.SHARE_CLIPPED) || e.steps().length() < ENOUGH) {
      return Optional.empty();
    }
    float[] shares = e.steps().get(RunRecord.SHARE_CLIPPED);
    int active = 0;
    for (float share : shares) {
      active += share > 0 ? 1 : 0;
    }
    double part = active / (double) shares.length;
    String evidence =
        Text.format(
            "clipping by %s changed the gradient in %d of %d steps",
            e.clips(), active, shares.length);
    if (part >= ALWAYS) {
      return Optional.of(
          Finding.fault(
              "clipping always active",
              "",
              0,
              evidence + ", at least 95 % (chosen): it sets the step's length, not its limit",
              "a higher limit, or a lower learning rate without clipping"));
    }
    return part > 0
        ? Optional.empty()
        : Optional.of(
            Finding.fault(
                "clipping never active",
                "",
                0,
                evidence
                    + Text.format(
                        ": it protects from nothing that happened (chosen: none in %d steps or more)",
                        ENOUGH),
                "a lower limit, for instance twice the median norm, or none"));
  }
}
