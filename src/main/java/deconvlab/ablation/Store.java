package deconvlab.ablation;

import deconvlab.record.Hashes;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where studies keep their runs: a folder for each study, in it one record a run. A file's name
 * holds the arm, the seed and a hash of the arm's configuration; it is written whole or not at all,
 * so several processes may share a store, and a killed study loses the run in flight alone.
 */
public final class Store {
  private final Path folder;

  private Store(Path folder) {
    this.folder = folder;
  }

  /** The store in {@code folder}, which need not exist yet. */
  public static Store at(Path folder) {
    return new Store(folder);
  }

  /** The file of a finished run, whether it is there or not. */
  public Path file(Study study, Arm arm, long seed) {
    return folder
        .resolve(study.name())
        .resolve(Text.format("%s%s.json", beginning(arm, seed), hash(arm)));
  }

  /**
   * The finished run of an arm with a seed, if there is one.
   *
   * @throws IOException if its file is damaged, or if the store holds a run of this arm and seed
   *     made with another configuration; says which file and what to do
   */
  public Optional<RunRecord> find(Study study, Arm arm, long seed) throws IOException {
    Path file = file(study, arm, seed);
    List<Path> there = finished(study, beginning(arm, seed));
    for (Path other : there) {
      if (!other.equals(file)) {
        throw otherConfiguration(other, study, arm);
      }
    }
    if (there.isEmpty()) {
      return Optional.empty();
    }
    RunRecord run = RunFiles.read(file);
    if (!isDone(run)) {
      throw new RunFiles.DamagedException(file, "its run ended as " + run.outcome(), null);
    }
    if (run.seed() != seed || !run.configuration().equals(arm.config().toJson())) {
      throw otherConfiguration(file, study, arm);
    }
    return Optional.of(run);
  }

  /**
   * An arm's finished runs, seeds ascending from 0 up to the first that is missing.
   *
   * @throws IOException as {@link #find}; or if there is none
   */
  public List<RunRecord> runs(Study study, String arm) throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    Optional<RunRecord> run = find(study, study.arm(arm), 0);
    while (run.isPresent()) {
      runs.add(run.get());
      run = find(study, study.arm(arm), runs.size());
    }
    if (runs.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s has no run of arm '%s': environment/lab ablate %s --store %s makes it",
              folder.resolve(study.name()), arm, study.name(), folder));
    }
    return runs;
  }

  /**
   * Keeps a run. One that ended by itself counts as done from now on; one that was interrupted or
   * failed is kept beside, under a name that says so, until the run is done.
   *
   * @return where it is
   */
  RunFiles.Kept put(Study study, Arm arm, RunRecord run) throws IOException {
    Path file = file(study, arm, run.seed());
    boolean done = isDone(run);
    RunFiles.Kept kept = RunFiles.keepAs(run, done ? file : beside(file, run.outcome()));
    if (done && kept.inPlace()) {
      Files.deleteIfExists(beside(file, Outcome.INTERRUPTED));
      Files.deleteIfExists(beside(file, Outcome.FAILED));
    }
    return kept;
  }

  private static boolean isDone(RunRecord run) {
    return run.outcome() != Outcome.INTERRUPTED && run.outcome() != Outcome.FAILED;
  }

  /**
   * Takes a damaged file out of the way under a name that no run has.
   *
   * @return the name; empty if another process has just done so
   */
  static Optional<Path> setAside(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    try {
      return Optional.of(Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw WholeFiles.told(file, e);
    }
  }

  private static Path beside(Path file, Outcome outcome) {
    return file.resolveSibling(
        file.getFileName().toString().replaceFirst("\\.json$", "." + outcome));
  }

  private List<Path> finished(Study study, String beginning) throws IOException {
    Path place = folder.resolve(study.name());
    if (Files.notExists(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(beginning))
          .filter(f -> f.getFileName().toString().endsWith(".json"))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw WholeFiles.told(place, e);
    }
  }

  private static IOException otherConfiguration(Path file, Study study, Arm arm) {
    return new IOException(
        Text.format(
            "%s was not made by arm '%s' of study '%s' as it is now: use another store, or delete the file to run it again",
            file, arm.name(), study.name()));
  }

  private static String beginning(Arm arm, long seed) {
    return Text.format("%s-seed%d-", arm.slug(), seed);
  }

  /** The first 8 hex digits of the SHA-256 of the configuration. */
  private static String hash(Arm arm) {
    String text = Json.write(arm.config());
    return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }
}
