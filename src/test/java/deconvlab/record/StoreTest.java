package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** A store finds runs by what determines them, loses none and lets nobody make one twice. */
class StoreTest {
  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  private Store store() {
    return Store.at(folder, log::add);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRunIsFoundByItsKeyAndReadBackEqual() throws IOException {
    RunRecord run = Records.record(Outcome.COMPLETED, 3, "relu");
    RunKey key = RunKey.of(run);
    assertThat(store().find(key)).isEmpty();
    assertThat(store().put(run).file())
        .isEqualTo(folder.resolve("runs").resolve(key.file() + ".gz"));
    assertThat(store().find(key)).contains(run);
    assertThat(store().find(RunKey.of(Records.record(Outcome.COMPLETED, 4, "relu")))).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void aRunIsPackedAndAPlainOneIsReadUntilItIsMadeAgain() throws IOException {
    RunRecord run = Records.record(Outcome.COMPLETED, 3, "relu");
    RunKey key = RunKey.of(run);
    Path plain = folder.resolve("runs").resolve(key.file());
    RunFiles.keepAs(run, plain);
    assertThat(store().find(key)).contains(run);
    assertThat(store().runs(key.hash())).containsExactly(run);
    Path packed = store().put(run).file();
    assertThat(names()).containsExactly(key.file() + ".gz");
    assertThat(RunFiles.read(packed)).isEqualTo(run);
    byte[] once = Files.readAllBytes(packed);
    assertThat(once).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0).hasSizeLessThan(2000);
    store().put(run);
    assertThat(packed).hasBinaryContent(once);
    // Somebody died between the two.
    RunFiles.keepAs(Records.record(Outcome.COMPLETED, 3, "relu"), plain);
    assertThat(store().runs()).containsExactly(run);
    assertThat(store().runs(key.hash())).containsExactly(run);
    Files.write(packed, Arrays.copyOf(once, once.length - 9));
    assertThat(store().find(key)).contains(run);
    assertThat(names()).containsExactly(key.file(), key.file() + ".gz");
  }

  @Test
  void whatDidNotEndByItselfIsKeptBesideUntilTheRunIsDone() throws IOException {
    RunRecord failed = Records.record(Outcome.FAILED);
    RunKey key = RunKey.of(failed);
    store().put(failed);
    store().put(Records.record(Outcome.INTERRUPTED));
    assertThat(store().find(key)).isEmpty();
    assertThat(store().failed(key)).contains(failed);
    assertThat(names()).hasSize(2);
    store().put(Records.record(Outcome.COMPLETED));
    assertThat(names()).containsExactly(key.file() + ".gz");
    assertThat(store().failed(key)).isEmpty();
  }

  @Test
  void whoReadsReportsADamagedFileOnceAndWhoTrainsSetsItAside() throws IOException {
    RunRecord run = Records.record(Outcome.COMPLETED, 3, "relu");
    RunKey key = RunKey.of(run);
    Path file = store().put(run).file();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    Store store = store();
    assertThat(store.find(key)).isEmpty();
    assertThat(store.find(key)).isEmpty();
    assertThat(names()).containsExactly(key.file() + ".gz");
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains(key.file(), "is not a whole run record");
    store.put(run);
    assertThat(names()).containsExactly(key.file() + ".gz", key.file() + ".gz.damaged");
    assertThat(log.get(1)).contains("set aside as", ".damaged");
    assertThat(store.find(key)).contains(run);
    store.put(run.watched(new Watch(5, 0, List.of())));
    assertThat(log).hasSize(2);
  }

  @Test
  void anotherRunUnderTheNameIsDamageToo() throws IOException {
    RunKey key = RunKey.of(Records.record(Outcome.COMPLETED, 3, "relu"));
    Path other = store().put(Records.record(Outcome.COMPLETED, 4, "relu")).file();
    Files.move(other, folder.resolve("runs").resolve(key.file() + ".gz"));
    assertThat(store().find(key)).isEmpty();
    assertThat(log.get(0))
        .contains("it is the run " + RunKey.of(Records.record(Outcome.COMPLETED, 4, "relu")));
  }

  @Test
  void aNewerFormatIsAnErrorAndNothingIsMoved() throws IOException {
    RunRecord run = Records.record(Outcome.COMPLETED, 3, "relu");
    Path file = store().put(run).file();
    Files.writeString(file, RunFiles.toJson(run).replace("\"format\":1", "\"format\":9,\"new\":1"));
    assertThatThrownBy(() -> store().find(RunKey.of(run)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format=9");
    assertThat(names()).containsExactly(RunKey.of(run).file() + ".gz");
    assertThat(log).isEmpty();
  }

  @Test
  void aFolderInPlaceOfAFileIsAnErrorAndNothingIsMoved() throws IOException {
    RunKey key = RunKey.of(Records.record(Outcome.COMPLETED, 3, "relu"));
    Files.createDirectories(folder.resolve("runs").resolve(key.file() + ".gz"));
    assertThatThrownBy(() -> store().find(key))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
    assertThat(names()).containsExactly(key.file() + ".gz");
  }

  @Test
  void aPackedStoreIsReadAsItIsAndNotWritten(@TempDir Path other) throws IOException {
    RunRecord run = Records.record(Outcome.COMPLETED, 3, "relu");
    store().put(run);
    store().putStudy("a.quick", Json.object());
    Path zip = other.resolve("store.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream packed = new ZipOutputStream(out)) {
      String name = RunKey.of(run).file() + ".gz";
      for (String file : List.of("runs/" + name, "studies/a.quick.json")) {
        packed.putNextEntry(new ZipEntry("store/" + file));
        packed.write(Files.readAllBytes(folder.resolve(file)));
      }
    }
    Store read = Store.at(zip);
    assertThat(read.find(RunKey.of(run))).contains(run);
    assertThat(read.find(RunKey.of(Records.record(Outcome.COMPLETED, 4, "relu")))).isEmpty();
    assertThat(read.studies()).containsExactly("a.quick");
    assertThat(read.runs()).containsExactly(run);
    assertThat(read.runs(RunKey.of(run).hash().substring(0, 8))).containsExactly(run);
    assertThat(read.runs("0123456789abcdef")).isEmpty();
    assertThatThrownBy(() -> read.put(run)).hasMessageContaining("is a packed store");
  }

  @Test
  void whatADeadProcessHadBegunToWriteIsSweptUpUnlessSomebodyIsAtTheRun() throws IOException {
    RunKey one = RunKey.of(Records.record(Outcome.COMPLETED, 3, "relu"));
    RunKey two = RunKey.of(Records.record(Outcome.COMPLETED, 4, "relu"));
    Path runs = Files.createDirectories(folder.resolve("runs"));
    Path dead = Files.writeString(runs.resolve("." + one.file() + "-99-1.part"), "{");
    Path alive = Files.writeString(runs.resolve("." + two.file() + "-99-1.part"), "{");
    Path other = Files.writeString(runs.resolve(".notes.part"), "mine");
    try (Claims.Claim claim = store().claim(two).orElseThrow()) {
      store().prepare();
      assertThat(dead).doesNotExist();
      assertThat(alive).exists();
    }
    store().prepare();
    assertThat(alive).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void theTableHasARowARunAndAColumnForWhatVaries() throws IOException {
    store().put(Records.record(Outcome.COMPLETED, 3, "relu"));
    store().put(Records.record(Outcome.COMPLETED, 4, "relu"));
    Table table = store().table();
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.columnNames()).contains("key", "seed", "outcome", "steps");
    assertThat(table.columnNames()).doesNotContain("network.model");
    assertThat(table.longColumn("seed").asList()).containsExactlyInAnyOrder(3L, 4L);
  }

  @Test
  void aClaimedRunIsNobodyElses() throws IOException {
    RunKey key = RunKey.of(Records.record(Outcome.COMPLETED, 3, "relu"));
    try (Claims.Claim claim = store().claim(key).orElseThrow()) {
      assertThat(claim.lock().isValid()).isTrue();
      assertThat(store().claim(key)).isEmpty();
      Optional<Claims.Claim> other =
          store().claim(RunKey.of(Records.record(Outcome.COMPLETED, 4, "relu")));
      assertThat(other).isPresent();
      other.orElseThrow().close();
    }
    store().claim(key).orElseThrow().close();
  }

  /** Claims a run and keeps it until it is killed. */
  static final class Claimer {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      RunKey key = RunKey.of(Records.record(Outcome.COMPLETED, 3, "relu"));
      boolean got = Store.at(Path.of(arguments[0])).claim(key).isPresent();
      System.err.println(got ? "claimed" : "taken");
      Thread.sleep(600_000);
    }
  }

  @Test
  void aProcessThatDiesFreesWhatItHasClaimed() throws IOException, InterruptedException {
    RunKey key = RunKey.of(Records.record(Outcome.COMPLETED, 3, "relu"));
    try (JavaProcess other = JavaProcess.start(folder, Claimer.class, folder.toString())) {
      other.await("claimed");
      assertThat(store().claim(key)).isEmpty();
      other.kill();
    }
    store().claim(key).orElseThrow().close();
  }
}
