package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.model.NetworkConfig;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A run is found by what determines its numbers, and by nothing else. */
class RunKeyTest {
  private static final Path RUNS = Path.of("docs/records/runs");

  private static ObjectNode configuration() {
    return TrainConfig.of(NetworkConfig.of("ddnet"), "cifar10-mini")
        .withMemoryFormat("contiguous")
        .toJson();
  }

  private static RunKey key(ObjectNode configuration) {
    return RunKey.of(configuration, 3, "pixels", "labels", 1);
  }

  private static ObjectNode with(String field, JsonNode value) {
    ObjectNode all = configuration();
    int dot = field.indexOf('.');
    ObjectNode in = dot < 0 ? all : (ObjectNode) all.get(field.substring(0, dot));
    in.set(field.substring(dot + 1), value);
    return all;
  }

  private static JsonNode other(JsonNode value) {
    ObjectNode box = Json.object();
    if (value.isNumber()) {
      box.put("", value.asDouble() + 0.5);
    } else if (value.isBoolean()) {
      box.put("", !value.asBoolean());
    } else {
      box.put("", value.asString() + "-other");
    }
    return box.get("");
  }

  /** A field without a default here would be part of every key, and its default part of none. */
  @Test
  void theDefaultsInTheJarAreTheConfigurations() throws IOException {
    try (InputStream in = RunKey.class.getResourceAsStream("defaults.json")) {
      ObjectNode defaults = Json.read(in.readAllBytes(), ObjectNode.class);
      Map<String, JsonNode> flat = RunKey.flat("", defaults);
      Map<String, JsonNode> now = RunKey.flat("", configuration());
      assertThat(flat.keySet()).isEqualTo(now.keySet());
      now.forEach((field, value) -> assertThat(value).as(field).isEqualTo(flat.get(field)));
    }
  }

  @Test
  void everyFieldButTheDatasNameIsPartOfIt() {
    Set<String> hashes = new HashSet<>(Set.of(key(configuration()).hash()));
    RunKey.flat("", configuration())
        .forEach(
            (field, value) -> {
              String hash = key(with(field, other(value))).hash();
              assertThat(hashes.add(hash)).as(field).isEqualTo(!field.equals("data"));
            });
    assertThat(hashes).hasSize(RunKey.flat("", configuration()).size());
  }

  @Test
  void seedImagesAndThreadsArePartOfIt() {
    ObjectNode c = configuration();
    assertThat(
            Set.of(
                RunKey.of(c, 3, "pixels", "labels", 1).hash(),
                RunKey.of(c, 4, "pixels", "labels", 1).hash(),
                RunKey.of(c, 3, "other", "labels", 1).hash(),
                RunKey.of(c, 3, "pixels", "other", 1).hash(),
                RunKey.of(c, 3, "pixels", "labels", 2).hash()))
        .hasSize(5);
  }

  @Test
  void whatIsMissingIsTheDefault() {
    ObjectNode none = Json.object();
    assertThat(key(none).hash()).isEqualTo(key(configuration()).hash());
    assertThat(key(none).file()).isEqualTo("run-seed3-" + key(none) + ".json");
    ObjectNode some = configuration();
    some.remove("fraction");
    ((ObjectNode) some.get("network")).remove(List.of("twin", "kernel"));
    assertThat(key(some)).isEqualTo(key(configuration()));
  }

  @Test
  void theOrderOfFieldsAndTheFormOfNumbersDoNotMatter() {
    ObjectNode turned = Json.object();
    List<String> names = new ArrayList<>(configuration().propertyNames());
    Collections.reverse(names);
    names.forEach(name -> turned.set(name, configuration().get(name)));
    assertThat(key(turned)).isEqualTo(key(configuration()));
    assertThat(key(with("epochs", Json.number(3)))).isEqualTo(key(configuration()));
    assertThat(key(with("epochs", Json.number(7)))).isEqualTo(key(with("epochs", Json.whole(7))));
    assertThat(key(with("clip.limit", Json.number(-0.0)))).isEqualTo(key(configuration()));
    ObjectNode text = Json.object().put("three", "3.0");
    assertThat(key(with("epochs", text.get("three")))).isNotEqualTo(key(configuration()));
  }

  @Test
  void aModelsNameMayBeNoFilesName() {
    ObjectNode text = Json.object().put("model", "../a b");
    assertThat(key(with("network.model", text.get("model"))).file()).startsWith("---a-b-seed3-");
  }

  /** What a store has must be found by every version to come. */
  @Test
  void keysStayWhatTheyWere() throws IOException {
    for (String name :
        List.of("ddnet-seed0-010adff75d14e561.json", "s4-seed1-6c2fc6cba61527ab.json")) {
      RunRecord run = RunFiles.read(RUNS.resolve(name));
      assertThat(RunKey.of(run).file()).isEqualTo(name);
      assertThat(RunKey.of(run.configuration(), run.seed(), "p", "l", 1))
          .isNotEqualTo(RunKey.of(run));
    }
    // By hashlib: sha256 of {}|3|pixels|labels|1 and, with 0.1 as 64 bits in hexadecimal, of
    // {optimizer.learningRate=3fb999999999999a}|3|pixels|labels|1.
    assertThat(key(configuration()).hash()).isEqualTo("dd956392688b407c");
    assertThat(key(with("optimizer.learningRate", Json.number(0.1))).hash())
        .isEqualTo("0838043565fc0727");
  }
}
