package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.record.Hashes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniCifar10Test {
  private static final Path SOURCE = Path.of("../shared/data/cifar10-jpeg.tar.gz");

  @TempDir Path dir;
  private static ImageData mini;

  @BeforeAll
  static void load() {
    mini = Datasets.load("cifar10-mini");
  }

  @Test
  void isStratified() {
    assertThat(Archives.countByClass(mini.train())).hasSize(10).containsOnly(1500);
    assertThat(Archives.countByClass(mini.test())).hasSize(10).containsOnly(200);
    assertThat(mini.note()).contains("JPEG-75 copy");
    assertThat(mini.labelsSha256())
        .isEqualTo("75a3a19fed01ea6e19cbbfd035813c166ca310ab4227469f4683518dbbc06fad");
    assertThat(mini.toString()).contains("15000 training and 2000 test");
  }

  /** Every 101st member, decoded the plain way and compared pixel by pixel. */
  @Test
  void pixelsAndLabelsAreThoseOfTheArchive() throws IOException {
    Path file = ProjectHome.find().resolve("data/cifar10-mini.tar.gz");
    try (Tar tar = new Tar(new GZIPInputStream(Files.newInputStream(file)))) {
      for (int i = 0; i < 17_000; i++) {
        Tar.Member member = tar.next();
        if (i % 101 == 0) {
          ImageSet set = i < 15_000 ? mini.train() : mini.test();
          int index = i < 15_000 ? i : i - 15_000;
          assertThat(member.name())
              .startsWith((i < 15_000 ? "train/" : "test/") + set.className(index) + "/");
          assertThat(set.image(index)).as(member.name()).isEqualTo(planes(tar.body()));
        }
      }
      assertThat(tar.next()).isNull();
    }
  }

  private static byte[] planes(byte[] jpeg) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    byte[] pixels = new byte[3072];
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        int rgb = image.getRGB(x, y);
        pixels[32 * y + x] = (byte) (rgb >> 16);
        pixels[1024 + 32 * y + x] = (byte) (rgb >> 8);
        pixels[2048 + 32 * y + x] = (byte) rgb;
      }
    }
    return pixels;
  }

  @Test
  void noTrainingImageIsATestImage() {
    var seen = new java.util.HashSet<Integer>();
    for (int i = 0; i < mini.train().size(); i++) {
      seen.add(Arrays.hashCode(mini.train().image(i)));
    }
    assertThat(seen).hasSizeGreaterThan(14_900);
    int shared = 0;
    for (int i = 0; i < mini.test().size(); i++) {
      shared += seen.contains(Arrays.hashCode(mini.test().image(i))) ? 1 : 0;
    }
    assertThat(shared).isLessThanOrEqualTo(1); // Hashes of 32 bits may meet once by chance.
  }

  @Test
  void theMakerGivesTheSameTar() throws IOException {
    assumeTrue(Files.exists(SOURCE), "needs " + SOURCE + ", which only developers have");
    Path made = dir.resolve("made.tar.gz");
    MakeMiniArchive.make(SOURCE, made);
    assertThat(unzipped(made)).isEqualTo(unzipped(Path.of("data/cifar10-mini.tar.gz")));
  }

  private static String unzipped(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return Hashes.sha256(in.readAllBytes());
    }
  }

  @Test
  void aDamagedOrMissingArchiveSaysHowToGetItBack() throws IOException {
    Files.createDirectories(dir.resolve("data"));
    assertThatThrownBy(() -> Datasets.load("cifar10-mini", dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("git checkout");
    byte[] bytes = Files.readAllBytes(Path.of("data/cifar10-mini.tar.gz"));
    Files.write(dir.resolve(MiniCifar10.FILE), Arrays.copyOf(bytes, 1_000_000));
    assertThatThrownBy(() -> Datasets.load("cifar10-mini", dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SHA-256")
        .hasMessageContaining("git checkout");
  }

  @Test
  void unknownNamesListTheValidOnes() {
    for (String name : new String[] {"cifar", "", "\0"}) {
      assertThatThrownBy(() -> Datasets.load(name, dir))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cifar10-mini, cifar10");
    }
    assertThatThrownBy(() -> Datasets.load("cifar10", dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("environment/lab data cifar10")
        .hasMessageContaining("--from");
  }

  @Test
  void theRootIsFoundFromAFolderBelowIt() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    assertThat(ProjectHome.above(root.resolve("src/main"))).isEqualTo(root);
    assertThatThrownBy(() -> ProjectHome.above(dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("deconvlab.home");
  }

  @Test
  void imageSetsAreChecked() {
    assertThatThrownBy(() -> new ImageSet(new byte[3071], new byte[1], Cifar10.CLASSES))
        .hasMessageContaining("3071");
    assertThatThrownBy(() -> new ImageSet(new byte[3072], new byte[] {10}, Cifar10.CLASSES))
        .hasMessageContaining("labels[0]=10");
    assertThatThrownBy(() -> mini.test().image(2000)).hasMessageContaining("index=2000");
  }
}
