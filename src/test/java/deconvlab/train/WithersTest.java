package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.data.AugmentConfig;
import deconvlab.data.DegradeConfig;
import deconvlab.model.NetworkConfig;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code with…} of one value changes the component it is named after, and nothing else. */
class WithersTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of("stack");

  /** What a component is changed to where the value of its type below would be refused. */
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("head", "bottleneck"),
          Map.entry("kind", "deconv"),
          Map.entry("twin", "matched"),
          Map.entry("activation", "tanh"),
          Map.entry("dropoutPlace", "before-norm"),
          Map.entry("init", "xavier"),
          Map.entry("data", "elsewhere"),
          Map.entry("augmentation", AugmentConfig.USUAL),
          Map.entry("imbalance", new ImbalanceConfig(10, "resample")),
          Map.entry("shrink", new ShrinkConfig("layer", 0.5, 1, 8, "channel")),
          Map.entry("adversary", AdversaryConfig.of("hinge")),
          Map.entry("filters", "3,4"),
          Map.entry("memoryFormat", "channels-last"),
          Map.entry("precision", "bf16"),
          Map.entry("kernel", 5),
          Map.entry("picture", "residual"),
          Map.entry("degrade", new DegradeConfig("jpeg", 10)),
          Map.entry("network", NETWORK.withWidth(3)),
          Map.entry("optimizer", OptimizerConfig.of("sgd", 0.5)),
          Map.entry("clip", ClipConfig.norm(2)),
          Map.entry("penalty", new PenaltyConfig(1, 2)),
          Map.entry("schedule", ScheduleConfig.cosine(0.1)),
          Map.entry("loss", new LossConfig(1, 0, 0.1)));

  static List<Record> configurations() {
    return List.of(
        NETWORK.withKind("conv"),
        TrainConfig.of(NETWORK, "here").withFraction(0.5),
        OptimizerConfig.of("adamw", 0.1),
        ClipConfig.norm(1),
        ScheduleConfig.CONSTANT,
        AugmentConfig.NONE,
        new LossConfig(1, 1, 0, 1, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void oneComponent(Record before) throws ReflectiveOperationException {
    int tried = 0;
    for (Method with : before.getClass().getMethods()) {
      if (!with.getName().startsWith("with") || with.getParameterCount() != 1) {
        continue;
      }
      String name = with.getName().substring(4, 5).toLowerCase(Locale.ROOT);
      String component = name + with.getName().substring(5);
      Object value = value(component, with.getParameterTypes()[0]);
      Record after = (Record) with.invoke(before, value);
      for (RecordComponent c : before.getClass().getRecordComponents()) {
        Object expected = c.getName().equals(component) ? value : c.getAccessor().invoke(before);
        assertThat(c.getAccessor().invoke(after)).as(with + ": " + c.getName()).isEqualTo(expected);
      }
      tried++;
    }
    assertThat(tried).isPositive();
  }

  private static Object value(String component, Class<?> type) {
    if (VALUES.containsKey(component)) {
      return VALUES.get(component);
    }
    return type == int.class ? (Object) 7 : type == boolean.class ? (Object) true : (Object) 0.25;
  }

  @Test
  void theRecordsOwnRefusalComesThrough() {
    assertThatThrownBy(() -> NETWORK.withWidth(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width=0 must be in [1,");
  }
}
