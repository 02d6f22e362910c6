package deconvlab.record;

import com.sun.management.OperatingSystemMXBean;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where a run ran: mathematics differs in the last bits between libraries, processors and thread
 * counts, so all of them are part of a result.
 *
 * @param code version and commit of deconv-lab, with {@code -dirty} when files had been changed
 * @param library engine and version, for instance {@code PyTorch 2.7.1}
 * @param java vendor and version of the Java runtime
 * @param os operating system and architecture
 * @param cpu the processor's name
 * @param device {@code cpu} or {@code gpu(N)}
 * @param threads threads one operation may use
 */
public record Platform(
    String code, String library, String java, String os, String cpu, String device, int threads) {

  /** This machine, with what only the engine knows given. */
  public static Platform here(String library, String device, int threads) {
    return new Platform(
        codeVersion(),
        library,
        System.getProperty("java.vendor") + " " + Runtime.version(),
        Text.format(
            "%s %s %s",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        processor(),
        device,
        threads);
  }

  /** Version and commit of this build; {@code unknown} for a build outside git. */
  public static String codeVersion() {
    Properties git = new Properties();
    try (InputStream in = Platform.class.getResourceAsStream("/deconvlab/git.properties")) {
      if (in != null) {
        git.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("git.properties in the jar cannot be read", e);
    }
    String dirty = "true".equals(git.getProperty("git.dirty")) ? "-dirty" : "";
    return git.getProperty("git.commit.id.full", "unknown") + dirty;
  }

  /** This machine's memory, in bytes: what it has and what is free. */
  public static OperatingSystemMXBean memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException | UncheckedIOException e) {
        return System.getProperty("os.arch");
      }
    }
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows == null ? System.getProperty("os.arch") : windows;
  }
}
