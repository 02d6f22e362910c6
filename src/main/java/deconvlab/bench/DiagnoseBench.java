package deconvlab.bench;

import deconvlab.diagnose.Tier;
import deconvlab.text.Text;
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
 */
public final class DiagnoseBench {
  private static final int LEAST_ROUNDS = 7;

  /** Steps before the next tier's turn: so near to each other they see the same drift. */
  private static final int TURN = 1;

  private DiagnoseBench() {}

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

  /**
   * Measures all tiers.
   *
   * @param width factor on every channel count but 3 and 10
   * @param every steps between two looks of the full tier; a block is a whole number of them
   * @param rounds blocks of each tier, at least 7
   * @param least steps a block has at least
   */
  public static List<Price> run(
      int width, int batch, int every, int rounds, int least, RunOptions options) {
    StepBench.atLeastOne("width", width);
    StepBench.atLeastOne("batch", batch);
    StepBench.atLeastOne("every", every);
    StepBench.atLeastOne("steps", least);
    if (rounds < LEAST_ROUNDS) {
      throw new IllegalArgumentException(
          Text.format("rounds=%d must be at least %d", rounds, LEAST_ROUNDS));
    }
    int steps = (least + every - 1) / every * every;
    Map<Tier, long[]> blocks = new EnumMap<>(Tier.class);
    Map<Tier, BenchStep> networks = new EnumMap<>(Tier.class);
    try {
      for (Tier tier : Tier.values()) {
        networks.put(tier, new BenchStep(width, batch, tier, every, options));
        blocks.put(tier, new long[rounds]);
        block(networks.get(tier), steps);
      }
      List<Tier> order = new ArrayList<>(List.of(Tier.values()));
      for (int round = 0; round < rounds; round++) {
        for (int done = 0; done < steps; done += TURN) {
          for (Tier tier : order) {
            blocks.get(tier)[round] += block(networks.get(tier), Math.min(TURN, steps - done));
          }
          // Another tier begins each turn: none always runs on the warmest caches.
          Collections.rotate(order, 1);
        }
        for (long[] block : blocks.values()) {
          block[round] /= steps;
        }
      }
    } finally {
      networks.values().forEach(BenchStep::close);
    }
    List<Price> prices = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      prices.add(price(tier, every, blocks.get(tier), blocks.get(Tier.OFF)));
    }
    return prices;
  }

  private static long block(BenchStep network, int steps) {
    long nanos = 0;
    for (int i = 0; i < steps; i++) {
      nanos += network.run();
    }
    return nanos;
  }

  private static Price price(Tier tier, int every, long[] own, long[] off) {
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
