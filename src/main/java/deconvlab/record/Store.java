package deconvlab.record;

import deconvlab.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where runs are kept, found by their key: {@code runs/} has a file for each, {@code studies/} what
 * was asked of them. A file is written whole or not at all, so any number of processes may share a
 * store; a run that did not end by itself is kept beside, under a name that says so. Runs are kept
 * compressed; plain ones of older stores are read as well. A store that is one {@code .zip} file is
 * read as it is.
 */
public final class Store {
  private static final String RUNS = "runs";
  private static final String STUDIES = "studies";
  private static final String JSON = ".json";
  private static final int LARGEST_STUDY = 16 << 20;
  private static final List<Outcome> UNFINISHED = List.of(Outcome.FAILED, Outcome.INTERRUPTED);

  /** What is left of a file of a run, with the run's hash. */
  private static final Pattern PART =
      Pattern.compile("\\..*-seed\\d+-(\\p{XDigit}{16})\\..*\\.part");

  private final Path place;
  private final StoreFiles files;
  private final Consumer<String> log;
  private final Set<Path> damaged = ConcurrentHashMap.newKeySet();

  private Store(Path place, Consumer<String> log) {
    this.place = place;
    this.files = StoreFiles.at(place);
    this.log = log;
  }

  /** The store in a folder, which need not exist yet, or in a {@code .zip} file. */
  public static Store at(Path place) {
    return at(place, message -> {});
  }

  /** As {@link #at(Path)}; {@code log} hears of every file that is damaged. */
  public static Store at(Path place, Consumer<String> log) {
    return new Store(place, log);
  }

  /** The folder, or the {@code .zip} file. */
  public Path place() {
    return place;
  }

  /** The file of a finished run, whether it is there or not. */
  public Path file(RunKey key) {
    return place.resolve(RUNS).resolve(key.file() + RunFiles.PACKED);
  }

  /** Where a run is saved on its way; {@link #put} deletes it with the run's end. */
  public Path checkpoint(RunKey key) {
    return place.resolve(key.checkpoint());
  }

  /** Tells who reads the log. */
  public void say(String line) {
    log.accept(line);
  }

  private Path plain(RunKey key) {
    return place.resolve(RUNS).resolve(key.file());
  }

  /**
   * The finished run of a key. A file that does not parse, or holds another run, is reported once:
   * the run is missing then. The file stays until {@link #put} has another to put in its place.
   *
   * @throws IOException if a file cannot be read or is of a newer format; nothing is moved then
   */
  public Optional<RunRecord> find(RunKey key) throws IOException {
    Optional<RunRecord> packed = find(key, file(key));
    return packed.isPresent() ? packed : find(key, plain(key));
  }

  private Optional<RunRecord> find(RunKey key, Path file) throws IOException {
    try {
      Optional<byte[]> text = files.read(RUNS + "/" + file.getFileName(), RunFiles.LARGEST);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      RunRecord run = RunFiles.parse(file, text.get());
      if (unfinished(run) || !RunKey.of(run).equals(key)) {
        throw new RunFiles.DamagedException(
            file, Text.format("it is the run %s, %s", RunKey.of(run), run.outcome()), null);
      }
      damaged.remove(file);
      return Optional.of(run);
    } catch (RunFiles.DamagedException e) {
      if (damaged.add(file)) {
        log.accept(e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** What is left of a run that failed, as long as it is not done; none of one that is damaged. */
  public Optional<RunRecord> failed(RunKey key) throws IOException {
    String name = RUNS + "/" + beside(key, Outcome.FAILED);
    Optional<byte[]> text = files.read(name, RunFiles.LARGEST);
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(RunFiles.parse(place.resolve(name), text.get()));
    } catch (RunFiles.DamagedException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a run. One that ended by itself counts as done from now on; one that was interrupted or
   * failed is kept beside until the run is done. A file in its place that {@link #find} saw to be
   * damaged is set aside.
   *
   * @return where it is
   */
  public RunFiles.Kept put(RunRecord run) throws IOException {
    files.writable();
    RunKey key = RunKey.of(run);
    boolean done = !unfinished(run);
    for (Path there : List.of(file(key), plain(key))) {
      if (done && damaged.remove(there)) {
        log.accept(setAside(there));
      }
    }
    Path file = done ? file(key) : file(key).resolveSibling(beside(key, run.outcome()));
    RunFiles.Kept kept = RunFiles.keepAs(run, file);
    if (done && kept.inPlace()) {
      Files.deleteIfExists(plain(key));
      Files.deleteIfExists(checkpoint(key));
      for (Outcome outcome : UNFINISHED) {
        Files.deleteIfExists(file.resolveSibling(beside(key, outcome)));
      }
    }
    return kept;
  }

  /**
   * Claims a run for this process until the claim is closed or the process dies.
   *
   * @return empty if somebody else has it
   */
  public Optional<Claims.Claim> claim(RunKey key) throws IOException {
    files.writable();
    return Claims.of(place).tryClaim(key.hash());
  }

  /** Claims all of the store, so that nothing else runs; empty if somebody is at something. */
  public Optional<Claims.Claim> claimAll() throws IOException {
    files.writable();
    return Claims.of(place).tryClaimAll();
  }

  /** Keeps what a study's steps cost. */
  public void putCosts(StepCosts costs) throws IOException {
    files.writable();
    byte[] text = Json.pretty(costs).getBytes(StandardCharsets.UTF_8);
    WholeFiles.write(place.resolve(costs(costs.study(), costs.profile())), text);
  }

  /** What a study's steps cost, if that was timed. */
  public Optional<StepCosts> findCosts(String study, String profile) throws IOException {
    String name = costs(study, profile);
    Optional<byte[]> text = files.read(name, LARGEST_STUDY);
    return text.isEmpty() ? Optional.empty() : Optional.of(costs(place.resolve(name), text.get()));
  }

  /** Reads what a study's steps cost. */
  public static StepCosts costs(Path file) throws IOException {
    return costs(file, WholeFiles.read(file, LARGEST_STUDY));
  }

  private static StepCosts costs(Path file, byte[] text) throws IOException {
    try {
      return Json.read(text, StepCosts.class);
    } catch (JsonException e) {
      throw new RunFiles.DamagedException(file, e.getMessage(), e);
    }
  }

  /** The finished runs whose key begins so. */
  public List<RunRecord> runs(String key) throws IOException {
    return read(name -> name.contains("-" + key));
  }

  /** The files of the finished runs; of one that stands there twice, the one that is found. */
  private Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>(files.names(RUNS, JSON + RunFiles.PACKED));
    for (String plain : files.names(RUNS, JSON)) {
      if (!names.contains(plain + RunFiles.PACKED)) {
        names.add(plain);
      }
    }
    return names;
  }

  private static String costs(String study, String profile) {
    return Text.format("costs/%s.%s.json", study, profile);
  }

  /** Proves that runs can be written here, and deletes what processes that died left of theirs. */
  public void prepare() throws IOException {
    files.writable();
    RunFiles.tryPlace(place.resolve(RUNS));
    deleteParts(place.resolve(RUNS));
    deleteParts(place.resolve("checkpoints"));
  }

  private void deleteParts(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path part : parts) {
        Matcher its = PART.matcher(part.getFileName().toString());
        Optional<Claims.Claim> claim =
            its.matches() ? Claims.of(place).tryClaim(its.group(1)) : Optional.empty();
        if (claim.isPresent()) {
          try (Claims.Claim nobody = claim.get()) {
            Files.deleteIfExists(part);
          }
        }
      }
    }
  }

  /** Every finished run, by name. */
  public List<RunRecord> runs() throws IOException {
    return read(name -> true);
  }

  private List<RunRecord> read(Predicate<String> which) throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    each(which, runs::add);
    return runs;
  }

  /** What is done with a run. */
  @FunctionalInterface
  public interface Visit {
    void of(RunRecord run) throws IOException;
  }

  /** Visits every finished run, by name: of a store that is larger than memory, one at a time. */
  public void each(Visit visit) throws IOException {
    each(name -> true, visit);
  }

  private void each(Predicate<String> which, Visit visit) throws IOException {
    for (String name : names().stream().filter(which).toList()) {
      Optional<byte[]> text = files.read(RUNS + "/" + name, RunFiles.LARGEST);
      if (text.isPresent()) {
        visit.of(RunFiles.parse(place.resolve(RUNS).resolve(name), text.get()));
      }
    }
  }

  /**
   * One row a run: key, seed, outcome, what varies among the configurations, and how it went where.
   */
  public Table table() throws IOException {
    RunTable table = new RunTable();
    each(table::add);
    return table.table();
  }

  /** Keeps what was asked of the runs under a name of small letters, digits, dashes and points. */
  public void putStudy(String name, ObjectNode study) throws IOException {
    files.writable();
    byte[] text = Json.pretty(study).getBytes(StandardCharsets.UTF_8);
    WholeFiles.write(place.resolve(STUDIES).resolve(name + JSON), text);
  }

  /** The names of the studies kept here, sorted. */
  public Set<String> studies() throws IOException {
    Set<String> names = new TreeSet<>();
    files
        .names(STUDIES, JSON)
        .forEach(file -> names.add(file.substring(0, file.length() - JSON.length())));
    return names;
  }

  /**
   * A study's text.
   *
   * @throws IOException if there is none of that name
   */
  public byte[] study(String name) throws IOException {
    Path file = place.resolve(STUDIES).resolve(name + JSON);
    return files
        .read(STUDIES + "/" + name + JSON, LARGEST_STUDY)
        .orElseThrow(() -> new NoSuchFileException(file.toString(), null, "no such file"));
  }

  private static boolean unfinished(RunRecord run) {
    return UNFINISHED.contains(run.outcome());
  }

  private static String beside(RunKey key, Outcome outcome) {
    return key.file().replaceFirst("json$", outcome.toString());
  }

  /** Takes a damaged file out of the way under a name that no run has; says what came of it. */
  private static String setAside(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "set aside as " + aside;
    } catch (NoSuchFileException e) {
      return "another process set it aside";
    } catch (IOException e) {
      throw WholeFiles.told(file, e);
    }
  }
}
