package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import deconvlab.data.Batch;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One step: its gradients against finite differences, its norms against DJL's own autograd. */
class TrainStepTest {
  private static final int IMAGES = 6;

  private final NDManager manager = Torch.engine().newBaseManager();
  private NDArray x;
  private NDArray labels;

  @BeforeEach
  void draw() {
    Torch.seed(4);
    x = manager.randomNormal(new Shape(IMAGES, 3, 32, 32));
    labels = manager.create(new long[] {0, 3, 9, 3, 5, 1});
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ddnet, decoder, false, 0",
    "ddnet, bottleneck, true, 0.5",
    "cnn, decoder, true, 0",
    "stack, decoder, false, 0",
  })
  void gradientsAreFiniteDifferences(String model, String head, boolean norm, double mse) {
    NetworkConfig config =
        NetworkConfig.of(model)
            .withHead(head)
            .withWidth(4)
            .withStack(2, "zigzag")
            .withActivation("tanh")
            .withBatchNorm(norm);
    Network network = Network.initialised(config, 2, manager);
    TrainStep step = step(network, new LossConfig(1, mse, 0), 1);
    Map<String, Parameter> parameters = network.trainable();
    for (String name : parameters.keySet()) {
      NDArray p = parameters.get(name).getArray();
      float[] before = p.toFloatArray();
      // SGD at rate 1 moves every parameter by minus its gradient.
      loss(step, 1);
      float[] after = p.toFloatArray();
      int at = steepest(before, after);
      double gradient = before[at] - after[at];
      // Every parameter moved: put all back before perturbing one.
      reset(network, config);
      double numeric = centralDifference(step, p, at);
      assertThat(gradient)
          .as("%s[%d]", name, at)
          .isCloseTo(numeric, within(2e-2 * Math.abs(numeric) + 5e-4));
    }
  }

  /** The network's initial weights again: configuration and seed determine them. */
  private void reset(Network network, NetworkConfig config) {
    Map<String, Parameter> fresh = Network.initialised(config, 2, manager).trainable();
    network
        .trainable()
        .forEach(
            (name, parameter) ->
                parameter.getArray().set(fresh.get(name).getArray().toFloatArray()));
  }

  private double centralDifference(TrainStep step, NDArray p, int at) {
    float[] values = p.toFloatArray();
    float centre = values[at];
    float eps = 1e-3f;
    values[at] = centre + eps;
    p.set(values);
    double above = loss(step, 0);
    values[at] = centre - eps;
    p.set(values);
    double below = loss(step, 0);
    values[at] = centre;
    p.set(values);
    return (above - below) / (2 * eps);
  }

  /** The loss of a step in training mode at this rate; at 0 nothing moves. */
  private double loss(TrainStep step, double rate) {
    return one(step, rate).loss();
  }

  private StepResult one(TrainStep step, double rate) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray batch = x.duplicate();
      batch.attach(scope);
      step.run(batch, labels, 0, rate);
    }
    return step.flush().get(0);
  }

  private static int steepest(float[] before, float[] after) {
    int at = 0;
    for (int i = 1; i < before.length; i++) {
      at = Math.abs(before[i] - after[i]) > Math.abs(before[at] - after[at]) ? i : at;
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void lossAndNormsAreThoseOfDjlsOwnAutograd(boolean norm) {
    NetworkConfig config = NetworkConfig.of("cnn").withWidth(4).withBatchNorm(norm);
    Network network = Network.initialised(config, 2, manager);
    TrainStep step = step(network, LossConfig.CLASSIFY, 1);
    StepResult result = one(step, 0);

    float loss;
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDList scores = network.forward(new ParameterStore(manager, false), new NDList(x), true);
      NDArray value = Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), scores);
      collector.backward(value);
      loss = value.getFloat();
    }
    assertThat(result.loss()).isCloseTo(loss, within(1e-5f));
    assertThat(step.layers()).containsExactly("conv1", "conv2", "conv3", "dense1", "dense2");
    double squares = 0;
    for (Map.Entry<String, Parameter> entry : network.trainable().entrySet()) {
      double square = 0;
      for (float g : entry.getValue().getArray().getGradient().toFloatArray()) {
        square += (double) g * g;
      }
      squares += square;
      if (entry.getKey().endsWith(".weight")) {
        int layer = step.layers().indexOf(entry.getKey().replace(".weight", ""));
        double expected = Math.sqrt(square);
        assertThat((double) result.scalars().gradientNorms()[layer])
            .as(entry.getKey())
            .isCloseTo(expected, within(1e-4 * expected));
      }
    }
    double whole = Math.sqrt(squares);
    assertThat((double) result.gradientNorm()).isCloseTo(whole, within(1e-4 * whole));
  }

  @Test
  void severalStepsWaitForOneCopy() {
    TrainStep step = step(Network.initialised(Runs.CNN, 2, manager), LossConfig.CLASSIFY, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(step.full()).isFalse();
      step.run(x.duplicate(), labels, i, 0.5);
    }
    assertThat(step.full()).isTrue();
    List<StepResult> results = step.flush();
    assertThat(results).extracting(StepResult::step).containsExactly(0, 1, 2);
    assertThat(results).extracting(StepResult::epoch).containsExactly(0, 1, 2);
    assertThat(results).extracting(StepResult::learningRate).containsOnly(0.5f);
    assertThat(results.get(0).loss()).isNotEqualTo(results.get(1).loss());
    assertThat(step.flush()).isEmpty();
    step.run(x.duplicate(), labels, 7, 0.5);
    assertThat(step.flush()).extracting(StepResult::step).containsExactly(3);
  }

  @Test
  void noArrayOutlivesItsStep() {
    TrainStep step = step(Network.initialised(Runs.CNN, 2, manager), LossConfig.CLASSIFY, 2);
    one(step, 0.01);
    int after1 = manager.getManagedArrays().size();
    for (int i = 0; i < 20; i++) {
      one(step, 0.01);
    }
    assertThat(manager.getManagedArrays()).hasSize(after1);
  }

  @ParameterizedTest
  @CsvSource({"sgd, norm", "adamw, value", "rmsprop, none"})
  void noArrayOutlivesAStepWithOptions(String optimizer, String clip) {
    StepRule rule =
        new StepRule(
            LossConfig.CLASSIFY.withLabelSmoothing(0.1),
            new PenaltyConfig(1e-4, 1e-4),
            new ClipConfig(clip, clip.equals("none") ? 0 : 0.1, 0.5),
            OptimizerConfig.of(optimizer, 1));
    TrainStep step =
        new TrainStep(Network.initialised(Runs.CNN, 2, manager), rule, manager, 2, true);
    one(step, 1e-3);
    int after1 = manager.getManagedArrays().size();
    for (int i = 0; i < 20; i++) {
      one(step, 1e-3);
    }
    assertThat(manager.getManagedArrays()).hasSize(after1);
  }

  @Test
  void theScoreIsTheSumOfCrossEntropiesAndTheNumberRight() {
    Network network = Network.initialised(Runs.CNN, 2, manager);
    TrainStep step = step(network, LossConfig.CLASSIFY, 1);
    float[] scores = step.predict(x).head().toFloatArray();
    double loss = 0;
    int right = 0;
    long[] classes = labels.toLongArray();
    for (int n = 0; n < IMAGES; n++) {
      double sum = 0;
      int best = 0;
      for (int c = 0; c < 10; c++) {
        sum += Math.exp(scores[n * 10 + c]);
        best = scores[n * 10 + c] > scores[n * 10 + best] ? c : best;
      }
      loss += Math.log(sum) - scores[n * 10 + (int) classes[n]];
      right += best == classes[n] ? 1 : 0;
    }
    float[] scored = step.score(new Batch(x, labels)).toFloatArray();
    assertThat((double) scored[0]).isCloseTo(loss, within(1e-4));
    assertThat(scored[1]).isEqualTo(right);
  }

  @Test
  void zeroStepsBetweenCopiesAreRefused() {
    Network network = Network.initialised(Runs.CNN, 2, manager);
    assertThatThrownBy(() -> step(network, LossConfig.CLASSIFY, 0))
        .hasMessage("logEvery=0 must be at least 1");
  }

  private TrainStep step(Network network, LossConfig loss, int every) {
    StepRule rule =
        new StepRule(loss, PenaltyConfig.NONE, ClipConfig.NONE, OptimizerConfig.of("sgd", 1));
    return new TrainStep(network, rule, manager, every, true);
  }
}
