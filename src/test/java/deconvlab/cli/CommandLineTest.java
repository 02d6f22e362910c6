package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** The verbs in this process: help, exit status, refusals in the user's terms, JSON. */
class CommandLineTest {
  private static final String HANDMADE = "src/test/resources/deconvlab/verify/own_cases.json";

  @TempDir private Path folder;

  static List<String> verbs() {
    return Main.commandLine(OutputStream.nullOutputStream()).getSubcommands().keySet().stream()
        .filter(verb -> !verb.equals("help"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpOfEveryVerbHasAnExample(String verb) {
    Ran run = Ran.of(verb, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Example").contains("environment/lab " + verb);
    assertThat(run.err()).isEmpty();
    // Whole lines, to be copied: nothing wrapped.
    String[] footer =
        Main.commandLine(OutputStream.nullOutputStream())
            .getSubcommands()
            .get(verb)
            .getCommandSpec()
            .usageMessage()
            .footer();
    assertThat(run.lines()).contains(footer);
  }

  @Test
  void theVerbsOfTheDesignAreThere() {
    assertThat(verbs()).contains("run", "train", "ablate", "verify", "data", "bench", "doctor");
    for (String part : List.of("step", "data")) {
      assertThat(Ran.of("bench", part, "--help").out()).contains("environment/lab bench " + part);
    }
    assertThat(Ran.of("--version").out()).startsWith("deconv-lab ");
    assertThat(Ran.of("--help").out()).contains("train").contains("doctor");
  }

  @Test
  void badUsageIsTwoAndSaysWhatWouldBeRight() {
    refused("Unknown options: '--epoch'", train("--epoch", "3"));
    refused("Missing required option", "train", "--model", "ddnet");
    refused("bench needs a name: bench step, bench data, bench diagnose", "bench");
    refused("Invalid value for option '--epochs'", train("--epochs", "many"));
    refused("wobble", "wobble");
    refused("model=resnet is unknown: use one of s1, s2,", train("--model", "resnet"));
    refused("activation=mish is unknown: use one of identity,", train("--activation", "mish"));
    refused("init=zeros is unknown: use one of he,", train("--init", "zeros"));
    refused("head=tail is unknown: use one of decoder, bottleneck", train("--head", "tail"));
    refused("kernel=5 does nothing for model=ddnet: leave it out", train("--kernel", "5"));
    refused("depth=4 does nothing for model=ddnet: leave it out", train("--depth", "4"));
    refused("kind=conv does nothing for model=ddnet: leave it out", train("--kind", "conv"));
    refused("twin=triplet is unknown: use one of none, conv", train("--twin", "triplet"));
    refused("gain=-1.0 must be in [0, 100]", train("--gain", "-1"));
    refused("initScale=0.0 must be in (0, 1000000]", train("--init-scale", "0"));
    refused("optimizer=lion is unknown: use one of sgd, adam", train("--optimizer", "lion"));
    refused("epochs=0 must be at least 1", train("--epochs", "0"));
    refused("learningRate=-1.0 must be above 0", train("--lr", "-1"));
    refused("device=tpu is unknown: use cpu, gpu, gpu:N or best", train("--device", "tpu"));
    refused("threads=0 must be in [1, ", train("--threads", "0"));
    refused("logEvery=0 must be at least 1", train("--log-every", "0"));
    refused("tier=loud is unknown: use one of off, scalars, full", train("--diagnose", "loud"));
    refused("every=0 must be at least 1", train("--diagnose-every", "0"));
    refused(
        "data 'mnist' is unknown: take one of cifar10-mini, cifar10",
        "train",
        "--model",
        "cnn",
        "--data",
        "mnist",
        "--store",
        folder.toString());
    refused("data 'mnist' is unknown: take one of cifar10-mini, cifar10", "data", "mnist");
    refused("cifar10-mini is embedded", "data", "cifar10-mini", "--from", "x.tar.gz");
    refused("batch=0 must be in [1, 4096]", "bench", "step", "--batch", "0");
    refused("steps=0 must be in [3, 1000000]", "bench", "step", "--steps", "0");
    refused("study=tame is no built-in study (headline, classifiers,", "ablate", "tame");
    refused("seeds=0 must be N for seeds 0 to N-1", "ablate", "taming-clip", "--seeds", "0");
    refused("seeds=2147483647 must", "ablate", "taming-clip", "--seeds", "2147483647");
    refused("batch='x' must be a whole number", train("--set", "batch=x"));
    refused("warmup=-4 must be in [0, ", "bench", "data", "--warmup", "-4");
    refused("batch=2000000 must be in [1, ", "bench", "data", "--batch", "2000000");
    refused("steps=1 must be in [3, ", "bench", "step", "--warmup", "-1", "--steps", "1");
    refused("steps=2000000000 must be in [3, ", "bench", "step", "--steps", "2000000000");
    refused("width=64 must be in [1, 32]", "bench", "step", "--width", "64");
    refused("batch=512 must be in [1, 256]", "bench", "step", "--width", "16", "--batch", "512");
    refused("every=2147483647 must", "bench", "diagnose", "--every", "2147483647");
    refused("rounds=3 must be in [7, 1000]", "bench", "diagnose", "--rounds", "3");
    refused("rounds=2 must be in [3, 1000]", "bench", "predict", "smaller", "--rounds", "2");
    refused("study=smalle is unknown: use one of", "bench", "predict", "smalle");
    refused("'a?b' names no", "train", "--model", "s4", "--data", "d", "--store", "a\0b");
    refused("shard=2/2 must be i/n", "ablate", "taming-clip", "--shard", "2/2");
    refused("Missing required parameter: 'STUDY|FILE'", "ablate");
    refused("engine", "verify", "--engine", "abacus", HANDMADE);
  }

  private void refused(String message, String... arguments) {
    Ran run = Ran.of(arguments);
    assertThat(run.err()).as("%s", List.of(arguments)).contains(message);
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Unforeseen");
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  private String[] train(String option, String value) {
    String model = option.equals("--model") ? value : "ddnet";
    return option.equals("--model")
        ? new String[] {"train", "--model", model, "--data", "cifar10-mini"}
        : new String[] {
          "train",
          "--model",
          model,
          "--data",
          "cifar10-mini",
          "--store",
          folder.toString(),
          option,
          value
        };
  }

  @Test
  void aStoreThatIsAFileIsOneAndNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    Ran run =
        Ran.of("train", "--model", "cnn", "--data", "cifar10-mini", "--store", file.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("taken").doesNotContain("\tat ");
  }

  @Test
  void verifySaysZeroOneAndTwo() throws IOException {
    Ran agree = Ran.of("verify", HANDMADE);
    assertThat(agree.status()).as(agree.err() + agree.out()).isZero();
    assertThat(agree.lines().get(agree.lines().size() - 1))
        .matches("verify: (\\d+) of \\1 agree, largest error .*");
    String broken = Files.readString(Path.of(HANDMADE)).replace("[321,543]", "[321,544]");
    Path wrong = Files.writeString(folder.resolve("wrong.json"), broken);
    Ran disagree = Ran.of("verify", "--json", wrong.toString());
    assertThat(disagree.status()).isEqualTo(1);
    assertThat(Json.read(disagree.lines().get(0), ObjectNode.class)).isNotEmpty();
    Ran absent = Ran.of("verify", folder.resolve("absent.json").toString());
    assertThat(absent.status()).isNotZero();
    assertThat(absent.err() + absent.out()).contains("absent.json").doesNotContain("\tat ");
    assertThat(Ran.of("verify").status()).isEqualTo(2);
  }

  @Test
  void benchStepPrintsOneJsonObjectALine() throws IOException {
    Ran run = Ran.of("bench", "step", "--json", "--batch", "2", "--steps", "3", "--warmup", "1");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(1);
    ObjectNode line = Json.read(run.out(), ObjectNode.class);
    assertThat(line.propertyNames())
        .contains("bench", "width", "batch", "ms_per_step", "p10_ms", "p90_ms", "n", "device")
        .contains("threads", "cpu", "memory_format", "precision");
    assertThat(line.get("bench").asString()).isEqualTo("step");
    assertThat(line.get("n").asInt()).isEqualTo(3);
    assertThat(line.get("batch").asInt()).isEqualTo(2);
    assertThat(line.get("ms_per_step").asDouble())
        .isBetween(line.get("p10_ms").asDouble(), line.get("p90_ms").asDouble())
        .isPositive();
  }

  @Test
  void benchPredictTimesEachNetworkOfAStudyOnce() throws IOException {
    Ran run =
        Ran.of(
            "bench",
            "predict",
            "smaller",
            "--batch",
            "2",
            "--rounds",
            "3",
            "--steps",
            "1",
            "--json");
    assertThat(run.status()).as(run.err()).isZero();
    List<String> names = new ArrayList<>();
    for (String text : run.lines()) {
      ObjectNode line = Json.read(text, ObjectNode.class);
      names.add(line.get("network").asString());
      assertThat(line.get("batch").asInt()).isEqualTo(2);
      assertThat(line.get("n").asInt()).isEqualTo(3);
      assertThat(line.get("ratio").asDouble())
          .isBetween(line.get("ratio_low").asDouble(), line.get("ratio_high").asDouble())
          .isPositive();
    }
    assertThat(names)
        .startsWith("whole", "filters 50 %")
        .contains("half as wide from the start", "separable")
        .doesNotContain("weights 75 %", "8 bits")
        .doesNotHaveDuplicates();
  }

  @Test
  void benchDataPrintsImagesASecond() throws IOException {
    Ran run =
        Ran.of(
            "bench",
            "data",
            "--json",
            "--augment",
            "--batch",
            "8",
            "--steps",
            "3",
            "--warmup",
            "1");
    assertThat(run.status()).as(run.err()).isZero();
    ObjectNode line = Json.read(run.out(), ObjectNode.class);
    assertThat(line.propertyNames())
        .contains("data", "ms_per_batch", "images_per_second", "augment");
    double rate = 8 / (line.get("ms_per_batch").asDouble() / 1000);
    assertThat(line.get("images_per_second").asDouble())
        .isCloseTo(rate, org.assertj.core.api.Assertions.within(1e-6 * rate));
  }

  @Test
  void doctorFindsTheLibrary() throws IOException {
    Ran run = Ran.of("doctor", "--json");
    assertThat(run.status()).isZero();
    ObjectNode found = Json.read(run.out(), ObjectNode.class);
    assertThat(found.get("engine").asString()).startsWith("PyTorch 2.");
    assertThat(found.propertyNames())
        .contains("device", "gpus", "threads", "java", "os", "cpu", "code");
  }
}
