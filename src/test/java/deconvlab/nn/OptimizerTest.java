package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules against the first steps by hand and against plain Java in double over five. */
class OptimizerTest {
  private static final double[] START = {1, -2, 0.5};
  private static final double[][] GRADIENTS = {
    {0.1, -3, 1e-3}, {-0.2, 2, 1e-3}, {0.4, 0, -2e-3}, {0.3, 1, 5e-3}, {-0.7, -1, 0}
  };
  private static final double[] RATES = {0.1, 0.05, 0.2, 0.01, 0.1};

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, 0.9, 0.8", // p -= 0.1·1, twice
    "0.9, false, 0.9, 0.71", // v = 1, then 1.9
    "0.9, true, 0.81, 0.539" // g + 0.9·v = 1.9, then 2.71
  })
  void sgdByHand(double momentum, boolean nesterov, double first, double second) {
    NDList p = new NDList(manager.create(new float[] {1}));
    NDList g = new NDList(manager.create(new float[] {1}));
    Optimizer sgd = Optimizer.sgd(manager, p, momentum, nesterov);
    sgd.step(g, 0.1);
    assertClose(p.head(), new long[] {1}, new double[] {first}, 1e-7);
    sgd.step(g, 0.1);
    assertClose(p.head(), new long[] {1}, new double[] {second}, 1e-7);
  }

  @Test
  void adamByHand() {
    NDList p = new NDList(manager.create(new float[] {1, 1}));
    Optimizer adam = Optimizer.adam(manager, p, 0.5, 0.75, 1);
    // m = 2, v = 4; corrected by 1/0.5 and 1/0.25: 4 and 16; step 0.1·4/(√16 + 1).
    adam.step(new NDList(manager.create(new float[] {4, 0})), 0.1);
    assertClose(p.head(), new long[] {2}, new double[] {0.92, 1}, 1e-6);
    // m = 1, v = 3; corrected by 1/0.75 and 1/0.4375: 4/3 and 48/7.
    adam.step(new NDList(manager.create(new float[] {0, 0})), 0.1);
    double second = 0.92 - 0.1 * (4.0 / 3) / (Math.sqrt(48.0 / 7) + 1);
    assertClose(p.head(), new long[] {2}, new double[] {second, 1}, 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0.9, false", "0.9, true", "0.5, true"})
  void sgdOverFiveSteps(double momentum, boolean nesterov) {
    double[] expected = START.clone();
    double[] v = new double[3];
    for (int s = 0; s < GRADIENTS.length; s++) {
      for (int i = 0; i < 3; i++) {
        double g = GRADIENTS[s][i];
        v[i] = momentum * v[i] + g;
        expected[i] -= RATES[s] * (nesterov ? g + momentum * v[i] : v[i]);
      }
    }
    NDList p = parameters();
    assertRun(Optimizer.sgd(manager, p, momentum, nesterov), p, expected);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.999, 1e-8", "0.5, 0.9, 1e-3"})
  void adamOverFiveSteps(double beta1, double beta2, double epsilon) {
    double[] expected = START.clone();
    double[] m = new double[3];
    double[] v = new double[3];
    for (int s = 0; s < GRADIENTS.length; s++) {
      for (int i = 0; i < 3; i++) {
        double g = GRADIENTS[s][i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        double mean = m[i] / (1 - Math.pow(beta1, s + 1));
        double square = v[i] / (1 - Math.pow(beta2, s + 1));
        expected[i] -= RATES[s] * mean / (Math.sqrt(square) + epsilon);
      }
    }
    NDList p = parameters();
    assertRun(Optimizer.adam(manager, p, beta1, beta2, epsilon), p, expected);
  }

  /**
   * Twenty steps at rate 0.05 of torch.optim 2.7.1, CPU, on p = [1, −2] and [0.5] with gradients
   * [0.5·sin(t + 1), 0.1·(t % 5) − 0.2] and [0.3 − 0.02·t]: what is left of p. The last three
   * numbers of a line are {@code [v for q in p for v in q.tolist()]}.
   */
  @ParameterizedTest
  @CsvSource({
    // SGD(p, 0.05, momentum=0.9, weight_decay=0.1)
    "sgd, 0.9, false, 0.1, 0.3661309480667114, -0.9097449779510498, -0.4938946068286896",
    // SGD(p, 0.05, momentum=0.9, nesterov=True, weight_decay=0.1)
    "sgd, 0.9, true, 0.1, 0.35183432698249817, -0.8887156248092651, -0.4790765941143036",
    // Adam(p, 0.05)
    "adam, 0, false, 0, 0.8193756937980652, -1.8076130151748657, -0.28653088212013245",
    // Adam(p, 0.05, weight_decay=0.1)
    "adam, 0, false, 0.1, 0.6421144604682922, -1.2250382900238037, -0.26291757822036743",
    // AdamW(p, 0.05)
    "adamw, 0.01, false, 0, 0.8109315037727356, -1.7892568111419678, -0.28719210624694824",
    // RMSprop(p, 0.05)
    "rmsprop, 0.99, false, 0, 0.4087955355644226, -1.723586082458496, -1.7218773365020752",
    // RMSprop(p, 0.05, weight_decay=0.1)
    "rmsprop, 0.99, false, 0.1, 0.18910712003707886, -0.4680016040802002, -0.4204506278038025",
    // SGD(p, 0.05, momentum=0.9)
    "sgd, 0.9, false, 0, 0.8181571960449219, -1.9171020984649658, -0.4235474169254303",
  })
  void twentyStepsAsTorchHasThem(
      String name, double number, boolean nesterov, double l2, double a, double b, double c) {
    NDList p = parameters();
    Optimizer plain =
        switch (name) {
          case "sgd" -> Optimizer.sgd(manager, p, number, nesterov);
          case "adam" -> Optimizer.adam(manager, p, 0.9, 0.999, 1e-8);
          case "adamw" -> Optimizer.adamw(manager, p, 0.9, 0.999, 1e-8, number);
          default -> Optimizer.rmsprop(manager, p, number, 1e-8);
        };
    twenty(l2 == 0 ? plain : plain.coupled(p, l2));
    assertClose(p.get(0), new long[] {2}, new double[] {a, b}, 2e-6);
    assertClose(p.get(1), new long[] {1}, new double[] {c}, 2e-6);
  }

  @Test
  void decayAndEpsilonOfOtherValues() {
    NDList p = parameters();
    // AdamW(p, 0.05, betas=(0.8, 0.95), weight_decay=0.1)
    twenty(Optimizer.adamw(manager, p, 0.8, 0.95, 1e-8, 0.1));
    assertClose(
        p.get(0), new long[] {2}, new double[] {0.7783057689666748, -1.6733450889587402}, 2e-6);
    assertClose(p.get(1), new long[] {1}, new double[] {-0.20397819578647614}, 2e-6);
    NDList q = parameters();
    // RMSprop(q, 0.05, alpha=0.8, eps=1e-3)
    twenty(Optimizer.rmsprop(manager, q, 0.8, 1e-3));
    assertClose(
        q.get(0), new long[] {2}, new double[] {0.8682441115379333, -2.0050578117370605}, 2e-6);
    assertClose(q.get(1), new long[] {1}, new double[] {-0.05590062588453293}, 2e-6);
  }

  private void twenty(Optimizer optimizer) {
    for (int t = 0; t < 20; t++) {
      NDList g =
          new NDList(
              manager.create(
                  new float[] {(float) (0.5 * Math.sin(t + 1.0)), (float) (0.1 * (t % 5) - 0.2)}),
              manager.create(new float[] {(float) (0.3 - 0.02 * t)}));
      optimizer.step(g, 0.05);
    }
  }

  @Test
  void anyThreadMayUpdateParametersThatRequireGradients() throws InterruptedException {
    NDArray p = manager.create(new float[] {1});
    p.setRequiresGradient(true);
    Optimizer sgd = Optimizer.sgd(manager, new NDList(p), 0, false);
    NDList g = new NDList(manager.create(new float[] {1}));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread other = new Thread(() -> thrown.set(catchThrowable(() -> sgd.step(g, 0.25))));
    other.start();
    other.join();
    assertThat(thrown.get()).isNull();
    assertThat(p.toFloatArray()).containsExactly(0.75f);
  }

  /** Two parameters, so that neither is taken for the other: (2) and (1). */
  private NDList parameters() {
    return new NDList(
        manager.create(new float[] {(float) START[0], (float) START[1]}),
        manager.create(new float[] {(float) START[2]}));
  }

  private void assertRun(Optimizer optimizer, NDList p, double[] expected) {
    for (int s = 0; s < GRADIENTS.length; s++) {
      double[] g = GRADIENTS[s];
      NDArray first = manager.create(new float[] {(float) g[0], (float) g[1]});
      optimizer.step(new NDList(first, manager.create(new float[] {(float) g[2]})), RATES[s]);
    }
    assertClose(p.get(0), new long[] {2}, new double[] {expected[0], expected[1]}, 2e-6);
    assertClose(p.get(1), new long[] {1}, new double[] {expected[2]}, 2e-6);
  }
}
