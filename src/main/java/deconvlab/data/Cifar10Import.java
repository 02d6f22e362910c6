package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Brings all of CIFAR-10 into a folder, from its official address, a mirror, or a local archive.
 * All or nothing: whatever fails, the folder is as it was before.
 */
public final class Cifar10Import {
  /** The environment variable that names a mirror where {@code --mirror} does not. */
  public static final String MIRROR_VARIABLE = "DECONVLAB_MIRROR";

  private Cifar10Import() {}

  /**
   * What to import and where to.
   *
   * @param home the project's root
   * @param from a local archive; null to download
   * @param to the folder to import into; null for {@code data/cache/cifar10} in {@code home}
   * @param mirror an address in place of the official one: of the archive, or of the folder that
   *     holds {@code cifar-10-binary.tar.gz}; null for the official one
   * @param sha256 the archive's hash where it is not the official one; null for the official hash
   *     (download) or any (local archive)
   * @param progress told how far it is
   */
  public record Options(
      Path home, Path from, Path to, String mirror, String sha256, ProgressListener progress) {

    /** Checks that the options make sense together. */
    public Options {
      Checks.that(
          from == null || mirror == null,
          "from=%s and a mirror exclude each other: give one",
          from);
      if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
        throw Checks.refusal("sha256=%s must be 64 hexadecimal digits", sha256);
      }
      sha256 = sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
      to = to == null ? Cifar10Folder.defaultIn(home) : to;
    }
  }

  /**
   * Imports and returns the folder where the data now lies.
   *
   * @throws DataException with a message for the user; the target folder is then unchanged
   */
  public static Path run(Options options) {
    return run(options, System.getenv(), Cifar10Download.Patience.NORMAL);
  }

  static Path run(
      Options options, Map<String, String> environment, Cifar10Download.Patience patience) {
    // First, so that a place that cannot be written is told before a long download.
    try (Cifar10Staging staging = new Cifar10Staging(options.to)) {
      if (options.from != null) {
        importLocal(options, staging);
      } else {
        download(options, environment, patience, staging);
      }
    }
    return options.to;
  }

  private static void download(
      Options options,
      Map<String, String> environment,
      Cifar10Download.Patience patience,
      Cifar10Staging staging) {
    String named = options.mirror != null ? options.mirror : environment.get(MIRROR_VARIABLE);
    Address address = address(named == null || named.isBlank() ? Cifar10.OFFICIAL_URL : named);
    String sha256 = options.sha256 != null ? options.sha256 : Cifar10.OFFICIAL_SHA256;
    Path downloads = options.home.resolve("data/cache/downloads");
    boolean ours = !Files.exists(downloads);
    Web web = new Web(environment, patience.stall());
    var download = new Cifar10Download(address, sha256, downloads, web, patience, options.progress);
    try {
      Path archive = download.fetch();
      unpack(archive, address.toString(), sha256, options, staging);
      Files.delete(archive);
    } catch (IOException e) {
      throw new DataException(
          Text.format(
              "CIFAR-10 is imported, but its archive could not be deleted (%s): delete it by hand",
              e),
          e);
    } finally {
      if (ours) {
        OurFiles.deleteEmpty(downloads);
      }
    }
  }

  private static void importLocal(Options options, Cifar10Staging staging) {
    Path archive = options.from;
    if (!Files.isRegularFile(archive)) {
      throw DataException.of(
          "%s is %s; right is a file like %s. Without --from it is downloaded",
          archive, Files.exists(archive) ? "no file" : "missing", Cifar10.ARCHIVE);
    }
    String sha256 = hash(archive);
    if (options.sha256 != null && !options.sha256.equals(sha256)) {
      throw DataException.of(
          "%s has SHA-256 %s, not %s as --sha256 says: it is damaged, tampered with or another"
              + " file. Get it again, or leave --sha256 out",
          archive, sha256, options.sha256);
    }
    unpack(archive, archive.getFileName().toString(), sha256, options, staging);
  }

  private static void unpack(
      Path archive, String source, String sha256, Options options, Cifar10Staging staging) {
    Cifar10Archive.read(archive, options.progress, staging::write);
    Path batches = staging.batches();
    ImageData data = Cifar10Folder.images(batches, Cifar10Folder.NAME, sha256);
    String folder = batches.getFileName().toString();
    staging.commit(Cifar10Folder.Metadata.of(source, data, folder));
  }

  private static Address address(String mirror) {
    Address address =
        Address.parse(
            mirror,
            "mirror",
            "it must start with http:// or https:// and a host; for a local file use --from");
    boolean archive = address.uri().getRawQuery() != null || address.uri().getPath().endsWith("gz");
    return archive ? address : address.child(Cifar10.ARCHIVE);
  }

  private static String hash(Path archive) {
    try {
      return Hashes.sha256(archive);
    } catch (IOException e) {
      throw new DataException(
          Text.format("cannot read %s", WholeFiles.told(archive, e).getMessage()), e);
    }
  }
}
