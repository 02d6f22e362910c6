package deconvlab.spark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * This executor's worker, {@code deconvlab.ablation.Worker}: a process that makes one run after
 * another into a store of its own and ends when the executor does. One run at a time, since the
 * engine collects the gradients of one a process.
 */
final class RemoteWorker {
  private static RemoteWorker here;

  private final Path store;
  private final Process process;
  private final BufferedWriter jobs;
  private final BufferedReader answers;

  /** It says why, and another try would end so too. */
  static final class UnableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnableException(String why) {
      super(why);
    }
  }

  private RemoteWorker(Path home) throws IOException, UnableException {
    Path jar = home.resolve("target").resolve("deconv-lab.jar");
    if (!Files.isRegularFile(jar)) {
      throw new UnableException(
          jar + " is not there: build deconv-lab, or name its folder by spark.deconvlab.home");
    }
    store = Files.createTempDirectory("deconv-lab-worker");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String libraries = jar.resolveSibling("lib") + File.separator + "*";
    process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx3g",
                "-DOPT_OUT_TRACKING=true",
                "-Ddeconvlab.home=" + home,
                "-cp",
                jar + File.pathSeparator + libraries,
                "deconvlab.ablation.Worker",
                store.toString(),
                "cpu")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    jobs = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    String ready = answers.readLine();
    if (ready == null || said(ready, "error")) {
      throw new UnableException("its worker does not start: " + ready);
    }
  }

  /**
   * The record of a run as the bytes of its file.
   *
   * @throws UnableException if the worker cannot work there
   * @throws IOException if its process dies over the run
   */
  static synchronized byte[] record(String home, String job) throws IOException, UnableException {
    if (here == null || !here.process.isAlive()) {
      here = new RemoteWorker(Path.of(home));
    }
    return here.make(job);
  }

  private byte[] make(String job) throws IOException, UnableException {
    jobs.write(job);
    jobs.newLine();
    jobs.flush();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (said(line, "error")) {
        throw new UnableException(line);
      }
      if (said(line, "made")) {
        return taken();
      }
      if (said(line, "says")) {
        System.err.println(line);
      }
    }
    throw new IOException("the worker process has ended");
  }

  /** Which field of an answer is not null; inside a text the quotes would be escaped. */
  private static boolean said(String line, String field) {
    String name = "\"" + field + "\":";
    return line.contains(name) && !line.contains(name + "null");
  }

  /** The store's only run, which leaves it. */
  private byte[] taken() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(store.resolve("runs"))) {
      files = all.toList();
    }
    byte[] record = {};
    for (Path file : files) {
      record = Files.readAllBytes(file);
      Files.delete(file);
    }
    return record;
  }
}
