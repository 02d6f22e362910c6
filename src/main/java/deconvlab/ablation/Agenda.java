package deconvlab.ablation;

import deconvlab.record.Outcome;
import deconvlab.record.RunKey;
import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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

  private final Map<Plan, PlanRuns> runs;
  private final List<Entry> all;
  private final List<Entry> pending;
  private final Set<RunKey> busy = new HashSet<>();
  private final Map<RunKey, Long> taken = new HashMap<>();
  private final Set<Told> made = new HashSet<>();
  private final Set<RunKey> failed = new HashSet<>();

  /** What hands work at. */
  record Task(Job job, RunKey key) {}

  /** A run with what it notes: another plan may ask more of the same one. */
  private record Told(RunKey key, Watch watch) {}

  /** A cell with what was last seen of it: a look at each after every run would take too long. */
  private static final class Entry {
    final Cell cell;
    Seen seen;

    Entry(Cell cell) {
      this.cell = cell;
    }
  }

  /**
   * What is seen of a cell.
   *
   * @param waits for what its arm chooses
   * @param known its runs that exist
   * @param missing the one it needs next, or null
   */
  private record Seen(boolean waits, List<RunKey> known, RunKey missing) {}

  Agenda(Map<Plan, PlanRuns> runs, List<Cell> cells) {
    this.runs = runs;
    all = cells.stream().map(Entry::new).toList();
    pending = new ArrayList<>(all);
  }

  /** The runs that failed in this sitting count as made, earlier ones do not. */
  synchronized boolean failedNow(RunKey key) {
    return failed.contains(key);
  }

  /**
   * The next run that nobody is at; empty if there is none now, see {@link #finished}.
   *
   * @throws IOException if a run that was made is not there
   */
  synchronized Optional<Task> next() throws IOException {
    for (Iterator<Entry> entries = pending.iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      Cell cell = entry.cell;
      PlanRuns its = runs.get(cell.plan());
      Optional<TrainConfig> missing = cell.next(its);
      if (missing.isEmpty()) {
        if (cell.done(its)) {
          entry.seen = null;
          entries.remove();
        }
        continue;
      }
      RunKey key = its.key(missing.get(), cell.seed());
      if (entry.seen != null && !key.equals(entry.seen.missing())) {
        // Another process has made what it lacked.
        entry.seen = null;
      }
      if (!busy.contains(key) && !takenJustNow(key)) {
        refuse(cell, key);
        busy.add(key);
        int threads = cell.plan().study().threads();
        Watch watch = cell.plan().watch();
        Job job = new Job(cell.label(), missing.get(), cell.seed(), threads, watch);
        return Optional.of(new Task(job, key));
      }
    }
    return Optional.empty();
  }

  private void refuse(Cell cell, RunKey key) throws IOException {
    if (made.contains(new Told(key, cell.plan().watch()))) {
      throw new IOException(
          Text.format(
              "%s: the run was made, but the store has none of its key %s: either its file was"
                  + " taken away, or the worker has other images of '%s' than this process",
              cell.label(), key, cell.arm().config().data()));
    }
  }

  private boolean takenJustNow(RunKey key) {
    Long since = taken.get(key);
    return since != null && System.nanoTime() - since < TAKEN_NANOS;
  }

  /** Takes note of what came of a task. */
  synchronized void ended(Task task, Made what) {
    RunKey key = task.key();
    busy.remove(key);
    if (what.taken()) {
      taken.put(key, System.nanoTime());
      return;
    }
    if (what.outcome() == Outcome.FAILED) {
      failed.add(key);
    }
    if (what.outcome() != Outcome.INTERRUPTED) {
      made.add(new Told(key, task.job().watch()));
    }
    for (Entry entry : all) {
      if (entry.seen != null && (entry.seen.waits() || key.equals(entry.seen.missing()))) {
        entry.seen = null;
      }
    }
  }

  synchronized boolean finished() {
    return pending.isEmpty();
  }

  /** As {@link #tally}, with what other processes have made meanwhile. */
  synchronized Tally recount() {
    all.forEach(entry -> entry.seen = null);
    return tally();
  }

  /** How far it is, as this process knows. */
  synchronized Tally tally() {
    Set<RunKey> counted = new HashSet<>();
    int toDo = 0;
    Set<RunKey> next = new HashSet<>();
    Map<String, Integer> waiting = new HashMap<>();
    for (Entry entry : all) {
      int most = entry.cell.measure().most();
      if (entry.seen == null) {
        entry.seen = seen(entry.cell);
      }
      Seen seen = entry.seen;
      counted.addAll(seen.known());
      if (seen.waits()) {
        // Several measures look at one run: which one is known when the arm has chosen.
        waiting.merge(entry.cell.label(), most, Math::max);
      } else if (seen.missing() != null && next.add(seen.missing())) {
        toDo += Math.max(1, most - seen.known().size());
      }
    }
    toDo += waiting.values().stream().mapToInt(n -> n).sum();
    int done = (int) counted.stream().filter(key -> !failed.contains(key)).count();
    return new Tally(done, toDo, failed.size());
  }

  private Seen seen(Cell cell) {
    PlanRuns its = runs.get(cell.plan());
    Optional<TrainConfig> config = its.config(cell.arm());
    if (config.isEmpty()) {
      return new Seen(true, List.of(), null);
    }
    Measure.Runs seed = its.of(cell.seed());
    List<RunKey> known =
        cell.measure().looked(config.get(), seed).stream()
            .filter(looked -> seed.of(looked).isPresent())
            .map(looked -> its.key(looked, cell.seed()))
            .toList();
    Optional<TrainConfig> missing = cell.measure().next(config.get(), seed);
    return new Seen(false, known, missing.map(m -> its.key(m, cell.seed())).orElse(null));
  }
}
