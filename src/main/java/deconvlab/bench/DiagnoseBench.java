package deconvlab.bench;

import deconvlab.diagnose.Tier;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.text.Checks;
import deconvlab.train.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What each tier of diagnostics costs beside none: the steps of {@link BenchStep} in blocks, the
 * tiers in turns of a few steps, so that a machine that drifts slows all of them alike. A tier's
 * ratio in a round is its block's time over that of the same round's block without diagnostics.
 *
 * @param width factor on every channel count but 3 and 10
 * @param batch images a step
 * @param every steps between two looks of the full tier; a block is a whole number of them
 * @param rounds blocks of each tier, at least 7
 * @param least steps a block has at least
 */
public record DiagnoseBench(int width, int batch, int every, int rounds, int least) {
  private static final List<Tier> TIERS = List.of(Tier.values());
  private static final int LEAST_ROUNDS = 7;
  private static final int MOST_ROUNDS = 1000;
  private static final int MOST_STEPS = 10_000;

  public DiagnoseBench {
    Limits.network(width, batch);
    Checks.within("every", every, 1, MOST_STEPS, "a block holds a look of the full tier");
    Checks.within("steps", least, 1, MOST_STEPS, "a block must end");
    Checks.within("rounds", rounds, LEAST_ROUNDS, MOST_ROUNDS, "fewer have no spread");
  }

  /**
   * One tier's price.
   *
   * @param tier which
   * @param every steps between two looks: 1 for scalars, 0 for off
   * @param step milliseconds a step, by rounds
   * @param ratio its time over that of the tier off
   */
  public record Price(Tier tier, int every, Timings step, Ratio ratio) {}

  /** Measures all tiers. */
  public List<Price> run(RunOptions options) {
    List<BenchStep> networks = new ArrayList<>();
    try {
      for (Tier tier : TIERS) {
        networks.add(
            new BenchStep(
                width, batch, MemoryFormat.CHANNELS_LAST, Precision.FLOAT32, tier, every, options));
      }
      List<LongSupplier> works = networks.stream().<LongSupplier>map(one -> one::run).toList();
      Turns turns = Turns.of(works, rounds, (least + every - 1) / every * every);
      return TIERS.stream().map(tier -> price(tier, turns)).toList();
    } finally {
      networks.forEach(BenchStep::close);
    }
  }

  private Price price(Tier tier, Turns turns) {
    int cadence =
        switch (tier) {
          case OFF -> 0;
          case SCALARS -> 1;
          case FULL -> every;
        };
    Timings step = Timings.of(turns.nanos()[TIERS.indexOf(tier)]);
    Ratio ratio = turns.ratio(TIERS.indexOf(tier), TIERS.indexOf(Tier.OFF));
    return new Price(tier, cadence, step, ratio);
  }
}
