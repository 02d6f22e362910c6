package deconvlab.ablation;

import ai.djl.Device;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.nn.Torch;
import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import deconvlab.record.Store;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jline.utils.Signals;

/**
 * A process that makes runs for another one: a job as a line of JSON on standard input, what comes
 * of it on standard output. When its input ends, because the other one stops or has died, it stops
 * after the current step, keeps what it has and ends. Signals are the other one's: a terminal sends
 * Ctrl-C to both.
 */
public final class Worker {
  private static final String END = "";
  private static final long AGAIN_NANOS = 100_000_000L;
  private static final long TELL_NANOS = 100_000_000L;

  private final RunMaker maker;
  private final PrintStream out;
  private final LinkedBlockingQueue<String> jobs = new LinkedBlockingQueue<>();
  private volatile boolean stopped;
  private long told = System.nanoTime();

  private Worker(RunMaker maker, PrintStream out) {
    this.maker = maker;
    this.out = out;
  }

  /**
   * What a worker says, one of them not null.
   *
   * @param steps steps done of the current run; 0 when it is ready for one
   * @param made what came of the job
   * @param error why it cannot go on: the store cannot be read or written
   * @param says something a user should read
   */
  record Said(
      @Defaulted Integer steps,
      @Defaulted Made made,
      @Defaulted String error,
      @Defaulted String says) {}

  /** Arguments: the store and the device. */
  public static void main(String[] arguments) throws InterruptedException {
    List.of("INT", "TERM", "HUP").forEach(name -> Signals.register(name, () -> {}));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What libraries print must not come between.
    System.setOut(System.err);
    Map<String, ImageData> loaded = new HashMap<>();
    Store store =
        Store.at(
            Path.of(arguments[0]),
            line -> out.println(Json.write(new Said(null, null, null, line))));
    Device device;
    try {
      device = Torch.device(arguments[1]);
    } catch (IllegalArgumentException e) {
      // It was there for who started this process.
      out.println(Json.write(new Said(null, null, e.getMessage(), null)));
      return;
    }
    RunMaker maker =
        new RunMaker(store, device, name -> loaded.computeIfAbsent(name, Datasets::load));
    Worker worker = new Worker(maker, out);
    worker.say(new Said(0, null, null, null));
    worker.work();
  }

  private void work() throws InterruptedException {
    Thread worker = Thread.currentThread();
    Thread reader = new Thread(() -> read(worker), "jobs");
    reader.setDaemon(true);
    reader.start();
    while (!stopped) {
      String line;
      try {
        line = jobs.take();
      } catch (InterruptedException e) {
        return;
      }
      if (line.equals(END)) {
        return;
      }
      say(made(line));
    }
  }

  private Said made(String line) {
    try {
      Job job = Json.read(line, Job.class);
      return new Said(null, maker.make(job, Here.told(this::step)), null, null);
    } catch (IOException e) {
      return new Said(null, null, String.valueOf(e.getMessage()), null);
    }
  }

  /** Now and then: a line for each step takes both processes a few percent of a short one. */
  private void step(int steps) {
    long now = System.nanoTime();
    if (now - told >= TELL_NANOS) {
      told = now;
      say(new Said(steps, null, null, null));
    }
  }

  private void say(Said said) {
    out.println(Json.write(said));
  }

  private void read(Thread worker) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        jobs.add(line);
      }
    } catch (IOException e) {
      System.err.println("worker: " + e.getMessage());
    }
    stopped = true;
    jobs.add(END);
    // Again and again: some libraries lose an interrupt.
    while (worker.isAlive()) {
      worker.interrupt();
      LockSupport.parkNanos(AGAIN_NANOS);
    }
  }
}
