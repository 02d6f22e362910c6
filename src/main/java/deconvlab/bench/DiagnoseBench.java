package deconvlab.bench;

import deconvlab.diagnose.Tier;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.text.Checks;
import deconvlab.train.RunOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
   * @param ratio median over the rounds of the time beside the tier off
   * @param low lowest ratio of a round
   * @param high highest ratio of a round
   */
  public record Price(Tier tier, int every, Timings step, double ratio, double low, double high) {}

  /** Measures all tiers. */
  public List<Price> run(RunOptions options) {
    Map<Tier, BenchStep> networks = new EnumMap<>(Tier.class);
    Map<Tier, long[]> blocks = new EnumMap<>(Tier.class);
    try {
      for (Tier tier : Tier.values()) {
        networks.put(
            tier,
            new BenchStep(
                width, batch, MemoryFormat.CHANNELS_LAST, Precision.FLOAT32, tier, every, options));
        blocks.put(tier, new long[rounds]);
      }
      // To warm up: the first round writes over it.
      round(networks, blocks, 0);
      for (int round = 0; round < rounds; round++) {
        round(networks, blocks, round);
      }
    } finally {
      networks.values().forEach(BenchStep::close);
    }
    return Arrays.stream(Tier.values())
        .map(tier -> price(tier, blocks.get(tier), blocks.get(Tier.OFF)))
        .toList();
  }

  /**
   * One block of each tier, step by step in turns: so near to each other they see the same drift.
   */
  private void round(Map<Tier, BenchStep> networks, Map<Tier, long[]> blocks, int round) {
    int steps = (least + every - 1) / every * every;
    List<Tier> order = new ArrayList<>(List.of(Tier.values()));
    Map<Tier, Long> taken = new EnumMap<>(Tier.class);
    for (int done = 0; done < steps; done++) {
      order.forEach(tier -> taken.merge(tier, networks.get(tier).run(), Long::sum));
      // Another tier begins each turn: none always runs on the warmest caches.
      Collections.rotate(order, 1);
    }
    taken.forEach((tier, nanos) -> blocks.get(tier)[round] = nanos / steps);
  }

  private Price price(Tier tier, long[] own, long[] off) {
    double[] ratios = new double[own.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) own[i] / off[i];
    }
    Arrays.sort(ratios);
    int n = ratios.length;
    int cadence =
        switch (tier) {
          case OFF -> 0;
          case SCALARS -> 1;
          case FULL -> every;
        };
    double median = (ratios[(n - 1) / 2] + ratios[n / 2]) / 2;
    return new Price(tier, cadence, Timings.of(own), median, ratios[0], ratios[n - 1]);
  }
}
