package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Brings all of CIFAR-10 into a folder, from its official address, a mirror, or a local archive.
 * All or nothing: whatever fails, the folder is as it was before.
 */
public final class Cifar10Import {
  /** The environment variable that names a mirror where {@code --mirror} does not. */
  public static final String MIRROR_VARIABLE = "DECONVLAB_MIRROR";

  private Cifar10Import() {}

  /**
   * What to import and where to, starting from {@link #in}.
   *
   * @param home the project's root
   * @param from a local archive; null to download
   * @param to the folder to import into
   * @param mirror an address in place of the official one: of the archive, or of the folder that
   *     holds {@code cifar-10-binary.tar.gz}; null for the official one
   * @param sha256 the archive's hash where it is not the official one; null for the official hash
   *     (download) or any (local archive)
   * @param progress told how far it is
   */
  public record Options(
      Path home, Path from, Path to, String mirror, String sha256, Progress progress) {

    /** Checks that the options make sense together. */
    public Options {
      if (from != null && mirror != null) {
        throw new IllegalArgumentException(
            Text.format("from=%s and mirror=%s exclude each other: give one", from, mirror));
      }
      if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException(
            Text.format("sha256=%s must be 64 hexadecimal digits", sha256));
      }
      sha256 = sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
    }

    /** A download from the official address into {@code home/data/cache/cifar10}. */
    public static Options in(Path home) {
      return new Options(home, null, Cifar10Folder.defaultIn(home), null, null, Progress.NONE);
    }

    /** With another local archive. */
    public Options withFrom(Path archive) {
      return new Options(home, archive, to, mirror, sha256, progress);
    }

    /** With another target folder. */
    public Options withTo(Path folder) {
      return new Options(home, from, folder, mirror, sha256, progress);
    }

    /** With another address. */
    public Options withMirror(String address) {
      return new Options(home, from, to, address, sha256, progress);
    }

    /** With another expected hash. */
    public Options withSha256(String expected) {
      return new Options(home, from, to, mirror, expected, progress);
    }

    /** With another listener. */
    public Options withProgress(Progress listener) {
      return new Options(home, from, to, mirror, sha256, listener);
    }
  }

  /**
   * Imports and returns the folder where the data now lies.
   *
   * @throws DataException with a message for the user; the target folder is then unchanged
   */
  public static Path run(Options options) {
    return run(options, System.getenv(MIRROR_VARIABLE), Cifar10Download.Patience.NORMAL);
  }

  static Path run(Options options, String environment, Cifar10Download.Patience patience) {
    if (options.from != null) {
      return importLocal(options);
    }
    String mirror = options.mirror != null ? options.mirror : environment;
    URI uri = address(mirror == null || mirror.isBlank() ? Cifar10.OFFICIAL_URL : mirror);
    String sha256 = options.sha256 != null ? options.sha256 : Cifar10.OFFICIAL_SHA256;
    Path downloads = options.home.resolve("data/cache/downloads");
    try {
      Path archive =
          new Cifar10Download(uri, sha256, downloads, patience, options.progress).fetch();
      unpack(archive, uri.toString(), sha256, options);
      delete(archive);
    } finally {
      deleteIfEmpty(downloads);
    }
    return options.to;
  }

  private static Path importLocal(Options options) {
    Path archive = options.from;
    if (!Files.isRegularFile(archive)) {
      throw new DataException(
          Text.format(
              "%s is %s; right is a file like %s. Without --from it is downloaded",
              archive, Files.exists(archive) ? "no file" : "missing", Cifar10.ARCHIVE));
    }
    String sha256 = hash(archive);
    if (options.sha256 != null && !options.sha256.equals(sha256)) {
      throw new DataException(
          Text.format(
              "%s has SHA-256 %s, not %s as --sha256 says: it is damaged, tampered with or another"
                  + " file. Get it again, or leave --sha256 out",
              archive, sha256, options.sha256));
    }
    unpack(archive, archive.getFileName().toString(), sha256, options);
    return options.to;
  }

  private static void unpack(Path archive, String source, String sha256, Options options) {
    try (Cifar10Staging staging = new Cifar10Staging(options.to)) {
      Cifar10Archive.read(archive, options.progress, staging::write);
      Path batches = staging.batches();
      String pixels =
          Hashes.sha256(
              Cifar10Folder.readTrain(batches).pixels(), Cifar10Folder.readTest(batches).pixels());
      staging.commit(
          new Cifar10Folder.Metadata(
              source,
              sha256,
              sha256.equals(Cifar10.OFFICIAL_SHA256),
              Cifar10.note(sha256, pixels),
              pixels,
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              batches.getFileName().toString()));
    }
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text.strip());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web || uri.getHost() == null) {
        throw new DataException(
            Text.format(
                "mirror %s must start with http:// or https:// and a host; for a local file use --from",
                text));
      }
      boolean archive =
          uri.getRawQuery() != null || (uri.getPath() != null && uri.getPath().endsWith("gz"));
      return archive ? uri : new URI(uri + (text.endsWith("/") ? "" : "/") + Cifar10.ARCHIVE);
    } catch (URISyntaxException e) {
      throw new DataException(Text.format("mirror %s is no address: %s", text, e.getMessage()), e);
    }
  }

  private static String hash(Path archive) {
    try {
      return Hashes.sha256(archive);
    } catch (IOException e) {
      throw new DataException(
          Text.format("cannot read %s (%s): check its permissions", archive, e), e);
    }
  }

  private static void delete(Path archive) {
    try {
      Files.delete(archive);
    } catch (IOException e) {
      throw new DataException(
          Text.format(
              "CIFAR-10 is imported, but %s could not be deleted (%s): delete it by hand",
              archive, e),
          e);
    }
  }

  private static void deleteIfEmpty(Path folder) {
    String[] files = folder.toFile().list();
    if (files != null && files.length == 0) {
      folder.toFile().delete();
    }
  }
}
