package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Faults of the signal on its way through the layers. */
final class SignalRules {
  /** Decades a layer; the project's definition of vanishing and exploding. */
  static final double SLOPE = 0.5;

  /** A gradient norm over the first. */
  static final double GROWTH = 1000;

  /** A loss over the first. */
  static final double LOSS_GROWTH = 2;

  private SignalRules() {}

  static Optional<Finding> vanishing(Observations e) {
    long seen = e.looks().stream().filter(SignalRules::vanishes).count();
    return e.looks().stream()
        .filter(SignalRules::vanishes)
        .findFirst()
        .filter(first -> first.step() == e.looks().get(0).step() || 2 * seen > e.looks().size())
        .map(
            look ->
                Finding.fault(
                    "vanishing",
                    look.trunkNames().get(weakest(look)),
                    look.step(),
                    evidence(look)
                        + Text.format(
                            " below −%.1f (half a decade a layer: the project's definition)", SLOPE)
                        + Text.format(", in %d of %d looks", seen, e.looks().size()),
                    "ReLU or leaky ReLU, weights scaled to the activation's slope, batch norm"));
  }

  private static String evidence(Signals look) {
    return Text.format(
        "gradient slope %+.2f decades a layer over %d layers,", look.slope(), look.trunk());
  }

  private static boolean vanishes(Signals look) {
    return look.slope() < -SLOPE || underflows(look);
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

  static Optional<Finding> exploding(Observations e) {
    Optional<Finding> over =
        e.looks().stream()
            .filter(look -> look.slope() > SLOPE)
            .findFirst()
            .map(
                look ->
                    exploding(
                        look.trunkNames().get(0),
                        look.step(),
                        evidence(look)
                            + Text.format(
                                " above +%.1f (half a decade a layer: the project's definition)",
                                SLOPE)));
    return over.isPresent() ? over : growing(e);
  }

  /** A gradient that grows over the steps and takes the loss along: no network that wakes up. */
  private static Optional<Finding> growing(Observations e) {
    if (!e.has(RunRecord.NORM) || !e.has(RunRecord.LOSS)) {
      return Optional.empty();
    }
    float[] norms = e.steps().get(RunRecord.NORM);
    float[] losses = e.steps().get(RunRecord.LOSS);
    for (int step = 1; step < norms.length; step++) {
      boolean grown = norms[step] > GROWTH * norms[0] && losses[step] > LOSS_GROWTH * losses[0];
      if (grown && !Float.isInfinite(norms[step])) {
        return Optional.of(
            exploding(
                largest(e, step),
                step,
                Text.format(
                        "gradient norm %.3g, more than %.0f times the first, %.3g, with a loss of %.3g, more",
                        norms[step], GROWTH, norms[0], losses[step])
                    + " than twice the first (three decades and twice: chosen)"));
      }
    }
    return Optional.empty();
  }

  private static String largest(Observations e, int step) {
    List<Worst.Passed> norms =
        e.layers(RunRecord.LAYER_NORM).stream()
            .map(l -> new Worst.Passed(l, step, e.steps().get(RunRecord.LAYER_NORM + l)[step]))
            .toList();
    return Worst.largest(norms).map(Worst::layer).orElse("");
  }

  private static Finding exploding(String layer, int step, String evidence) {
    return Finding.fault(
        "exploding",
        layer,
        step,
        evidence,
        "smaller initial weights (He on the right fan), a lower learning rate, clipping by norm");
  }
}
