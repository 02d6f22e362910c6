package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The embedded subset {@code data/cifar10-mini.tar.gz}: 1,500 training-pool and 200 test images of
 * each class as JPEG (quality 75), decoded when loaded; {@code data/README.md} tells its story.
 */
final class MiniCifar10 {
  static final String NAME = "cifar10-mini";
  static final String FILE = "data/cifar10-mini.tar.gz";
  static final String SHA256 = "daaea80688f3d4dffd696058069836b9bf5bfaccc633a91704e65dd0303ca051";

  private MiniCifar10() {}

  /** Loads the subset of the project in {@code home}. */
  static ImageData load(Path home) {
    Path file = home.resolve(FILE);
    try {
      byte[] archive = WholeFiles.read(file, 1 << 26);
      String sha256 = Hashes.sha256(archive);
      if (!sha256.equals(SHA256)) {
        throw DataException.of(
            "%s is damaged or changed: its SHA-256 is %s, right is %s. Restore it with:"
                + " git checkout -- %s",
            file, sha256, SHA256, FILE);
      }
      return decode(archive, sha256);
    } catch (IOException e) {
      throw new DataException(
          Text.format("cannot read %s. Restore it with: git checkout -- %s", e.getMessage(), FILE),
          e);
    }
  }

  private static ImageData decode(byte[] archive, String sha256) throws IOException {
    Part train = new Part();
    Part test = new Part();
    try (Tar tar = new Tar(new GZIPInputStream(new ByteArrayInputStream(archive), 1 << 16))) {
      for (Tar.Member m = tar.next(); m != null; m = tar.next()) {
        String[] path = m.name().split("/", -1);
        (path[0].equals("train") ? train : test).add(path[1], tar.body());
      }
    }
    String note = Cifar10.JPEG_NOTE + ", embedded subset";
    return ImageData.of(NAME, train.decode(), test.decode(), sha256, pixels -> note);
  }

  /** The members of one folder of the archive, in its order. */
  private static final class Part {
    private final List<byte[]> jpegs = new ArrayList<>();
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();

    void add(String className, byte[] jpeg) {
      labels.write(Cifar10.CLASSES.indexOf(className));
      jpegs.add(jpeg);
    }

    ImageSet decode() {
      byte[] pixels = JpegDecoder.decode(jpegs.toArray(byte[][]::new));
      return new ImageSet(pixels, labels.toByteArray(), Cifar10.CLASSES);
    }
  }
}
