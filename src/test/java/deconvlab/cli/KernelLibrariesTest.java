package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.JavaProcess;
import deconvlab.record.RunFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a kernel's Gson 2.8.5 and slf4j 1.7 come before our libraries, nothing is different. */
class KernelLibrariesTest {
  @TempDir private Path folder;

  /** Reads the committed records; their number is all that it prints. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] folders) throws IOException {
      int n = 0;
      try (Stream<Path> files = Files.walk(Path.of(folders[0]))) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.json(\\.gz)?")).toList()) {
          RunFiles.read(file);
          n++;
        }
      }
      System.out.print(n);
    }
  }

  @Test
  void theyDoNotMatter() throws IOException, InterruptedException {
    List<String> trained =
        run(
            Main.class,
            "train --model s4 --data cifar10-mini --max-steps 2 --validation 100 --store",
            folder.resolve("store").toString());
    assertThat(RunFiles.read(Path.of(trained.get(trained.size() - 1))).steps().length())
        .isEqualTo(2);
    assertThat(run(Main.class, "verify", "src/test/resources/deconvlab/verify/own_cases.json"))
        .last()
        .asString()
        .startsWith("verify: 7 of 7 agree");
    String records = "docs/records/runs";
    try (Stream<Path> files = Files.list(Path.of(records))) {
      assertThat(Long.parseLong(run(Reading.class, records).get(0))).isEqualTo(files.count());
    }
  }

  private List<String> run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    String kernel;
    try (Stream<Path> jars = Files.list(Path.of("target/kernel"))) {
      kernel =
          jars.map(jar -> jar.toAbsolutePath().toString())
              .collect(Collectors.joining(File.pathSeparator));
    }
    assertThat(kernel).contains("gson-2.8.5", "slf4j-api-1.7.36");
    String[] words = String.join(" ", arguments).split(" ");
    Map<String, String> first = Map.of("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + kernel);
    try (JavaProcess process = JavaProcess.start(folder, first, main, words)) {
      assertThat(process.status()).as(process.err()).isZero();
      return process.out().lines().toList();
    }
  }
}
