package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.Fuzz;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options at random, in this process: whatever they are, a sentence and an exit status, never a
 * trace. What a verb is asked for lies in no place, so that none begins to work; bench step and
 * diagnose do what little is left of them.
 */
class OptionsFuzzTest {
  private static final List<String> TOKENS =
      List.of(
          ("0 -1 1 2 0.5 1e-3 1e308 -1e308 1e309 NaN Infinity 2147483647 2147483648 -2147483648"
                  + " 9223372036854775808 0x7fffffff 1,5 ٣ true null cpu gpu GPU cuda gpu:9999 best"
                  + " relu mish s4 stack bench cosine step adamw sgd full off none conv icnr djl"
                  + " reference @x --seed -- -x '' \" %s ${x} /dev/full ../x a\0b a\nb \u001b[2J"
                  + " caf\uFFFD 99999999999999999999999999999999 1e-320")
              .split(" "));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --model s4 --data nowhere",
        "run --data nowhere",
        "ablate nothing",
        "verify nowhere.json",
        "data nothing",
        "bench data --data nowhere",
        "doctor --nothing"
      })
  void whatCannotBeIsRefusedInASentence(String line) {
    // One for all: to make it takes a hundred times what a refusal does.
    CommandLine lab = Main.commandLine(OutputStream.nullOutputStream());
    List<OptionSpec> options = options(lab, line);
    for (int i = 0; i < Fuzz.COUNT / 3; i++) {
      List<String> arguments = mutation(line, options, i);
      assertThat(status(lab, arguments)).as("mutation %d: %s", i, arguments).isIn(1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench step --batch 1", "bench diagnose --batch 1 --every 1"})
  void whatCanBeGivesFiguresAndTheRestIsRefused(String line) {
    // The last ones are in force: 8 blocks of one step, 3 steps.
    String small = line.contains("diagnose") ? " --rounds 7 --steps 1" : " --steps 3 --warmup 0";
    CommandLine lab = Main.commandLine(OutputStream.nullOutputStream());
    List<OptionSpec> options = options(lab, line);
    // These load the library and compute.
    for (int i = 0; i < Fuzz.COUNT / 30; i++) {
      List<String> arguments = mutation(line + small + " --json", options, i);
      assertThat(status(lab, arguments)).as("mutation %d: %s", i, arguments).isIn(0, 2);
    }
  }

  /** The line with one to three options of its verb more, or in the place of what it has. */
  private static List<String> mutation(String line, List<OptionSpec> options, int i) {
    Random random = new Random(Fuzz.SEED * 1_000_003 + i);
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      OptionSpec option = options.get(random.nextInt(options.size()));
      int at = arguments.indexOf(option.longestName());
      String value = TOKENS.get(random.nextInt(TOKENS.size()));
      if (at >= 0 && at + 1 < arguments.size() && !option.longestName().equals("--data")) {
        arguments.set(at + 1, value);
      } else if (at < 0) {
        arguments.add(option.longestName());
        if (option.arity().max() > 0 && random.nextInt(8) > 0) {
          arguments.add(value);
        }
      } else {
        arguments.add(value);
      }
    }
    return arguments;
  }

  private static List<OptionSpec> options(CommandLine lab, String line) {
    CommandLine command = lab;
    for (String word : List.of(line.split(" ", -1))) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .toList();
  }

  private static int status(CommandLine lab, List<String> arguments) {
    Ran run = Ran.of(lab, arguments.toArray(String[]::new));
    assertThat(run.err())
        .as("%s", arguments)
        .doesNotContain("\tat ", "Internal error", "Exception");
    if (run.status() == 0) {
      assertThat(run.out()).isNotBlank().doesNotContain("NaN", "Infinity");
    } else {
      assertThat(run.err()).as("%s", arguments).isNotBlank();
    }
    return run.status();
  }
}
