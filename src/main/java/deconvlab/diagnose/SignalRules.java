package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Faults of the signal on its way through the layers. */
final class SignalRules {
  /** Decades a layer; the project's definition of vanishing and exploding. */
  static final double SLOPE = 0.5;

  /** Decades a layer: a factor of 1.8 forwards. */
  static final double FORWARD = 0.25;

  /** The first loss over that of guessing. */
  static final double CONFIDENT = 2;

  /** A gradient norm over the first. */
  static final double GROWTH = 1000;

  private SignalRules() {}

  static Optional<Finding> vanishing(Evidence e) {
    return e.looks().stream()
        .filter(look -> look.slope() < -SLOPE || underflows(look))
        .findFirst()
        .filter(first -> lasts(e, first))
        .map(
            look ->
                Finding.fault(
                    "vanishing",
                    look.trunkNames().get(weakest(look)),
                    look.step(),
                    "gradient slope %.2f decades a layer over %d layers, below −%.1f (half a decade"
                            .formatted(look.slope(), look.trunk(), SLOPE)
                        + " a layer: the project's definition)",
                    "ReLU or leaky ReLU, weights scaled to the activation's slope, batch norm"));
  }

  /** From the first look on, or in most of the looks. */
  private static boolean lasts(Evidence e, Signals first) {
    double[] slopes = e.looks().stream().mapToDouble(Signals::slope).toArray();
    return first.step() == e.looks().get(0).step() || Evidence.median(slopes, 0) < -SLOPE;
  }

  /** A gradient that is there at the output and exactly 0 at the input though units are alive. */
  private static boolean underflows(Signals look) {
    double[] norms = look.trunkEach(LayerSignal::gradientNorm);
    boolean silent = look.layers().stream().anyMatch(s -> s.silent() == 1);
    return norms.length > 1 && norms[0] == 0 && norms[norms.length - 1] > 0 && !silent;
  }

  private static int weakest(Signals look) {
    double[] norms = look.trunkEach(LayerSignal::gradientNorm);
    double least = Arrays.stream(norms).min().orElse(0);
    int at = 0;
    while (norms[at] != least) {
      at++;
    }
    return at;
  }

  static Optional<Finding> exploding(Evidence e) {
    Optional<Signals> steep = e.looks().stream().filter(l -> l.slope() > SLOPE).findFirst();
    if (steep.isPresent()) {
      Signals look = steep.get();
      return Optional.of(
          exploding(
              look.trunkNames().get(0),
              look.step(),
              "gradient slope +%.2f decades a layer over %d layers, above +%.1f (half a decade a"
                      .formatted(look.slope(), look.trunk(), SLOPE)
                  + " layer: the project's definition)"));
    }
    if (!e.has(RunRecord.NORM) || e.steps().length() == 0) {
      return Optional.empty();
    }
    float[] norms = e.steps().get(RunRecord.NORM);
    for (int step = 0; step < norms.length; step++) {
      if (norms[step] > GROWTH * norms[0] && !Float.isInfinite(norms[step])) {
        return Optional.of(
            exploding(
                "",
                step,
                "gradient norm %.3g, more than %.0f times the first, %.3g (three decades: chosen)"
                    .formatted(norms[step], GROWTH, norms[0])));
      }
    }
    return Optional.empty();
  }

  private static Finding exploding(String layer, int step, String evidence) {
    return Finding.fault(
        "exploding",
        layer,
        step,
        evidence,
        "smaller initial weights (He on the right fan), a lower learning rate, clipping by norm");
  }

  static Optional<Finding> poorInitialisation(Evidence e) {
    if (e.looks().isEmpty() || e.looks().get(0).step() != 0) {
      return Optional.empty();
    }
    Signals look = e.looks().get(0);
    double guessing = Math.log(Math.max(2, e.classes()));
    double[] stds = look.trunkEach(LayerSignal::preActivationStd);
    // Counted from the output to the input, so the sign of the way forwards is the other one.
    double forward = -Decades.slope(stds);
    List<String> trunk = look.trunkNames();
    if (Math.abs(forward) > FORWARD) {
      return Optional.of(
          initialisation(
              trunk.get(trunk.size() - 1),
              "standard deviation of pre-activations changes by %+.2f decades a layer at the start,"
                      .formatted(forward)
                  + " more than %.2f (He et al. 2015 keep it level)".formatted(FORWARD)));
    }
    if (e.classes() > 0 && look.loss() > CONFIDENT * guessing) {
      return Optional.of(
          initialisation(
              look.names().get(look.names().size() - 1),
              "first loss %.2f, more than %.0f times that of guessing, ln %d = %.2f (a start should"
                      .formatted(look.loss(), CONFIDENT, e.classes(), guessing)
                  + " guess: Karpathy, makemore part 3)"));
    }
    return Optional.empty();
  }

  private static Finding initialisation(String layer, String evidence) {
    return Finding.fault(
        "poor initialisation",
        layer,
        0,
        evidence,
        "He (ReLU) or Xavier (tanh) on the right fan, no extra factor on the weights; batch norm");
  }
}
