package deconvlab.ablation;

import deconvlab.record.Outcome;
import deconvlab.record.RunKey;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is left to run of some plans, asked by several hands at once. What a search or a tuning
 * needs next shows only when its runs are there.
 */
final class Agenda {
  private static final long TAKEN_NANOS = 500_000_000L;

  private final Map<Plan, PlanRuns> runs = new LinkedHashMap<>();
  private final List<Cell> pending = new ArrayList<>();
  private final Set<RunKey> busy = new HashSet<>();
  private final Map<RunKey, Long> taken = new HashMap<>();
  private final Set<RunKey> failed = new HashSet<>();

  /** What hands work at. */
  record Task(Job job, RunKey key) {}

  Agenda(Map<Plan, PlanRuns> runs, List<Cell> cells) {
    this.runs.putAll(runs);
    pending.addAll(cells);
  }

  /** The runs that failed in this sitting count as made, earlier ones do not. */
  synchronized boolean failedNow(RunKey key) {
    return failed.contains(key);
  }

  /** The next run that nobody is at; empty if there is none now, see {@link #finished}. */
  synchronized Optional<Task> next() {
    for (Iterator<Cell> cells = pending.iterator(); cells.hasNext(); ) {
      Cell cell = cells.next();
      PlanRuns its = runs.get(cell.plan());
      Optional<TrainConfig> missing = cell.next(its);
      if (missing.isEmpty()) {
        if (cell.done(its)) {
          cells.remove();
        }
        continue;
      }
      RunKey key = its.key(missing.get(), cell.seed());
      if (!busy.contains(key) && !takenJustNow(key)) {
        busy.add(key);
        Job job =
            new Job(
                cell.label(),
                missing.get(),
                cell.seed(),
                cell.plan().study().threads(),
                cell.plan().watch());
        return Optional.of(new Task(job, key));
      }
    }
    return Optional.empty();
  }

  private boolean takenJustNow(RunKey key) {
    Long since = taken.get(key);
    return since != null && System.nanoTime() - since < TAKEN_NANOS;
  }

  /** Takes note of what came of a task. */
  synchronized void ended(Task task, Made made) {
    busy.remove(task.key());
    if (made.taken()) {
      taken.put(task.key(), System.nanoTime());
    } else if (made.outcome() == Outcome.FAILED) {
      failed.add(task.key());
    }
  }

  synchronized boolean finished() {
    return pending.isEmpty();
  }

  /** How far it is. */
  synchronized Tally tally(List<Cell> all) {
    Set<RunKey> counted = new HashSet<>();
    int toDo = 0;
    Set<RunKey> next = new HashSet<>();
    Map<String, Integer> waiting = new HashMap<>();
    for (Cell cell : all) {
      PlanRuns its = runs.get(cell.plan());
      Optional<TrainConfig> config = its.config(cell.arm());
      if (config.isEmpty()) {
        // Several measures look at one run: which one is known when the arm has chosen.
        waiting.merge(cell.label(), cell.measure().most(), Math::max);
        continue;
      }
      Measure.Runs seed = its.of(cell.seed());
      int known = 0;
      for (TrainConfig looked : cell.measure().looked(config.get(), seed)) {
        if (seed.of(looked).isPresent()) {
          counted.add(its.key(looked, cell.seed()));
          known++;
        }
      }
      Optional<TrainConfig> missing = cell.measure().next(config.get(), seed);
      if (missing.isPresent() && next.add(its.key(missing.get(), cell.seed()))) {
        toDo += Math.max(1, cell.measure().most() - known);
      }
    }
    toDo += waiting.values().stream().mapToInt(n -> n).sum();
    int done = (int) counted.stream().filter(key -> !failed.contains(key)).count();
    return new Tally(done, toDo, failed.size());
  }
}
