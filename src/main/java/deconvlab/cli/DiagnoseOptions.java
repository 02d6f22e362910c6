package deconvlab.cli;

import deconvlab.diagnose.Diagnosis;
import deconvlab.diagnose.Tier;
import deconvlab.record.RunRecord;
import deconvlab.text.Checks;
import deconvlab.train.Probe;
import picocli.CommandLine.Option;

/** How closely a training is watched. */
final class DiagnoseOptions {
  @Option(
      names = "--diagnose",
      defaultValue = "full",
      paramLabel = "TIER",
      description = {
        "off: loss and gradient norm; scalars: every layer's gradient,",
        "update and parameter norms, too; full: also looks at activations",
        "and their gradients, and counts dead units after each epoch",
        "(default: ${DEFAULT-VALUE}). None changes the run."
      })
  private String tier;

  @Option(
      names = "--diagnose-every",
      defaultValue = "16",
      paramLabel = "N",
      description = "steps between two looks of the tier full (default: ${DEFAULT-VALUE})")
  private int every;

  /** What a run notes, in the words that {@link #as} takes. */
  String words() {
    return tier + " " + every;
  }

  /** As a run that noted what these words say. */
  void as(String words) {
    Checks.that(
        words.matches("\\w+ \\d{1,9}"),
        "the checkpoint is of a study's run: environment/lab ablate goes on with it");
    String[] both = words.split(" ", 2);
    tier = both[0];
    every = Integer.parseInt(both[1]);
  }

  /** Whether more than loss and gradient norm is noted. */
  boolean watches() {
    return Tier.named(tier) != Tier.OFF;
  }

  /** A probe for one run, or null where the tier has none. */
  Probe probe() {
    return Tier.named(tier).probe(every);
  }

  /** The record with what its columns show, also where no probe has looked. */
  RunRecord diagnosed(RunRecord record) {
    return Tier.named(tier) == Tier.SCALARS ? record.withFindings(Diagnosis.of(record)) : record;
  }
}
