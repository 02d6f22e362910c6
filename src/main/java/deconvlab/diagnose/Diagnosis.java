package deconvlab.diagnose;

import deconvlab.model.Layer;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names what is wrong with a run, with its evidence: layer, step, figure, threshold and where the
 * threshold comes from, and what to try. docs/diagnosis.md lists the faults and how often each was
 * found when planted.
 */
public final class Diagnosis {
  private static final List<Rule> RULES =
      List.of(
          NumberRules::nonFinite,
          SignalRules::vanishing,
          SignalRules::exploding,
          StartRules::poorInitialisation,
          UnitRules::dead,
          UnitRules::saturated,
          RateRules::tooHigh,
          RateRules::tooLow,
          ClipRules::clipping,
          StartRules::input);

  private Diagnosis() {}

  /** What a record shows: findings in the order in which they should be read. */
  public static List<Finding> of(RunRecord run) {
    return of(Observations.of(run));
  }

  /** As {@link #of(RunRecord)}, with notes on the network's geometry behind them. */
  public static List<Finding> of(RunRecord run, Network network) {
    List<Finding> findings = new ArrayList<>(of(run));
    findings.addAll(notes(network));
    return findings;
  }

  static List<Finding> of(Observations evidence) {
    return RULES.stream().map(rule -> rule.check(evidence)).flatMap(Optional::stream).toList();
  }

  /**
   * A note for each transposed convolution whose kernel its stride does not divide: its outputs are
   * sums over unequally many inputs, so that constant kernels already paint a checkerboard (Odena
   * et al. 2016). Random kernels paint one whatever the geometry; see {@link
   * deconvlab.math.Checkerboard}.
   */
  private static List<Finding> notes(Network network) {
    List<Finding> notes = new ArrayList<>();
    for (Stage stage : network.stages()) {
      if (stage.layer() instanceof Layer.Deconv d && d.kernel() % d.stride() != 0) {
        notes.add(
            Finding.note(
                "checkerboard-prone geometry",
                stage.name(),
                0,
                Text.format(
                    "kernel %d is not a multiple of stride %d (Odena et al. 2016)",
                    d.kernel(), d.stride()),
                Text.format(
                    "kernel %d, or nearest upsampling and a convolution",
                    d.stride() * (1 + d.kernel() / d.stride()))));
      }
    }
    return notes;
  }
}
