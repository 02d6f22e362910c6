package deconvlab.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of a store: a folder's, or those inside a {@code .zip}. */
interface StoreFiles {
  /** The content; empty if there is no such file. */
  Optional<byte[]> read(String name, int most) throws IOException;

  /** The names in a folder of the store that end so, sorted. */
  List<String> names(String folder, String end) throws IOException;

  /** Refuses a store that is read as it is. */
  void writable() throws IOException;

  static StoreFiles at(Path place) {
    return place.toString().endsWith(".zip") && Files.isRegularFile(place)
        ? new Zip(place)
        : new Folder(place);
  }

  /** A folder, which need not exist. */
  record Folder(Path place) implements StoreFiles {
    @Override
    public Optional<byte[]> read(String name, int most) throws IOException {
      try {
        return Optional.of(WholeFiles.read(place.resolve(name), most));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> names(String folder, String end) throws IOException {
      Path inside = place.resolve(folder);
      try (Stream<Path> all = Files.list(inside)) {
        return all.map(f -> f.getFileName().toString())
            .filter(n -> n.endsWith(end) && !n.startsWith("."))
            .sorted()
            .toList();
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (IOException e) {
        throw WholeFiles.told(inside, e);
      }
    }

    @Override
    public void writable() {}
  }

  /** A packed store, its folders at the top or in one folder. */
  final class Zip implements StoreFiles {
    private final Path place;
    private final Map<String, ZipEntry> entries = new TreeMap<>();
    private ZipFile zip;

    Zip(Path place) {
      this.place = place;
    }

    @Override
    public Optional<byte[]> read(String name, int most) throws IOException {
      ZipEntry entry = entries().get(name);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        byte[] content = in.readNBytes(most);
        if (in.read() >= 0) {
          throw new WholeFiles.TooLargeException(place.resolve(name), "is too large to read");
        }
        return Optional.of(content);
      } catch (IOException e) {
        throw WholeFiles.told(place, e);
      }
    }

    @Override
    public List<String> names(String folder, String end) throws IOException {
      return entries().keySet().stream()
          .filter(n -> n.startsWith(folder + "/") && n.endsWith(end))
          .map(n -> n.substring(folder.length() + 1))
          .toList();
    }

    /** The files, by folder and name; the archive stays open as long as the store is used. */
    private synchronized Map<String, ZipEntry> entries() throws IOException {
      if (zip == null) {
        try {
          zip = new ZipFile(place.toFile());
        } catch (IOException e) {
          throw WholeFiles.told(place, e);
        }
        zip.stream()
            .filter(e -> e.getName().matches("([^/]*/)?[a-z]+/[^/.][^/]*"))
            .forEach(e -> entries.put(e.getName().replaceFirst("^[^/]*/(?=[^/]*/)", ""), e));
      }
      return entries;
    }

    @Override
    public void writable() throws IOException {
      throw new AccessDeniedException(
          place.toString(), null, "is a packed store: unpack it to change it");
    }
  }
}
