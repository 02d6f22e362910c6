package deconvlab.ablation;

import ai.djl.Device;
import deconvlab.data.ImageData;
import deconvlab.record.Claims;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An agenda whose runs an engine makes: all that can be made now is sent together, what comes back
 * lands in this store, and with it what a search or a tuning needs next. A run is claimed here
 * while it is away.
 */
final class Dispatch {
  /** Each is looked for in the store again when another has landed. */
  private static final int MOST_AWAY = 1000;

  private static final int PAUSE_MILLIS = 100;

  private final Store store;
  private final Agenda agenda;
  private final Function<String, ImageData> data;
  private final StudyListener listener;
  private final Map<String, Away> away = new HashMap<>();
  private final LinkedBlockingQueue<Elsewhere.Returned> back = new LinkedBlockingQueue<>();

  private record Away(Agenda.Task task, Claims.Claim claim) {}

  Dispatch(Store store, Agenda agenda, Function<String, ImageData> data, StudyListener listener) {
    this.store = store;
    this.agenda = agenda;
    this.data = data;
    this.listener = listener;
  }

  /** Works until all is made; true if this thread was interrupted. */
  boolean by(Elsewhere engine) throws IOException {
    try {
      for (List<String> jobs = next(); !agenda.finished(); jobs = next()) {
        if (!jobs.isEmpty()) {
          listener.says(Text.format("%d runs sent, %d away", jobs.size(), away.size()));
          engine.send(jobs, threads(), back::add);
        }
        landed();
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    } finally {
      for (Away one : away.values()) {
        one.claim().close();
      }
    }
  }

  private int threads() {
    return away.values().stream().mapToInt(one -> one.task().job().threads()).max().orElse(1);
  }

  private List<String> next() throws IOException {
    List<String> jobs = new ArrayList<>();
    while (away.size() < MOST_AWAY) {
      Optional<Agenda.Task> task = agenda.next();
      if (task.isEmpty()) {
        break;
      }
      claimed(task.get()).ifPresent(jobs::add);
    }
    return jobs;
  }

  /** The line to send; empty if another process is at it or has made it. */
  private Optional<String> claimed(Agenda.Task task) throws IOException {
    Optional<Claims.Claim> claim = store.claim(task.key());
    if (claim.isEmpty()) {
      agenda.ended(task, Made.TAKEN);
      return Optional.empty();
    }
    Optional<RunRecord> there = store.find(task.key());
    Optional<String> line = RunMaker.lacking(task.job(), there).map(Json::write);
    if (line.isPresent()) {
      away.put(line.get(), new Away(task, claim.get()));
    } else {
      claim.get().close();
      agenda.ended(task, RunMaker.made(there.get(), 0));
    }
    return line;
  }

  /** Waits for one, then takes all that is there. */
  private void landed() throws IOException, InterruptedException {
    Elsewhere.Returned one = back.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    for (; one != null; one = back.poll()) {
      if (one.job().isEmpty()) {
        throw new IOException(one.trouble());
      }
      Away its = away.remove(one.job());
      try (Claims.Claim claim = its.claim()) {
        land(its.task(), record(its.task(), one));
      }
    }
  }

  private void land(Agenda.Task task, RunRecord run) throws IOException {
    RunMaker.keep(run, store);
    Made made = RunMaker.made(run, run.seconds());
    agenda.ended(task, made);
    String label = task.job().label();
    listener.ended(0, label, made.outcome(), made.steps(), made.seconds(), made.message());
    listener.tally(agenda.tally());
  }

  private RunRecord record(Agenda.Task task, Elsewhere.Returned one) throws IOException {
    Job job = task.job();
    if (one.record().length == 0) {
      ImageData images = data.apply(job.config().data());
      return RunMaker.failed(job, images, Device.cpu(), one.trouble()).watched(job.watch());
    }
    RunRecord run = RunFiles.parse(store.file(task.key()), one.record());
    if (!RunKey.of(run).equals(task.key()) || run.outcome() == Outcome.INTERRUPTED) {
      throw new IOException(
          Text.format(
              "%s: run %s was sent and %s came back (%s): the worker has other images of '%s' than"
                  + " this machine, or another version of deconv-lab",
              job.label(), task.key(), RunKey.of(run), run.outcome(), job.config().data()));
    }
    return run;
  }
}
