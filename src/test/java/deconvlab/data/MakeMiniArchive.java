package deconvlab.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code data/cifar10-mini.tar.gz} from the JPEG-75 copy of CIFAR-10.
 *
 * <p>The rule: of every class the first 1,500 training and the first 200 test images by file name,
 * as their JPEG bytes, train before test, image number before class ({@code
 * train/airplane/0000.jpg}, {@code train/automobile/0000.jpg}, …), every timestamp and owner 0. The
 * tar is the same to the byte on every machine, and so is the archive on JDKs with the same zlib.
 *
 * <p>{@code java -cp "target/classes:target/test-classes" deconvlab.data.MakeMiniArchive
 * cifar10-jpeg.tar.gz data/cifar10-mini.tar.gz}
 */
final class MakeMiniArchive {
  private static final Map<String, Integer> PER_CLASS = Map.of("train", 1500, "test", 200);
  private static final Pattern MEMBER = Pattern.compile("(train|test)/([a-z]+)/([0-9]{4})\\.jpg");

  private MakeMiniArchive() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: MakeMiniArchive cifar10-jpeg.tar.gz OUT.tar.gz");
    }
    Path out = Path.of(args[1]);
    make(Path.of(args[0]), out);
    System.out.println(out + " " + Files.size(out) + " bytes");
  }

  static void make(Path source, Path out) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(out));
        TarWriter tar = new TarWriter(new BestGzip(file))) {
      for (Map.Entry<Key, byte[]> member : select(source).entrySet()) {
        tar.file(member.getKey().path(), member.getValue());
      }
    }
  }

  /** The chosen members of {@code source} in the order in which they are written. */
  private static Map<Key, byte[]> select(Path source) throws IOException {
    Map<String, List<Key>> groups = new TreeMap<>();
    Map<Key, byte[]> bytes = new TreeMap<>(Key.ORDER);
    try (InputStream file = Files.newInputStream(source);
        Tar tar = new Tar(new GZIPInputStream(file, 1 << 16))) {
      for (Tar.Member e = tar.next(); e != null; e = tar.next()) {
        Matcher m = MEMBER.matcher(e.name());
        if (m.matches()) {
          Key key = new Key(m.group(1), m.group(2), m.group(3));
          groups.computeIfAbsent(key.part + "/" + key.label, k -> new ArrayList<>()).add(key);
          bytes.put(key, tar.body());
        }
      }
    }
    groups.values().forEach(keys -> bytes.keySet().removeAll(surplus(keys)));
    return bytes;
  }

  private static List<Key> surplus(List<Key> keys) {
    keys.sort(Key.ORDER);
    return keys.subList(PER_CLASS.get(keys.get(0).part), keys.size());
  }

  private record Key(String part, String label, String number) {
    /** Train before test, then by number, then by class. */
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::part)
            .reversed()
            .thenComparing(Key::number)
            .thenComparing(Key::label);

    String path() {
      return part + "/" + label + "/" + number + ".jpg";
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
