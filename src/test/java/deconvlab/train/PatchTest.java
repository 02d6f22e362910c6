package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.model.NetworkConfig;
import deconvlab.record.Copy;
import deconvlab.record.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PatchTest {
  private static final TrainConfig DEFAULT =
      TrainConfig.of(NetworkConfig.of("ddnet"), "cifar10-mini").withMemoryFormat("contiguous");

  /** Every field at another value than its default. */
  private static final String[] MOST = {
    "network.model=stack",
    "network.head=bottleneck",
    "network.width=8",
    "network.depth=4",
    "network.kind=deconv",
    "network.kernel=5",
    "network.twin=conv",
    "network.activation=tanh",
    "network.slope=0.25",
    "network.gain=2",
    "network.batchNorm=true",
    "network.dropout=0.5",
    "network.dropoutPlace=after-norm",
    "network.init=xavier",
    "network.initScale=3",
    "network.picture=residual",
    "network.filters=2,3,4,5,6",
    "network.latent=7",
    "optimizer.name=sgd",
    "optimizer.learningRate=1e-2",
    "optimizer.momentum=0.9",
    "optimizer.nesterov=true",
    "optimizer.beta1=0.8",
    "optimizer.beta2=0.99",
    "optimizer.alpha=0.5",
    "optimizer.epsilon=1E-6",
    "clip.type=norm",
    "clip.limit=2",
    "clip.weights=0.5",
    "penalty.l1=0.125",
    "penalty.l2=0.0625",
    "schedule.type=step",
    "schedule.every=5",
    "schedule.factor=0.5",
    "schedule.warmup=3",
    "loss.crossEntropy=0.5",
    "loss.mse=0.25",
    "loss.labelSmoothing=0.125",
    "loss.kl=2",
    "loss.klWarmup=3",
    "loss.freeNats=0.5",
    "data=/my data/a=b",
    "fraction=0.5",
    "validation=40",
    "normalize=false",
    "augment=true",
    "dropLast=true",
    "batch=16",
    "epochs=7",
    "memoryFormat=channels-last",
    "precision=bf16",
    "augmentation.rotate=15",
    "augmentation.cutout=8",
    "imbalance.ratio=100",
    "imbalance.remedy=weight",
    "degrade.kind=noise",
    "degrade.level=25",
    "shrink.prune=channels",
    "shrink.share=0.5",
    "shrink.at=0.75",
    "shrink.bits=8",
    "shrink.scale=channel",
    "adversary.game=hinge",
    "adversary.steps=2",
    "adversary.constraint=clip",
    "adversary.strength=0.01",
    "adversary.rate=2",
    "maxSteps=11"
  };

  /** Those that exclude some of the others. */
  private static final String[] REST = {
    "optimizer.name=adamw",
    "optimizer.weightDecay=0.5",
    "schedule.type=cosine",
    "schedule.end=0.25",
    "augmentation.flip=true",
    "augmentation.crop=2"
  };

  /** The fields of a configuration by their dotted names, in its order. */
  private static Map<String, JsonNode> fields(ObjectNode tree) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    tree.properties()
        .forEach(
            e -> {
              if (e.getValue() instanceof ObjectNode group) {
                group.properties().forEach(f -> fields.put(path(e, f.getKey()), f.getValue()));
              } else {
                fields.put(e.getKey(), e.getValue());
              }
            });
    return fields;
  }

  private static String path(Map.Entry<String, JsonNode> group, String field) {
    return group.getKey() + "." + field;
  }

  @Test
  void everyFieldIsSetAndReadBack() {
    Set<String> set = new TreeSet<>();
    for (String[] settings : List.of(MOST, REST)) {
      TrainConfig config = Patch.config(Patch.parse(settings));
      Map<String, JsonNode> fields = fields(config.toJson());
      Map<String, JsonNode> defaults = fields(DEFAULT.toJson());
      for (String setting : settings) {
        String key = setting.substring(0, setting.indexOf('='));
        String value = setting.substring(setting.indexOf('=') + 1);
        assertThat(fields.get(key)).as(setting).isNotEqualTo(defaults.get(key));
        if (fields.get(key).isNumber()) {
          assertThat(fields.get(key).asDouble()).as(key).isEqualTo(Double.parseDouble(value));
        } else {
          assertThat(fields.get(key).asString()).isEqualTo(value);
        }
        set.add(key);
      }
      String[] all = Patch.settings(config.toJson()).toArray(String[]::new);
      assertThat(Patch.config(Patch.parse(all))).isEqualTo(config);
      String[] changed = Patch.differences(DEFAULT, config).toArray(String[]::new);
      assertThat(Patch.on(DEFAULT, Patch.parse(changed))).isEqualTo(config);
    }
    assertThat(set).isEqualTo(new TreeSet<>(fields(DEFAULT.toJson()).keySet()));
  }

  @Test
  void nothingIsTheDefaultOfModelAndOptimizer() {
    assertThat(Patch.config()).isEqualTo(DEFAULT);
    assertThat(Patch.config(Json.object(), Patch.parse("network.model=s4")))
        .isEqualTo(Copy.with(DEFAULT, "network", NetworkConfig.of("s4")));
    assertThat(Patch.config(Patch.parse("optimizer.name=adamw", "network.model=s1")))
        .isEqualTo(
            Copy.with(DEFAULT, "network", NetworkConfig.of("s1"))
                .withOptimizer(OptimizerConfig.of("adamw", 1e-3)));
  }

  @Test
  void aNumberIsSetAsItsFieldHasIt() {
    assertThat(Patch.set(DEFAULT, "batch", 8)).isEqualTo(DEFAULT.withBatch(8));
    assertThat(Patch.set(DEFAULT, "fraction", 1)).isEqualTo(DEFAULT);
    assertThat(Patch.isNumber("batch")).isTrue();
    assertThat(Patch.isNumber("data")).isFalse();
    assertThat(Patch.isNumber("network")).isFalse();
  }

  /** Patches of any fields, in no form: field → value. */
  @Provide
  Arbitrary<Map<String, JsonNode>> values() {
    Map<String, JsonNode> all = fields(DEFAULT.toJson());
    return Arbitraries.maps(
            Arbitraries.of(all.keySet()),
            Arbitraries.strings()
                .ofMaxLength(6)
                .flatMap(t -> Arbitraries.integers().map(i -> Map.entry(t, i))))
        .map(
            drawn -> {
              Map<String, JsonNode> values = new LinkedHashMap<>();
              drawn.forEach((k, v) -> values.put(k, like(all.get(k), v.getKey(), v.getValue())));
              return values;
            });
  }

  private static JsonNode like(JsonNode field, String text, int number) {
    ObjectNode value = Json.object();
    if (field.isString()) {
      value.put("", text);
    } else if (field.isBoolean()) {
      value.put("", number % 2 == 0);
    } else if (field.isIntegralNumber()) {
      value.put("", number);
    } else {
      value.put("", number / 7.0);
    }
    return value.get("");
  }

  private static ObjectNode dotted(Map<String, JsonNode> values) {
    ObjectNode patch = Json.object();
    values.forEach(patch::set);
    return patch;
  }

  private static ObjectNode nested(Map<String, JsonNode> values) {
    ObjectNode patch = Json.object();
    values.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          ObjectNode in = dot < 0 ? patch : patch.withObjectProperty(key.substring(0, dot));
          in.set(key.substring(dot + 1), value);
        });
    return patch;
  }

  @Property(tries = 200)
  void dottedAndNestedAreOne(@ForAll("values") Map<String, JsonNode> values) {
    ObjectNode patch = Patch.merge(dotted(values));
    assertThat(patch).isEqualTo(nested(values)).isEqualTo(Patch.merge(nested(values)));
    assertThat(Patch.parse(Patch.settings(patch).toArray(String[]::new))).isEqualTo(patch);
  }

  @Property(tries = 200)
  void theLaterOfTwoWins(
      @ForAll("values") Map<String, JsonNode> first,
      @ForAll("values") Map<String, JsonNode> second,
      @ForAll("values") Map<String, JsonNode> third) {
    Map<String, JsonNode> both = new LinkedHashMap<>(first);
    both.putAll(second);
    ObjectNode merged = Patch.merge(nested(first), dotted(second));
    assertThat(merged).isEqualTo(nested(both));
    assertThat(Patch.merge(merged, nested(third)))
        .isEqualTo(Patch.merge(dotted(first), Patch.merge(nested(second), dotted(third))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network.widht=8 | `network.widht` is an unknown key of a configuration; perhaps `network.width`",
        "widht=8 | `widht` is an unknown key of a configuration; perhaps `network.width`",
        "network.width.x=8 | `network.width.x` is an unknown key of a configuration",
        "optimiser=sgd | `optimiser` is an unknown key of a configuration; perhaps `optimizer`",
        "network=s4 | `network` is a group of fields: set one of them; perhaps `network.model`",
        "network.width =8 | `network.width ` is an unknown key",
        "network.width=8.5 | network.width=8.5 must be a whole number of at most 32 bits",
        "network.width=08 | network.width=`08` must be a whole number",
        "network.width=99999999999 | network.width=99999999999 must be a whole number of at most",
        "network.batchNorm=yes | network.batchNorm=`yes` must be true or false; its default is false",
        "fraction='0.5' | fraction=`'0.5'` must be a number; its default is 1.0",
        "fraction={} | fraction={} must be a number",
        "fraction=1 2 | fraction=`1 2` must be a number",
        "batch | setting `batch` must be key=value, for instance optimizer.learningRate=0.01",
        "=8 | setting `=8` must be key=value",
      })
  void whatCannotBeIsRefused(String setting, String message) {
    assertThatThrownBy(() -> Patch.parse(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.replace('`', '\''));
  }

  @Test
  void aFieldThatStandsTwiceIsRefused() throws Exception {
    ObjectNode twice = Json.read("{\"clip\": {\"limit\": 1}, \"clip.limit\": 2}", ObjectNode.class);
    assertThatThrownBy(() -> Patch.merge(twice))
        .hasMessage("clip.limit stands twice in a patch: nested and with dots");
  }

  @Test
  void valuesOutOfRangeAreRefusedWhereTheyAreUsed() {
    ObjectNode wide = Patch.parse("network.width=5000");
    assertThatThrownBy(() -> Patch.config(wide)).hasMessage("width=5000 must be in [1, 4096]");
    assertThatThrownBy(() -> Patch.set(DEFAULT, "network.width", 2.5))
        .hasMessageContaining("network.width=2.5 must be a whole number");
    assertThatThrownBy(() -> Patch.set(DEFAULT, "data", 1))
        .hasMessageContaining("data=1.0 must be");
    assertThatThrownBy(() -> Patch.config(Patch.parse("network.model=s1")).check())
        .hasMessageContaining("crossEntropy=1.0 needs class scores; model=s1");
  }
}
