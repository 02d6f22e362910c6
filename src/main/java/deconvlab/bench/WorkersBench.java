package deconvlab.bench;

import ai.djl.Device;
import deconvlab.ablation.Plan;
import deconvlab.ablation.Runner;
import deconvlab.ablation.SeedList;
import deconvlab.ablation.Studies;
import deconvlab.ablation.Study;
import deconvlab.ablation.StudyListener;
import deconvlab.data.Datasets;
import deconvlab.record.Copy;
import deconvlab.record.Json;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What processes are worth: steps a second of the headline study's runs by one worker a core with
 * one thread each, by one worker with all threads, and by one worker with one thread, in turns. The
 * clock runs from the moment when every worker has begun its second run until the last run begins,
 * so that no start counts and nobody is idle; what a run costs beside its steps does count.
 *
 * @param rounds turns of each
 * @param seeds seeds of the study's four arms in each turn, at least 2; no fewer than workers are
 *     taken
 */
public record WorkersBench(int rounds, int seeds) {
  private static final int MOST = 1000;

  public WorkersBench {
    Checks.within("rounds", rounds, 1, MOST, "each is a set of runs");
    Checks.within("seeds", seeds, 2, MOST, "the first runs warm up");
  }

  /**
   * One way of sharing the work.
   *
   * @param workers processes
   * @param threads threads of each
   * @param stepsPerSecond by rounds
   */
  public record Way(int workers, int threads, double[] stepsPerSecond) {
    /** The middle round. */
    public double median() {
      double[] sorted = stepsPerSecond.clone();
      Arrays.sort(sorted);
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** By rounds, how many times as fast as {@code other}; ascending. */
    public double[] times(Way other) {
      double[] times = new double[stepsPerSecond.length];
      for (int i = 0; i < times.length; i++) {
        times[i] = stepsPerSecond[i] / other.stepsPerSecond[i];
      }
      Arrays.sort(times);
      return times;
    }
  }

  /** Workers with one thread each; one with all; one with one. */
  public List<Way> run(Device device, int cores) throws IOException {
    List<Way> ways =
        List.of(
            new Way(cores, 1, new double[rounds]),
            new Way(1, cores, new double[rounds]),
            new Way(1, 1, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        // Another one begins each round.
        Way way = ways.get((i + round) % ways.size());
        way.stepsPerSecond()[round] = measure(way.workers(), way.threads(), device);
      }
    }
    return ways;
  }

  /** What so many workers share: at least four runs for each, two of them to warm up. */
  Plan plan(int workers, int threads) {
    Study study = Copy.with(Studies.named("headline"), "threads", threads);
    List<Long> shared = SeedList.parse("" + Math.max(seeds, workers));
    return Plan.of(study, "quick", shared, Json.object());
  }

  /**
   * Steps a second by so many workers of so many threads, once.
   *
   * @throws IOException if the last run began before every worker had begun its second one
   */
  public double measure(int workers, int threads, Device device) throws IOException {
    Plan plan = plan(workers, threads);
    Path folder = Files.createTempDirectory("deconv-lab-bench");
    try {
      int runs = plan.arms().size() * plan.seeds().size();
      Clock clock = new Clock(workers, runs, System::nanoTime);
      Runner runner = new Runner(Store.at(folder), device, Datasets::load, workers, clock);
      if (runner.run(plan).interrupted()) {
        throw new CancellationException("the benchmark is not complete, so it has no figure");
      }
      return clock.stepsPerSecond();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  /** Counts steps between two moments. */
  static final class Clock implements StudyListener {
    private final int workers;
    private final int runs;
    private final LongSupplier nanos;
    private final Map<Integer, Integer> begun = new HashMap<>();
    private final Map<Integer, Integer> at = new HashMap<>();
    private long steps;
    private int all;
    private long from;
    private long until;

    Clock(int workers, int runs, LongSupplier nanos) {
      this.workers = workers;
      this.runs = runs;
      this.nanos = nanos;
    }

    @Override
    public void began(int hand, String run, int of) {
      begun.merge(hand, 1, Integer::sum);
      at.put(hand, 0);
      all++;
      boolean warm = begun.size() == workers && begun.values().stream().allMatch(n -> n >= 2);
      if (warm && from == 0) {
        from = nanos.getAsLong();
        steps = 0;
      }
      if (all == runs) {
        until = nanos.getAsLong();
      }
    }

    @Override
    public void stepped(int hand, int done) {
      if (until == 0) {
        steps += done - at.put(hand, done);
      }
    }

    double stepsPerSecond() throws IOException {
      if (from == 0 || until == 0 || steps == 0) {
        throw new IOException(
            Text.format(
                "workers=%d shared %d runs, so that no step was made between the second run of each"
                    + " and the last one: more --seeds, each is four runs",
                workers, runs));
      }
      return steps / ((until - from) / 1e9);
    }
  }
}
