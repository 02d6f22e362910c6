package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import deconvlab.data.Batch;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A critic of width 1 against PyTorch 2.7.1: two steps on two real images and two made ones. */
class AdversaryTest {
  private static final Shape PAIR = new Shape(2, 3, 32, 32);

  private final NDManager manager = Torch.engine().newBaseManager();
  private final NDArray real = filled(i -> Math.sin(0.011 * i));
  private final NDArray made = filled(i -> 0.8 * Math.cos(0.017 * i));
  private final Batch batch = new Batch(real, manager.create(new long[] {0, 1}), real);

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray filled(DoubleUnaryOperator value) {
    return array(PAIR, value);
  }

  private NDArray array(Shape shape, DoubleUnaryOperator value) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return manager.create(values, shape);
  }

  private Adversary critic(AdversaryConfig config) {
    TrainConfig run =
        Runs.config(NetworkConfig.of("restorer").withWidth(1), 9)
            .withLoss(new LossConfig(0, 1, 0))
            .withOptimizer(OptimizerConfig.of("sgd", 1))
            .withMemoryFormat("contiguous")
            .withAdversary(config);
    Adversary adversary = new Adversary(run, 3, manager);
    NDList from = new NDList();
    NDList to = new NDList();
    for (Parameter one : adversary.critic().trainable().values()) {
      int layer = to.size() / 2;
      boolean weight = one.getType() == Parameter.Type.WEIGHT;
      NDArray own = one.getArray();
      from.add(
          array(own.getShape(), i -> weight ? 0.3 * Math.sin(0.37 * i + layer) : 0.05 * layer));
      to.add(own);
    }
    Snapshot.copy(from, to, manager);
    return adversary;
  }

  /** What is noted of two steps, each with the generator's loss after the critic's five numbers. */
  private List<Double> twoSteps(Adversary adversary, double rate) {
    List<Double> noted = new ArrayList<>();
    for (int step = 0; step < 2; step++) {
      adversary.played(batch, step, rate, x -> made);
      NDArray picture = made.duplicate();
      picture.setRequiresGradient(true);
      NDList all;
      NDArray loss;
      try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
        loss = adversary.loss(picture);
        collecting.backward(loss);
        all = adversary.noted(picture.getGradient());
      }
      all.add(5, loss);
      all.forEach(one -> noted.add((double) one.getFloat()));
    }
    return noted;
  }

  private static void close(List<Double> noted, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      double off = 2e-4 * Math.max(0.01, Math.abs(expected[i]));
      assertThat(noted.get(i)).as("number " + i).isCloseTo(expected[i], within(off));
    }
  }

  /** The penalty is differentiated twice: its gradient is most of the norm. */
  @Test
  void wassersteinWithGradientPenalty() {
    AdversaryConfig config = AdversaryConfig.of("wasserstein").constrained("gradient-penalty", 10);
    close(
        twoSteps(critic(config), 0.001),
        -1.035443,
        234.333115,
        45.312332,
        -3.872201,
        -4.907644,
        3.550306,
        2.248685,
        0,
        -0.765647,
        90.787491,
        13.198241,
        -2.78466,
        -3.550307,
        2.997175,
        1.947388,
        0);
  }

  /** torch.nn.utils.parametrizations.spectral_norm on every layer. */
  @Test
  void hingeWithSpectralNorm() {
    Adversary adversary = critic(AdversaryConfig.of("hinge").constrained("spectral", 0));
    for (int i = 0; i < 100; i++) {
      adversary.played(batch, i, 0, x -> made);
    }
    close(
        twoSteps(adversary, 0.1),
        2.848639,
        6.054728,
        0,
        -0.640213,
        -0.848246,
        1.336886,
        0.587619,
        0,
        2.024504,
        3.247559,
        0,
        -0.320111,
        -1.216124,
        0.888578,
        0.426804,
        0);
  }

  @Test
  void nonSaturating() {
    close(
        twoSteps(critic(AdversaryConfig.of("non-saturating")), 0.01),
        7.279941,
        32.965633,
        0,
        -3.872201,
        -4.907644,
        6.779106,
        2.623727,
        0,
        2.998209,
        12.295261,
        0,
        -2.883137,
        -6.773631,
        4.181375,
        2.704869,
        0);
  }

  /** The same critic; log(1 − D) gives its maker a three-hundredth of the gradient. */
  @Test
  void saturating() {
    close(
        twoSteps(critic(AdversaryConfig.of("saturating")), 0.01),
        7.279941,
        32.965633,
        0,
        -3.872201,
        -4.907644,
        -0.005475,
        0.008929,
        0.5,
        2.998209,
        12.295261,
        0,
        -2.883137,
        -6.773631,
        -0.015943,
        0.038475,
        0);
  }

  @Test
  void wassersteinWithClippedWeights() {
    close(
        twoSteps(critic(AdversaryConfig.of("wasserstein").constrained("clip", 0.05)), 0.01),
        -1.035443,
        14.842058,
        0,
        -3.872201,
        -4.907644,
        -0.113774,
        0.008832,
        0,
        -0.016192,
        0.335617,
        0,
        0.129965,
        0.113774,
        -0.113572,
        0.008917,
        0);
  }

  @Test
  void aCriticOfNoStepsStaysAsItIsAndStepsTakePartsInTurn() {
    Adversary still = critic(AdversaryConfig.of("hinge").withSteps(0));
    double before = loss(still);
    List<Double> noted = twoSteps(still, 1);
    assertThat(noted.get(8)).isEqualTo(noted.get(0)).isCloseTo(before, within(1e-5));
    List<Long> seen = new ArrayList<>();
    Adversary three = critic(AdversaryConfig.of("hinge").withSteps(3));
    NDArray images = array(new Shape(7, 3, 32, 32), i -> i / 3072);
    Batch seven = new Batch(images, manager.arange(7f).toType(DataType.INT64, false));
    Batch last =
        three.played(
            seven,
            0,
            0.01,
            x -> {
              seen.add(x.getShape().get(0));
              return x.mul(0.5);
            });
    assertThat(seen).containsExactly(2L, 2L, 3L);
    assertThat(last.labels().toLongArray()).containsExactly(4, 5, 6);
    assertThat(last.clean()).isEqualTo(last.images());
  }

  private double loss(Adversary adversary) {
    return adversary.score(real, made).toFloatArray()[0] / 2;
  }
}
