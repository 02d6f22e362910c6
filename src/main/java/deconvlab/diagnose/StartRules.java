package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.List;
import java.util.Optional;

/** Faults that are there before the first update: the weights' and the input's. */
final class StartRules {
  /** Decades a layer: a factor of 1.8 forwards. */
  static final double FORWARD = 0.25;

  /** The first loss over that of guessing. */
  static final double CONFIDENT = 2;

  /** How far from 0 the input's mean may be, in standard deviations or in 1. */
  static final double FAR = 0.5;

  /** What the input's standard deviation may be. */
  static final double NARROW = 0.5;

  static final double WIDE = 2;

  private StartRules() {}

  static Optional<Finding> poorInitialisation(Observations e) {
    if (e.looks().isEmpty() || e.looks().get(0).step() != 0) {
      return Optional.empty();
    }
    Signals look = e.looks().get(0);
    // Counted from the output to the input, so the sign of the way forwards is the other one.
    double forward = -Decades.slope(look.trunkEach(LayerSignal::preActivationStd));
    if (Math.abs(forward) > FORWARD) {
      List<String> trunk = look.trunkNames();
      return Optional.of(
          initialisation(
              trunk.get(trunk.size() - 1),
              Text.format(
                      "the pre-activations' standard deviation changes by %+.2f decades a layer at the start,",
                      forward)
                  + Text.format(
                      " more than %s (the size: chosen; that it should stay level: He et al. 2015)",
                      FORWARD)));
    }
    double guessing = Math.log(Math.max(2, e.classes()));
    boolean weighted = e.has(RunRecord.CROSS_ENTROPY) && isOtherThanLoss(e.steps());
    double first = weighted ? e.steps().get(RunRecord.CROSS_ENTROPY)[0] : look.loss();
    if (e.classes() > 0 && first > CONFIDENT * guessing) {
      return Optional.of(
          initialisation(
              look.names().get(look.names().size() - 1),
              Text.format(
                      "first %s %.3g, more than twice that of guessing, ln %d = %.2f (twice: chosen; that a",
                      weighted ? "cross-entropy" : "loss", first, e.classes(), guessing)
                  + " start should guess: CS231n, Neural networks, part 3)"));
    }
    return Optional.empty();
  }

  /** Whether the loss has a weight or more than the cross-entropy in it: no guess is known then. */
  private static boolean isOtherThanLoss(Series steps) {
    return steps.length() > 0
        && steps.get(RunRecord.CROSS_ENTROPY)[0] != steps.get(RunRecord.LOSS)[0];
  }

  private static Finding initialisation(String layer, String evidence) {
    return Finding.fault(
        "poor initialisation",
        layer,
        0,
        evidence,
        "He (ReLU) or Xavier (tanh) on the right fan, no extra factor on the weights; batch norm");
  }

  static Optional<Finding> input(Observations e) {
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
            Text.format(
                    "the batch has mean %.3g and standard deviation %.3g, beyond ±%s or outside [%s, %.0f]",
                    look.inputMean(), look.inputStd(), FAR, NARROW, WIDE)
                + " (limits: chosen; 0 and 1: LeCun et al. 1998, Efficient BackProp, section 4.3)",
            "subtract the training images' mean and divide by their standard deviation, per channel"));
  }
}
