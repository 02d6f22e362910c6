package deconvlab.ablation;

import ai.djl.Device;
import deconvlab.data.ImageData;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.text.Text;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The hand that works in a process of its own, see {@link Worker}. A process that dies is replaced
 * and its run tried once more; a run at which two have died is kept as failed.
 */
final class WorkerProcess implements Hand {
  /** Options of this Java that a worker's has, too: what it may hold, how it compiles. */
  private static final List<String> PASSED_ON = List.of("-D", "--enable-native", "-Xmx", "-XX:");

  private static final int TRIES = 2;
  private static final int LAST_WORDS_SECONDS = 20;

  private final Store store;
  private final Device device;
  private final Function<String, ImageData> data;
  private final Consumer<String> log;
  private Process process;
  private BufferedWriter jobs;
  private BufferedReader answers;
  private boolean closed;
  private volatile boolean training;
  private boolean reported;

  WorkerProcess(
      Store store, Device device, Function<String, ImageData> data, Consumer<String> log) {
    this.store = store;
    this.device = device;
    this.data = data;
    this.log = log;
  }

  @Override
  public Made make(Job job, IntConsumer steps) throws IOException, InterruptedException {
    String end = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (!start()) {
        return interrupted();
      }
      Made made = ask(job, steps);
      if (made != null) {
        return made;
      }
      if (isClosed()) {
        return interrupted();
      }
      process.waitFor();
      end = "its process " + death();
      reported = true;
      log.accept(
          Text.format("%s: %s%s", job.label(), end, attempt == 0 ? "; trying once more" : ""));
    }
    String why = Text.format("%s, %d times", end, TRIES);
    RunRecord failed =
        RunMaker.failed(job, data.apply(job.config().data()), device, why).watched(job.watch());
    RunMaker.keep(failed, store);
    return new Made(Outcome.FAILED, 0, 0, why);
  }

  private String death() {
    return Text.format("died (exit status %d)", process.exitValue());
  }

  private static Made interrupted() {
    return new Made(Outcome.INTERRUPTED, 0, 0, "");
  }

  /** Starts a process where none is alive, and waits until it is ready; false if it is closed. */
  private boolean start() throws IOException {
    synchronized (this) {
      if (closed || (process != null && process.isAlive())) {
        return !closed;
      }
      if (process != null && !reported) {
        log.accept(Text.format("a worker %s; another one starts", death()));
      }
      reported = false;
      training = false;
      process =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      jobs =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
    // Not under the lock: who closes the hand meanwhile does not wait for it.
    String first = line();
    String trouble = first == null ? "its words are above" : said(first).error();
    if (trouble != null && !isClosed()) {
      throw new IOException("a worker process does not start: " + trouble);
    }
    return !isClosed();
  }

  /** What came of the job; null if the process died over it. */
  private Made ask(Job job, IntConsumer steps) throws IOException {
    training = false;
    try {
      jobs.write(Json.write(job));
      jobs.newLine();
      jobs.flush();
    } catch (IOException e) {
      // Its end is found below.
      log.accept(job.label() + ": " + e.getMessage());
    }
    for (String line = line(); line != null; line = line()) {
      Worker.Said said = said(line);
      if (said.error() != null) {
        throw new IOException(said.error());
      }
      if (said.says() != null) {
        log.accept(said.says());
      }
      if (said.steps() != null) {
        training = true;
        steps.accept(said.steps());
      }
      if (said.made() != null) {
        return said.made();
      }
    }
    return null;
  }

  private String line() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  /** A JVM that crashes says so on standard output: what is no word of a worker's is passed on. */
  private static Worker.Said said(String line) {
    try {
      return Json.read(line, Worker.Said.class);
    } catch (JsonException e) {
      return new Worker.Said(null, null, null, Text.printable(line));
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Its input ends: it stops after the current step, keeps what it has, and ends. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (process == null) {
        return;
      }
    }
    try {
      jobs.close();
    } catch (IOException e) {
      // It has died: there is nothing to tell it.
      process.destroy();
    }
    awaitEnd();
  }

  /**
   * A terminal's Ctrl-C interrupts this thread again and again: the worker has its time even so.
   */
  private void awaitEnd() {
    if (!training) {
      // It has nothing to keep, and may be far from its first step.
      process.destroyForcibly();
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_WORDS_SECONDS);
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          process.destroyForcibly();
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How it is started; its device comes last. */
  List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> PASSED_ON.stream().anyMatch(a::startsWith))
        .forEach(command::add);
    command.add("-Djava.awt.headless=true");
    command.addAll(List.of("-cp", classPath(), Worker.class.getName()));
    String where = device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    command.addAll(List.of(store.place().toAbsolutePath().toString(), where));
    return command;
  }

  /** Ours: a kernel has put our libraries in front of its own class path without telling Java. */
  private static String classPath() throws IOException {
    String told = System.getProperty("java.class.path");
    try {
      Path ours = Path.of(Worker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      boolean isJar = ours.toString().endsWith(".jar");
      return isJar ? ours + File.pathSeparator + ours.resolveSibling("lib") + "/*" : told;
    } catch (URISyntaxException e) {
      throw new IOException("where deconv-lab's own classes are cannot be said", e);
    }
  }
}
