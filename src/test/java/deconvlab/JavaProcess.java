package deconvlab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of its own on the tests' class path, its output in files. */
public final class JavaProcess implements AutoCloseable {
  private static final int LONGEST_SECONDS = 240;

  private final Process process;
  private final Path out;
  private final Path err;

  private JavaProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts {@code main}; a fixed small heap, so that growth of the process is the library's. */
  public static JavaProcess start(Path folder, Class<?> main, String... arguments)
      throws IOException {
    return start(folder, Map.of(), main, arguments);
  }

  /** As {@link #start(Path, Class, String...)}, with more in its environment. */
  public static JavaProcess start(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    return start(folder, out, environment, main, arguments);
  }

  /** As the other, its standard output into {@code out}, which may be a device. */
  public static JavaProcess start(
      Path folder, Path out, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"));
    // They end before the second compiler's work pays: a third of their time.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-DOPT_OUT_TRACKING=true");
    for (String name : List.of("user.language", "user.country")) {
      command.add("-D" + name + "=" + System.getProperty(name, ""));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new JavaProcess(builder.start(), out, err);
  }

  /** Waits for the end; the exit status. */
  public int status() throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; its standard error:\n" + err());
    }
    return process.exitValue();
  }

  /** Waits until standard error holds {@code text}. */
  public void await(String text) throws IOException, InterruptedException {
    for (int i = 0; i < LONGEST_SECONDS * 20; i++) {
      if (err().contains(text)) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no '" + text + "' in its standard error:\n" + err());
  }

  /** Ctrl-C. POSIX only. */
  public void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /** Sends a signal by its name. POSIX only. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Kills it, as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The processes it has started. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  public String out() throws IOException {
    return Files.readString(out);
  }

  public String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
