package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import java.util.Optional;

/** Faults of the set-up rather than of the network. */
final class SetupRules {
  private static final double ALWAYS = 0.95;
  private static final int ENOUGH = 20;
  private static final double FAR = 0.5;
  private static final double NARROW = 0.5;
  private static final double WIDE = 2;

  private SetupRules() {}

  static Optional<Finding> clipping(Evidence e) {
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
        "clipping by %s changed the gradient in %d of %d steps"
            .formatted(e.clips(), active, shares.length);
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
                evidence + ": it protects from nothing that happened",
                "a lower limit, for instance twice the median norm, or none"));
  }

  static Optional<Finding> input(Evidence e) {
    if (e.looks().isEmpty()) {
      return Optional.empty();
    }
    Signals look = e.looks().get(0);
    boolean centred = Math.abs(look.inputMean()) <= FAR * Math.max(1, look.inputStd());
    boolean scaled = look.inputStd() >= NARROW && look.inputStd() <= WIDE;
    boolean isNumber = Double.isFinite(look.inputMean()) && Double.isFinite(look.inputStd());
    if ((centred && scaled) || !isNumber) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.fault(
            "input not normalised",
            "",
            look.step(),
            "the batch has mean %.3g and standard deviation %.3g, beyond ±%.1f or outside [%.1f, %.0f]"
                    .formatted(look.inputMean(), look.inputStd(), FAR, NARROW, WIDE)
                + " (near 0 and 1: LeCun et al. 1998, Efficient BackProp, section 4.3)",
            "subtract the training images' mean and divide by their standard deviation, per channel"));
  }
}
