package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.record.Json;
import deconvlab.record.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which combinations of levels are arms, in which order. */
class DesignTest {
  private static Map<String, Map<String, ?>> factors() {
    Map<String, Map<String, ?>> factors = new LinkedHashMap<>();
    factors.put("clip", levels("none", "norm", "value"));
    factors.put("warm-up", levels("off", "on"));
    return factors;
  }

  private static Map<String, String> levels(String... names) {
    Map<String, String> levels = new LinkedHashMap<>();
    for (String name : names) {
      levels.put(name, "");
    }
    return levels;
  }

  private static JsonNode json(String text) throws JsonException {
    return Json.read(text.replace('\'', '"'), JsonNode.class);
  }

  private static Design design(String text) throws JsonException {
    return Design.of(json(text), factors());
  }

  private static String words(List<Map<String, String>> arms) {
    return String.join("; ", arms.stream().map(a -> String.join(" ", a.values())).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'grid' | none off; none on; norm off; norm on; value off; value on |",
        "'one-at-a-time' | none off; norm off; value off; none on | none off",
        "{'one-at-a-time': {'warm-up': 'on', 'clip': 'norm'}}"
            + " | norm on; none on; value on; norm off | norm on",
        "'leave-one-out' | value on; none on; norm on; value off | value on",
        "{'leave-one-out': {'clip': 'norm', 'warm-up': 'on'}}"
            + " | norm on; none on; value on; norm off | norm on",
        "[{'warm-up': 'on', 'clip': 'norm'}, {'clip': 'none', 'warm-up': 'off'}]"
            + " | norm on; none off |",
      })
  void armsInOrder(String design, String arms, String baseline) throws JsonException {
    Design made = design(design);
    assertThat(words(made.arms())).isEqualTo(arms);
    assertThat(words(List.of(made.baseline()))).isEqualTo(baseline == null ? "" : baseline);
    // Levels stand in the order of the factors, however the file has them.
    assertThat(made.arms())
        .allSatisfy(a -> assertThat(a.keySet()).containsExactly("clip", "warm-up"));
  }

  @Test
  void withoutADesignItIsTheGrid() throws JsonException {
    assertThat(Design.of(null, factors())).isEqualTo(design("'grid'"));
    assertThat(Design.of(null, Map.of()).arms()).containsExactly(Map.of());
    assertThat(Design.of(json("'one-at-a-time'"), Map.of()).arms()).containsExactly(Map.of());
  }

  @Test
  void moreThanAThousandArmsAreRefusedAtOnce() {
    Map<String, Map<String, ?>> factors = new LinkedHashMap<>();
    String[] ten = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    for (String factor : List.of("a", "b", "c")) {
      factors.put(factor, levels(ten));
    }
    assertThat(Design.of(null, factors).arms()).hasSize(1000);
    factors.put("d", levels("0", "1"));
    assertThatThrownBy(() -> Design.of(null, factors)).hasMessageContaining("over 1,000 arms");
    for (int f = 0; f < 100; f++) {
      factors.put("f" + f, levels(ten));
    }
    assertThatThrownBy(() -> Design.of(null, factors)).hasMessageContaining("over 1,000 arms");
  }
}
