package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One weight in two layers, as torch's {@code parameters()} has it: one parameter. */
class SharedParameterTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** The same linear layer, once or under two names. */
  private static final class Twice extends OneLayer {
    private final boolean twoNames;

    Twice(NDManager manager, boolean twoNames) {
      super(manager, new float[][] {{1, -2}, {0.5f, 1}}, 0, 0);
      this.twoNames = twoNames;
    }

    @Override
    public NDList forward(ParameterStore store, NDArray x, boolean training, Trace trace) {
      return super.forward(store, super.forward(store, x, training, trace).head(), training, trace);
    }

    @Override
    public Map<String, Parameter> trainable() {
      Map<String, Parameter> named = new LinkedHashMap<>();
      named.put("dense1.weight", linear.getDirectParameters().get("weight"));
      if (twoNames) {
        named.put("dense2.weight", linear.getDirectParameters().get("weight"));
      }
      return named;
    }
  }

  private StepResult step(Twice network, OptimizerConfig optimizer) {
    StepRule rule =
        new StepRule(
            LossConfig.CLASSIFY, new PenaltyConfig(0.01, 0.1), ClipConfig.norm(0.1), optimizer);
    TrainStep step = new TrainStep(network, rule, manager, 1, true);
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.create(new float[][] {{1, 2}, {-1, 0.5f}});
      step.run(x, manager.create(new long[] {0, 1}), 0, 0.1);
    }
    assertThat(step.layers()).containsExactly("dense1");
    return step.flush().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw", "rmsprop"})
  void itIsNotedAndUpdatedOnce(String name) {
    OptimizerConfig optimizer = OptimizerConfig.of(name, 0.1);
    Twice one = new Twice(manager, false);
    Twice two = new Twice(manager, true);
    StepResult expected = step(one, optimizer);
    StepResult found = step(two, optimizer);
    assertThat(found.gradientNorm()).isEqualTo(expected.gradientNorm());
    assertThat(found.scalars().updateRatios()).isEqualTo(expected.scalars().updateRatios());
    assertThat(found.scalars().parameterGradients()).hasSize(1);
    assertThat(two.weight()).isEqualTo(one.weight());
  }

  @Test
  void equalNumbersDoNotMakeTwoParametersOne() {
    NDArray weight = manager.ones(new Shape(2, 2));
    Map<String, Parameter> named = new LinkedHashMap<>();
    for (String layer : new String[] {"dense1", "dense2"}) {
      Parameter parameter =
          Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build();
      parameter.setArray(weight.duplicate());
      named.put(layer + ".weight", parameter);
    }
    assertThat(new StepParameters(named).layers()).containsExactly("dense1", "dense2");
    assertThat((double) weight.sum().getFloat()).isCloseTo(4, within(0.0));
  }
}
