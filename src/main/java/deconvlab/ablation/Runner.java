package deconvlab.ablation;

import ai.djl.Device;
import deconvlab.data.ImageData;
import deconvlab.record.Claims;
import deconvlab.record.Images;
import deconvlab.record.RunKey;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes the runs that plans lack in a store: all arms of one seed before the next seed, so that
 * what is stopped has whole pairs. Any number of runners, in any number of processes, may share a
 * store.
 */
public final class Runner {
  private static final int PAUSE_MILLIS = 100;

  private final Store store;
  private final List<Device> devices;
  private final Function<String, ImageData> data;
  private final StudyListener listener;
  private final int workers;

  /**
   * A runner into {@code store}.
   *
   * @param devices where to run: workers have one each, in turns, whatever they make; this thread
   *     has the first
   * @param data gives the data set of a name
   * @param workers processes that make the runs; 0 to make them in this thread
   */
  public Runner(
      Store store,
      List<Device> devices,
      Function<String, ImageData> data,
      int workers,
      StudyListener listener) {
    this.store = store;
    this.devices = List.copyOf(devices);
    Map<String, ImageData> loaded = new ConcurrentHashMap<>();
    this.data = name -> loaded.computeIfAbsent(name, data);
    this.workers = workers;
    this.listener = listener;
  }

  /** All on one device. */
  public Runner(
      Store store,
      Device device,
      Function<String, ImageData> data,
      int workers,
      StudyListener listener) {
    this(store, List.of(device), data, workers, listener);
  }

  /**
   * How many workers are used where so many are asked for: never more threads than cores.
   *
   * @param asked null for as many as fit, but one a GPU
   */
  public static int workers(Integer asked, int threads, List<Device> devices) {
    int fit = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    int wanted = devices.get(0).isGpu() ? devices.size() : fit;
    return Math.min(asked == null ? wanted : asked, fit);
  }

  /** What came of it; {@code interrupted} where the thread was, which ends the work. */
  public record Result(Tally tally, boolean interrupted) {}

  /** As {@link #run(List, int, int)}, all of it. */
  public Result run(Plan... plans) throws IOException {
    return run(List.of(plans), 0, 1);
  }

  /**
   * Makes what the plans lack, keeping each plan's study in the store first.
   *
   * @param shard which of {@code shards} parts, from 0; every arm of one seed is in one part
   * @throws IOException if the store cannot be read or written
   */
  public Result run(List<Plan> plans, int shard, int shards) throws IOException {
    Work work = begun(plans, shard, shards);
    List<Hand> hands = hands();
    try {
      boolean interrupted = work.by(hands) || (shard == 0 && times(plans, work));
      return new Result(work.agenda.recount(), interrupted);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      hands.forEach(Hand::close);
    }
  }

  /**
   * As {@link #run(List, int, int)}, the runs made by an engine on its machines' CPUs. Steps are
   * timed where nothing else runs: not there.
   */
  public Result run(List<Plan> plans, int shard, int shards, Elsewhere engine) throws IOException {
    Work work = begun(plans, shard, shards);
    for (Plan plan : plans) {
      if (plan.study().time() > 0) {
        say(Text.format("%s: its steps are timed by environment/lab ablate", plan.study().id()));
      }
    }
    try {
      boolean interrupted = new Dispatch(store, work.agenda, data, listener).by(engine);
      return new Result(work.agenda.recount(), interrupted);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Work begun(List<Plan> plans, int shard, int shards) throws IOException {
    Work work = work(plans, shard, shards);
    store.prepare();
    for (Plan plan : plans) {
      StoredStudy.of(plan, work.images).keep(store, this::say);
    }
    listener.tally(work.agenda.tally());
    return work;
  }

  /** Times what the plans ask to be timed and is not yet; true if it was interrupted. */
  private boolean times(List<Plan> plans, Work work) throws IOException {
    for (Plan plan : plans) {
      String id = plan.study().id();
      PlanRuns runs = new PlanRuns(plan, store, work.images, key -> true);
      if (plan.study().time() == 0 || runs.costs().isPresent()) {
        continue;
      }
      say(Text.format("%s: timing %d arms, %d turns", id, plan.arms().size(), plan.study().time()));
      try (Claims.Claim claim = alone()) {
        store.putCosts(StepTimer.time(plan, runs, devices.get(0), data, plan.study().time()));
      } catch (InterruptedException e) {
        return true;
      } catch (StepTimer.UntimedException e) {
        say(Text.format("%s: not timed: %s", id, e.getMessage()));
      }
    }
    return false;
  }

  private Claims.Claim alone() throws IOException, InterruptedException {
    Optional<Claims.Claim> alone = store.claimAll();
    while (alone.isEmpty()) {
      Thread.sleep(PAUSE_MILLIS);
      alone = store.claimAll();
    }
    return alone.get();
  }

  /** How far the plans are, without running anything. */
  public Tally count(List<Plan> plans, int shard, int shards) throws IOException {
    try {
      return work(plans, shard, shards).agenda.tally();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Work work(List<Plan> plans, int shard, int shards) {
    Checks.that(
        shard >= 0 && shard < shards,
        "shard=%d/%d must be i/n with i from 0 to n-1",
        shard,
        shards);
    Work work = new Work();
    for (Plan plan : plans) {
      for (Arm arm : plan.arms()) {
        String name = arm.config().data();
        work.images.computeIfAbsent(
            name,
            n -> {
              ImageData all = data.apply(n);
              return new Images(all.pixelsSha256(), all.labelsSha256(), all.note());
            });
      }
      for (Cell cell : plan.cells()) {
        int at = plan.seeds().indexOf(cell.seed());
        if (at < 0 || at % shards == shard) {
          work.cells.add(cell);
        }
      }
    }
    work.begin(plans);
    return work;
  }

  /** A worker keeps its device: a process that dies is replaced by one on the same. */
  List<Hand> hands() {
    List<Hand> hands = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Device device = devices.get(i % devices.size());
      hands.add(new WorkerProcess(store, device, data, this::say));
    }
    return workers > 0 ? hands : List.of(new Here(new RunMaker(store, devices.get(0), data)));
  }

  private void say(String line) {
    synchronized (listener) {
      listener.says(line);
    }
  }

  /** The work of one call. */
  private final class Work {
    private final Map<String, Images> images = new HashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private Agenda agenda;

    void begin(List<Plan> plans) {
      Map<Plan, PlanRuns> runs = new LinkedHashMap<>();
      Predicate<RunKey> failedNow = key -> agenda.failedNow(key);
      plans.forEach(plan -> runs.put(plan, new PlanRuns(plan, store, images, failedNow)));
      agenda = new Agenda(runs, cells);
    }

    /** Works until all is done; true if the calling thread was interrupted. */
    boolean by(List<Hand> hands) throws IOException {
      Shift shift = new Shift(agenda, listener);
      return workers == 0 ? shift.by(hands.get(0)) : shift.by(hands);
    }
  }
}
