package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import deconvlab.data.ImageData;
import deconvlab.record.Copy;
import deconvlab.record.Hashes;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Platform;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A run on its way as one file, from which it goes on to the same numbers as if it had never
 * stopped: its record so far, and every array that its steps change. Random numbers need no place
 * in it: order, augmentation and noise are drawn by seed and epoch, dropout, codes and a critic's
 * mixtures by seed and step.
 *
 * <p>A line {@code deconv-lab checkpoint FORMAT SHA-256}, hash of all that follows: {@link About}
 * as a line of JSON, then the arrays as DJL's {@link NDList} writes them.
 *
 * @param file where it is
 * @param about the run
 * @param arrays as they stand in the file
 */
public record Checkpoint(Path file, About about, byte[] arrays) {
  private static final int FORMAT = 1;
  private static final Pattern HEAD =
      Pattern.compile("deconv-lab checkpoint (\\d{1,9}) ([0-9a-f]{64})\n");
  private static final int LONGEST_HEAD = 100;
  private static final int LARGEST = 1 << 30;

  /**
   * What stands in a checkpoint beside its arrays.
   *
   * @param run its record so far, as of its last step: what was scored or counted after that step
   *     is made again
   * @param logEvery see {@link RunOptions}, as the next two
   * @param noted see {@link Saving}
   * @param names of the arrays
   */
  public record About(
      RunRecord run,
      int logEvery,
      boolean scalars,
      int scoreEvery,
      String noted,
      List<String> names) {}

  /** Of a run so far, which may have been scored after its last step. */
  static Checkpoint of(RunRecord run, RunOptions options, Map<String, NDArray> state) {
    int done = run.steps().length();
    RunRecord at = run.withSeries(run.steps(), before(done, run.probes()));
    at = Copy.with(at, "scores", at.scores().stream().filter(s -> s.step() < done).toList());
    String noted = options.saving().noted();
    List<String> names = List.copyOf(state.keySet());
    About about =
        new About(at, options.logEvery(), options.scalars(), options.scoreEvery(), noted, names);
    ByteArrayOutputStream arrays = new ByteArrayOutputStream();
    try {
      new NDList(state.values()).encode(arrays);
    } catch (IOException e) {
      throw new UncheckedIOException("arrays could not be written into memory", e);
    }
    return new Checkpoint(options.saving().file(), about, arrays.toByteArray());
  }

  private static Series before(int done, Series probes) {
    if (probes.length() == 0) {
      return probes;
    }
    float[] at = probes.get(RunRecord.PROBE_STEP);
    return probes.rows(IntStream.range(0, at.length).filter(i -> at[i] < done).toArray());
  }

  /**
   * Writes it, whole or not at all, in place of the one before.
   *
   * @throws IOException if it cannot be written or is too large to be read again
   */
  void write() throws IOException {
    write(LARGEST);
  }

  void write(int most) throws IOException {
    byte[] line = (Json.write(about) + "\n").getBytes(StandardCharsets.UTF_8);
    String head = Text.format("deconv-lab checkpoint %d %s\n", FORMAT, Hashes.sha256(line, arrays));
    long size = (long) head.length() + line.length + arrays.length;
    if (size > most) {
      throw new IOException(
          Text.format("%s would have %,d bytes, at most %,d are read", file, size, most));
    }
    WholeFiles.write(file, head.getBytes(StandardCharsets.UTF_8), line, arrays);
  }

  /**
   * Reads one.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is none, damaged or of a newer format; says what to do
   */
  public static Checkpoint read(Path file) throws IOException {
    byte[] all = WholeFiles.read(file, LARGEST);
    int most = Math.min(all.length, LONGEST_HEAD);
    Matcher head = HEAD.matcher(new String(all, 0, most, StandardCharsets.ISO_8859_1));
    Checks.that(
        head.lookingAt(), "%s is no checkpoint: 'lab train' says at its start where it is", file);
    int format = Integer.parseInt(head.group(1));
    Checks.that(
        format == FORMAT,
        "%s: format=%d, this version reads checkpoints of format %d: go on with the version that"
            + " wrote it",
        file,
        format,
        FORMAT);
    byte[] body = Arrays.copyOfRange(all, head.end(), all.length);
    Checks.that(
        Hashes.sha256(body).equals(head.group(2)),
        "%s is damaged, its bytes are not those that were written: restore it, or delete it and"
            + " begin again",
        file);
    int end = IntStream.range(0, body.length).filter(i -> body[i] == '\n').findFirst().orElse(0);
    try {
      About about = Json.read(Arrays.copyOf(body, end), About.class);
      return new Checkpoint(file, about, Arrays.copyOfRange(body, end + 1, body.length));
    } catch (JsonException e) {
      throw new IllegalArgumentException(
          Text.format("%s: %s: go on with the version that wrote it", file, e.getMessage()), e);
    }
  }

  /** What trained. */
  public TrainConfig config() {
    return Patch.config(about.run.configuration());
  }

  /** How many steps are done. */
  public int steps() {
    return about.run.steps().length();
  }

  /**
   * Refuses another run, and what would change its numbers.
   *
   * @throws IllegalArgumentException saying what differs
   */
  void require(RunRecord now, ImageData data, RunOptions options) {
    RunRecord run = about.run;
    same("configuration", run.configuration(), now.configuration());
    same("seed", run.seed(), now.seed());
    boolean images = run.data().isOf(data.pixelsSha256(), data.labelsSha256());
    Checks.that(images, "%s: its run trains on other images than '%s' here", file, data.name());
    Platform then = run.platform();
    Platform here = now.platform();
    same("code", then.code(), here.code());
    same("library", then.library(), here.library());
    same("processor", then.cpu(), here.cpu());
    same("device", then.device(), here.device());
    same("threads", then.threads(), here.threads());
    same("steps between two copies from the device", about.logEvery, options.logEvery());
    same("noting of scalars", about.scalars, options.scalars());
    same("steps between two scores", about.scoreEvery, options.scoreEvery());
    same("noting", about.noted, options.saving().noted());
  }

  private void same(String what, Object then, Object here) {
    Checks.that(
        then.equals(here),
        "%s: its run's %s is %s, here it is %s: go on where and as it began, or begin again",
        file,
        what,
        then,
        here);
  }
}
