package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LargestRateTest {
  /** Rates 10^(−3 + i/6). */
  private static List<Double> sixths(int rates) {
    return IntStream.range(0, rates).mapToObj(i -> Math.pow(10, -3 + i / 6.0)).toList();
  }

  /** Runs that are made when they are asked for, and counted. */
  private static final class Laboratory {
    private final Map<TrainConfig, RunRecord> made = new HashMap<>();
    private final Measure.Runs runs =
        new Measure.Runs(7, config -> Optional.ofNullable(made.get(config)));
    private final DoubleFunction<Outcome> outcome;

    Laboratory(DoubleFunction<Outcome> outcome) {
      this.outcome = outcome;
    }

    /** Makes what the measure asks for; the rates in the order of asking. */
    List<Double> serve(Measure measure) {
      List<Double> asked = new ArrayList<>();
      Optional<TrainConfig> next = measure.next(RunMade.CONFIG, runs);
      while (next.isPresent()) {
        assertThat(measure.of(RunMade.CONFIG, runs)).isEqualTo(Value.none("not run"));
        assertThat(made).doesNotContainKey(next.get());
        double rate = next.get().optimizer().learningRate();
        asked.add(rate);
        made.put(next.get(), RunMade.of(next.get()).ended(outcome.apply(rate)));
        next = measure.next(RunMade.CONFIG, runs);
      }
      List<TrainConfig> looked = measure.looked(RunMade.CONFIG, runs);
      assertThat(looked).extracting(c -> c.optimizer().learningRate()).isEqualTo(asked);
      return asked;
    }
  }

  @Property
  void bisectionFindsTheLastThatTrains(
      @ForAll @IntRange(min = 2, max = 31) int rates, @ForAll @IntRange(min = 0, max = 31) int of) {
    int training = of % (rates + 1);
    List<Double> grid = sixths(rates);
    Measure measure = new LargestRate(grid, null);
    Laboratory laboratory =
        new Laboratory(
            rate ->
                training > 0 && rate <= grid.get(training - 1)
                    ? Outcome.COMPLETED
                    : rate > 0.1 ? Outcome.DIVERGED : Outcome.COLLAPSED);
    List<Double> asked = laboratory.serve(measure);
    assertThat(asked).hasSizeLessThanOrEqualTo(measure.most());
    assertThat(measure.most()).isEqualTo((int) Math.ceil(Math.log(rates + 1) / Math.log(2)));
    assertThat(measure.most()).isLessThanOrEqualTo(5);
    Value value = measure.of(RunMade.CONFIG, laboratory.runs);
    assertThat(value.number()).isCloseTo(-3 + (training - 1) / 6.0, within(1e-12));
    assertThat(value.resolution()).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(value.why())
        .isEqualTo(
            training == 0
                ? "censored: no rate of the grid trains"
                : training == rates ? "censored: the largest rate of the grid trains" : "");
  }

  @Test
  void everythingElseStaysAsInTheArm() {
    TrainConfig arm =
        RunMade.CONFIG.withOptimizer(
            deconvlab.train.OptimizerConfig.of("sgd", 5).withMomentum(0.9, false));
    Measure measure = new LargestRate(List.of(0.1, 1.0, 10.0), null);
    TrainConfig asked =
        measure.next(arm, new Laboratory(r -> Outcome.COMPLETED).runs).orElseThrow();
    assertThat(asked)
        .isEqualTo(
            arm.withOptimizer(
                deconvlab.train.OptimizerConfig.of("sgd", 1).withMomentum(0.9, false)));
  }

  @Test
  void anyNumberOfTheConfigurationMayBeSearched() {
    Measure measure =
        MeasuresTest.measure("largest-rate", "{'grid': [1, 3, 9], 'key': 'network.initScale'}");
    TrainConfig asked =
        measure.next(RunMade.CONFIG, new Laboratory(r -> Outcome.COMPLETED).runs).orElseThrow();
    assertThat(asked.network()).isEqualTo(RunMade.CONFIG.network().withInitScale(3));
    assertThat(measure.title())
        .isEqualTo("largest network.initScale that trains, of 3 from 1 to 9");
    assertThatThrownBy(
            () -> MeasuresTest.measure("largest-rate", "{'grid': [1, 3], 'key': 'data'}"))
        .hasMessageContaining("key=data must be a number of a configuration");
  }

  @Test
  void aRunThatFailedEndsTheSearch() {
    Measure measure = new LargestRate(sixths(31), null);
    Laboratory laboratory = new Laboratory(r -> r > 0.2 ? Outcome.FAILED : Outcome.COMPLETED);
    // The middle, 10^(−0.5), is the 16th of 31.
    assertThat(laboratory.serve(measure)).hasSize(1);
    assertThat(measure.of(RunMade.CONFIG, laboratory.runs))
        .isEqualTo(Value.none("failed: because"));
  }

  @Test
  void anUnevenGridIsAsFineAsItsWidestStep() {
    Measure measure = new LargestRate(List.of(0.01, 0.1, 1.0, 100.0), null);
    Laboratory laboratory =
        new Laboratory(rate -> rate <= 1 ? Outcome.COMPLETED : Outcome.COLLAPSED);
    laboratory.serve(measure);
    assertThat(measure.of(RunMade.CONFIG, laboratory.runs)).isEqualTo(Value.of(0, 2));
  }
}
