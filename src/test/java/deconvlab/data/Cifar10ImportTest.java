package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.Fuzz;
import deconvlab.data.Cifar10Import.Options;
import deconvlab.record.Hashes;
import deconvlab.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class Cifar10ImportTest {
  private static final List<String> ALL = Cifar10Archive.BATCHES;

  @TempDir static Path shared;
  @TempDir Path dir;
  private static Path good;

  @BeforeAll
  static void makeGoodArchive() throws IOException {
    good = Archives.good(shared.resolve("good.tar.gz"));
  }

  @Test
  void importsAndReadsBack() {
    Path to = dir.resolve("data/cache/cifar10");
    assertThat(Cifar10Import.run(new Options(dir, good, null, null, null, ProgressListener.NONE)))
        .isEqualTo(to);

    ImageData data = Datasets.load("cifar10", dir);
    assertThat(Archives.countByClass(data.train())).containsOnly(5000);
    assertThat(Archives.countByClass(data.test())).containsOnly(1000);
    assertThat(data.train().label(20_007)).isEqualTo(7);
    assertThat(data.train().className(20_007)).isEqualTo("horse");
    assertThat(data.train().image(20_007)[0]).as("from data_batch_3").isEqualTo((byte) 3);
    assertThat(data.train().image(49_999)[3071]).isEqualTo((byte) (9_999 % 251));
    assertThat(data.test().image(0)[0]).as("from test_batch").isEqualTo((byte) 9);
    assertThat(data.note()).isEqualTo("CIFAR-10, not the official archive");
    assertThat(data.pixelsSha256())
        .isEqualTo(Hashes.sha256(data.train().pixels(), data.test().pixels()));
    assertThat(Datasets.load(to.toString(), dir).sourceSha256()).isEqualTo(data.sourceSha256());
  }

  @Test
  void writesWhatIsKnownBesideTheData() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    ObjectNode json = Json.read(Files.readString(to.resolve("cifar10.json")), ObjectNode.class);
    assertThat(json.get("sha256").asString()).isEqualTo(Hashes.sha256(good));
    assertThat(json.get("official").asBoolean()).isFalse();
    assertThat(json.get("source").asString()).isEqualTo("good.tar.gz");
    assertThat(json.get("imported").asString()).matches("20..-.*Z");
  }

  @Test
  void importingAgainReplacesTheOldFilesAndNothingElse() throws IOException {
    Path to = Files.createDirectories(dir.resolve("to"));
    Files.writeString(to.resolve("mine.txt"), "keep");
    Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE));
    Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE));
    assertThat(Archives.listing(to)).hasSize(1 + 2 + 1 + 6).contains("mine.txt", "cifar10.json");
    assertThat(Datasets.load(to.toString(), dir).test().size()).isEqualTo(10_000);
  }

  @Test
  void aFailedImportLeavesAGoodOneUntouched() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    List<String> before = Archives.listing(to);
    Path cut = truncated(good, 1000);
    assertThatThrownBy(
            () -> Cifar10Import.run(new Options(dir, cut, to, null, null, ProgressListener.NONE)))
        .isInstanceOf(DataException.class);
    assertThat(Archives.listing(to)).isEqualTo(before);
    assertThat(Datasets.load(to.toString(), dir).train().size()).isEqualTo(50_000);
  }

  @Test
  void truncated() throws IOException {
    assertRefused(truncated(good, 1000), "is truncated", "Get it with");
    assertRefused(truncated(good, 9), "is truncated");
  }

  @Test
  void emptyMissingOrAFolder() throws IOException {
    assertRefused(Files.createFile(dir.resolve("empty")), "is truncated");
    assertRefused(dir.resolve("nowhere.tar.gz"), "nowhere.tar.gz is missing");
    assertRefused(Files.createDirectory(dir.resolve("folder")), "is no file");
  }

  @Test
  void noGzip() throws IOException {
    assertRefused(
        Files.writeString(dir.resolve("a.html"), "<html>not found</html>"), "is no gzip archive");
  }

  @Test
  void damagedInTheMiddle() throws IOException {
    byte[] bytes = Files.readAllBytes(good);
    bytes[bytes.length - 6] ^= 1; // One bit of the checksum.
    assertRefused(Files.write(dir.resolve("bad.tar.gz"), bytes), "is damaged");
  }

  @Test
  void gzipOfSomethingElse() throws IOException {
    Path file = dir.resolve("text.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("x".repeat(2000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    assertRefused(file, "holds no tar, or a damaged one");
  }

  @Test
  void wrongLayout() throws IOException {
    Path python =
        Archives.write(
            dir.resolve("python.tar.gz"),
            tar -> tar.file("cifar-10-batches-py/data_batch_1", new byte[100]));
    assertRefused(python, "lacks", "data_batch_1.bin", "test_batch.bin", "10,000|30,730,000");
    Path flat =
        Archives.write(
            dir.resolve("flat.tar.gz"), tar -> tar.file("test_batch.bin", new byte[100]));
    assertRefused(flat, "lacks", "cifar-10-batches-bin/test_batch.bin");
  }

  @Test
  void aMemberMissing() throws IOException {
    Path file =
        Archives.write(dir.resolve("five.tar.gz"), tar -> Archives.batches(tar, ALL.subList(0, 5)));
    assertRefused(file, "lacks cifar-10-batches-bin/test_batch.bin");
  }

  @Test
  void wrongSizes() throws IOException {
    for (int size : new int[] {0, Cifar10Archive.BATCH_BYTES - 1, Cifar10Archive.BATCH_BYTES + 1}) {
      Path file =
          Archives.write(
              dir.resolve(size + ".tar.gz"),
              tar -> tar.file(Archives.FOLDER + "data_batch_2.bin", new byte[size]));
      assertRefused(file, size + " bytes in cifar-10-batches-bin/data_batch_2.bin");
    }
  }

  @Test
  void aLabelThatIsNone() throws IOException {
    byte[] body = Archives.batch("data_batch_1.bin");
    body[3073 * 17] = 10;
    Path file =
        Archives.write(
            dir.resolve("label.tar.gz"),
            tar -> tar.file(Archives.FOLDER + "data_batch_1.bin", body));
    assertRefused(file, "the label 10 in record 17", "0 to 9");
  }

  @Test
  void aMemberTwice() throws IOException {
    Path file =
        Archives.write(
            dir.resolve("twice.tar.gz"),
            tar -> Archives.batches(tar, List.of("test_batch.bin", "test_batch.bin")));
    assertRefused(file, "twice");
  }

  @Test
  void namesThatEscape() throws IOException {
    for (String name :
        List.of("../evil.bin", "/tmp/evil.bin", "cifar-10-batches-bin/../../evil", "C:\\evil")) {
      Path file = Archives.write(dir.resolve("escape.tar.gz"), tar -> escaping(tar, name));
      assertRefused(file, "points out of the folder");
    }
    assertThat(dir.resolve("evil.bin")).doesNotExist();
  }

  private static void escaping(TarWriter tar, String name) throws IOException {
    Archives.batches(tar, List.of("data_batch_1.bin"));
    tar.file(name, new byte[10]);
  }

  @Test
  void links() throws IOException {
    for (char type : new char[] {'1', '2'}) {
      Path file =
          Archives.write(
              dir.resolve("link.tar.gz"),
              tar ->
                  tar.member(Archives.FOLDER + "test_batch.bin", type, new byte[0], "/etc/passwd"));
      assertRefused(file, "holds a link");
    }
  }

  @Test
  void aBomb() throws IOException {
    byte[] zeros = new byte[64 << 20];
    Path file =
        Archives.write(
            dir.resolve("bomb.tar.gz"),
            tar -> {
              for (int i = 0; i < 4; i++) {
                tar.file("zeros" + i, zeros);
              }
            });
    assertRefused(file, "unpacks to more than");
  }

  @Test
  void aHashThatDiffers() {
    assertThatThrownBy(
            () ->
                Cifar10Import.run(
                    new Options(dir, good, null, null, "ab".repeat(32), ProgressListener.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("abab")
        .hasMessageContaining("tampered");
    assertThat(Archives.listing(dir)).containsExactly("");
  }

  @Test
  void aTargetThatCannotBeMade() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "in the way");
    assertThatThrownBy(
            () ->
                Cifar10Import.run(
                    new Options(dir, good, file.resolve("sub"), null, null, ProgressListener.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot write")
        .hasMessageContaining("--to");
    assertThat(file).hasContent("in the way");
  }

  @Test
  void anInterruptKeepsNothing() {
    Path to = dir.resolve("a/b");
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Archives.listing(dir)).containsExactly("");
  }

  @Test
  void oneChangedLabelIsDamage() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Path batches = to.resolve(Cifar10Folder.metadata(to).folder());
    Path train = batches.resolve("data_batch_2.bin");
    byte[] right = Files.readAllBytes(train);
    for (int label : new int[] {1, 200}) {
      byte[] body = right.clone();
      body[3073 * 5000] = (byte) label;
      Files.write(train, body);
      assertThatThrownBy(() -> Datasets.load(to.toString(), dir))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining("labels");
    }
    Files.write(train, right);
    Path test = batches.resolve("test_batch.bin");
    byte[] shifted = Files.readAllBytes(test);
    for (int i = 0; i < 10_000; i++) {
      shifted[3073 * i] = (byte) ((shifted[3073 * i] + 1) % 10);
    }
    Files.write(test, shifted);
    assertThatThrownBy(() -> Datasets.load(to.toString(), dir))
        .hasMessageContaining("its labels have SHA-256");
  }

  @Test
  void anImportWithoutAHashOfLabelsIsAskedForAgain() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Path file = to.resolve("cifar10.json");
    String old =
        Files.readString(file)
            .replaceAll("\"labelsSha256\":\"[0-9a-f]*\",", "")
            .replaceAll(",\"check\":\"[0-9a-f]*\"", "");
    assertThat(old).doesNotContain("labels", "check");
    Files.writeString(file, old);
    assertThatThrownBy(() -> Datasets.load(to.toString(), dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("import it again");
    Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE));
    assertThat(Datasets.load(to.toString(), dir).labelsSha256()).hasSize(64);
    assertThat(Archives.listing(to)).hasSize(1 + 2 + 6);
  }

  @Test
  void importingAgainDeletesOnlyFilesOfOurs() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Path old = to.resolve(Cifar10Folder.metadata(to).folder());
    Files.writeString(old.resolve("mine.txt"), "keep");
    Path mine = Files.write(dir.resolve("mine.bin"), new byte[7]);
    Files.delete(old.resolve("test_batch.bin"));
    Files.createSymbolicLink(old.resolve("test_batch.bin"), mine);
    Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE));
    assertThat(Archives.listing(old)).containsExactly("", "mine.txt", "test_batch.bin");
    assertThat(mine).hasSize(7);
  }

  @Test
  void aFolderThatIsNoneOfOursIsNotTouched() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Cifar10Folder.Metadata real = Cifar10Folder.metadata(to);
    Path mine = Files.createDirectory(to.resolve("batches-x"));
    Files.writeString(mine.resolve("data_batch_1.bin"), "keep");
    for (String name : new String[] {"batches-x", "../to/batches-x", "", ".", "/", "a\u0000b"}) {
      Files.write(to.resolve("cifar10.json"), in(name, real).toJson());
      assertThatThrownBy(
              () ->
                  Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("cifar10.json is not of an import");
      assertThatThrownBy(() -> Datasets.load(to.toString(), dir))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("none of ours");
    }
    assertThat(mine.resolve("data_batch_1.bin")).hasContent("keep");
  }

  private static Cifar10Folder.Metadata in(String folder, Cifar10Folder.Metadata real) {
    return new Cifar10Folder.Metadata(
            real.source(),
            real.sha256(),
            real.official(),
            real.note(),
            real.pixelsSha256(),
            real.labelsSha256(),
            real.imported(),
            folder,
            "")
        .checked();
  }

  /** The folder's name is right, but it is a link to somebody else's. */
  @Test
  void nothingIsDeletedThroughALink() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Path old = to.resolve(Cifar10Folder.metadata(to).folder());
    Path moved = Files.move(old, dir.resolve("elsewhere"));
    Files.createSymbolicLink(old, moved);
    assertThat(Datasets.load(to.toString(), dir).test().size()).isEqualTo(10_000);
    Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE));
    assertThat(Archives.listing(moved)).hasSize(1 + 6);
    assertThat(old).isSymbolicLink();
  }

  @Test
  void somebodyElsesJsonIsNotReplaced() throws IOException {
    Path to = Files.createDirectory(dir.resolve("to"));
    Path json = Files.writeString(to.resolve("cifar10.json"), "{\"classes\": 10}");
    assertThatThrownBy(
            () -> Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(json + " is not of an import");
    assertThat(json).hasContent("{\"classes\": 10}");
    Files.delete(json);
    Files.createDirectory(json);
    assertThatThrownBy(
            () -> Cifar10Import.run(new Options(dir, good, to, null, null, ProgressListener.NONE)))
        .hasMessageContaining(json + " is a folder or a link");
    assertThat(Archives.listing(to)).containsExactly("", "cifar10.json");
  }

  @Test
  void anInterruptedThreadReadsAndFinishes() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    ProgressListener interrupting =
        (phase, at, total) -> {
          if (at == total) {
            Thread.currentThread().interrupt(); // After the last member was read.
          }
        };
    Thread.currentThread().interrupt();
    assertThat(Datasets.load(to.toString(), dir).test().size()).isEqualTo(10_000);
    assertThat(Datasets.load("cifar10-mini").test().size()).isEqualTo(2_000);
    assertThat(Thread.interrupted()).isTrue();
    try {
      Cifar10Import.run(new Options(dir, good, to, null, null, interrupting));
    } catch (DataException told) {
      assertThat(told).hasMessageContaining("was interrupted; nothing was kept");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Datasets.load(to.toString(), dir).test().size()).isEqualTo(10_000);
  }

  /** Damaged metadata is told; it never leads to another folder or other facts. */
  @Test
  void fuzzedMetadata() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Path file = to.resolve("cifar10.json");
    Cifar10Folder.Metadata right = Cifar10Folder.metadata(to);
    Fuzz.mutate(
        Files.readAllBytes(file),
        mutation -> {
          Files.write(file, mutation);
          try {
            assertThat(Cifar10Folder.checked(to)).isEqualTo(right);
          } catch (DataException told) {
            assertThat(told.getMessage()).contains("cifar10").doesNotContain("\n");
          }
        });
  }

  @Test
  void damageAfterTheImportIsNoticed() throws IOException {
    Path to =
        Cifar10Import.run(
            new Options(dir, good, dir.resolve("to"), null, null, ProgressListener.NONE));
    Path batch = to.resolve(Cifar10Folder.metadata(to).folder()).resolve("data_batch_4.bin");
    byte[] body = Files.readAllBytes(batch);
    body[12_345]++;
    Files.write(batch, body);
    assertThatThrownBy(() -> Datasets.load(to.toString(), dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("damaged");
    Files.write(batch, new byte[5]);
    assertThatThrownBy(() -> Datasets.load(to.toString(), dir)).hasMessageContaining("5 bytes");
    Files.writeString(to.resolve("cifar10.json"), "{ \"sha256\": ");
    assertThatThrownBy(() -> Datasets.load(to.toString(), dir))
        .hasMessageContaining("cifar10.json");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new Options(dir, null, null, null, "12", ProgressListener.NONE))
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(() -> new Options(dir, good, null, "http://h/", null, ProgressListener.NONE))
        .hasMessageContaining("give one");
    assertThatThrownBy(
            () ->
                Cifar10Import.run(
                    new Options(dir, null, null, "ftp://host/", null, ProgressListener.NONE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("http://");
    assertThatThrownBy(
            () ->
                Cifar10Import.run(
                    new Options(dir, null, null, "http://a b", null, ProgressListener.NONE)))
        .isInstanceOf(DataException.class);
  }

  private Path truncated(Path archive, int missing) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    return Files.write(
        dir.resolve("cut.tar.gz"), java.util.Arrays.copyOf(bytes, bytes.length - missing));
  }

  /** Refused with these words; no file and no folder stays behind. */
  private void assertRefused(Path archive, String... words) {
    Path to = dir.resolve("made/by/us");
    var thrown =
        assertThatThrownBy(
                () ->
                    Cifar10Import.run(
                        new Options(dir, archive, to, null, null, ProgressListener.NONE)))
            .isInstanceOf(DataException.class)
            .hasMessageContaining(archive.getFileName().toString());
    for (String word : words) {
      thrown.hasMessageMatching("(?s).*(" + word.replaceAll("[.()]", "\\\\$0") + ").*");
    }
    assertThat(dir.resolve("made")).doesNotExist();
  }
}
