package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The masks: how many units, which, and that seed and number alone say so. */
class DropoutTest {
  private static final int UNITS = 100_000;

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] mask(double rate, long seed, long number) {
    try (NDManager scope = manager.newSubManager()) {
      return new Dropout(rate, seed).drawn(scope.ones(new Shape(UNITS)), number).toFloatArray();
    }
  }

  @Test
  void theSameWithEveryThreadCount() {
    float[] one = Torch.withThreads(1, () -> mask(0.3, 7, 11));
    assertThat(Torch.<float[]>withThreads(3, () -> mask(0.3, 7, 11))).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
  void theShareIsZeroedAndTheRestScaledUp(double rate) {
    float kept = (float) (1 / (1 - rate));
    for (int number = 0; number < 5; number++) {
      int zeros = 0;
      for (float value : mask(rate, 3, number)) {
        zeros += value == 0 ? 1 : 0;
        assertThat(value == 0 || Math.abs(value - kept) < 1e-6 * kept).isTrue();
      }
      // Five standard errors.
      double error = 5 * Math.sqrt(rate * (1 - rate) / UNITS);
      assertThat(zeros / (double) UNITS).isCloseTo(rate, within(error + 1e-12));
    }
  }

  /** Two independent masks of rate 1/2 agree in half of their units. */
  @Test
  void masksOfOtherStepsLayersAndSeedsAreIndependent() {
    float[][] masks = {
      mask(0.5, 1, 0), mask(0.5, 1, 1), mask(0.5, 1, 2), mask(0.5, 2, 0), mask(0.5, -1, 0)
    };
    for (int i = 0; i < masks.length; i++) {
      for (int j = 0; j < i; j++) {
        int alike = 0;
        for (int u = 0; u < UNITS; u++) {
          alike += masks[i][u] == masks[j][u] ? 1 : 0;
        }
        assertThat(alike / (double) UNITS).as("%d and %d", i, j).isCloseTo(0.5, within(0.008));
      }
    }
  }

  @Test
  void nothingElseThatDrawsMatters() throws InterruptedException {
    float[] before = mask(0.4, 5, 9);
    Torch.seed(1);
    manager.randomNormal(new Shape(100));
    assertThat(mask(0.4, 5, 9)).isEqualTo(before);
    AtomicReference<float[]> there = new AtomicReference<>();
    Thread thread = new Thread(() -> there.set(mask(0.4, 5, 9)));
    thread.start();
    thread.join();
    assertThat(there.get()).isEqualTo(before);
  }

  @Test
  void drawingLeavesTheProcesssGeneratorAlone() {
    Torch.seed(1);
    float[] expected = manager.randomNormal(new Shape(9)).toFloatArray();
    Torch.seed(1);
    mask(0.4, 5, 9);
    assertThat(manager.randomNormal(new Shape(9)).toFloatArray()).isEqualTo(expected);
  }

  @Test
  void theGradientIsTheMask() {
    NDArray x = manager.create(new float[] {1, -2, 3, -4, 5, 6, -7, 8});
    x.setRequiresGradient(true);
    Dropout block = new Dropout(0.5, 4);
    float[] dropped;
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray y = block.drawn(x, 2);
      dropped = y.toFloatArray();
      collector.backward(y.sum());
    }
    float[] gradient = x.getGradient().toFloatArray();
    for (int i = 0; i < dropped.length; i++) {
      assertThat(dropped[i]).isEqualTo(x.toFloatArray()[i] * gradient[i]);
      assertThat(gradient[i]).isIn(0f, 2f);
    }
    assertThat(gradient).contains(0f, 2f);
  }

  @Test
  void inASequentialBlockItNumbersItsTrainingPassesItself() {
    SequentialBlock chain = new SequentialBlock().add(new Dropout(0.5, 8));
    chain.initialize(manager, DataType.FLOAT32, new Shape(1, 64));
    ParameterStore store = new ParameterStore(manager, false);
    NDList x = new NDList(manager.ones(new Shape(1, 64)));
    float[] first = chain.forward(store, x, true).head().toFloatArray();
    assertThat(chain.forward(store, x, false).head()).isSameAs(x.head());
    float[] second = chain.forward(store, x, true).head().toFloatArray();
    Dropout same = new Dropout(0.5, 8);
    assertThat(first).isEqualTo(same.drawn(x.head(), 0).toFloatArray()).isNotEqualTo(second);
    assertThat(second).isEqualTo(same.drawn(x.head(), 1).toFloatArray());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void otherRatesAreRefused(double rate) {
    assertThatThrownBy(() -> new Dropout(rate, 0))
        .hasMessage("rate=" + rate + " must be in [0, 1): it is the share of units zeroed");
  }
}
