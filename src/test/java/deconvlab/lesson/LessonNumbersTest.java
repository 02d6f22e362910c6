package deconvlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Optimizer;
import deconvlab.nn.Torch;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Answers that are worked out in the lesson's key, held against hand-computed numbers. */
class LessonNumbersTest {
  private static List<Double> answer(String id) {
    return Values.of(Lessons.exercise(id).key().answer().get()).orElseThrow().flat();
  }

  @Test
  void wholeNumbers() {
    assertThat(answer("00-7")).containsExactly(5.0, 7.0, 7.0);
    assertThat(answer("01-2")).containsExactly(3.0, 8.0, 8.0, 14.0, 7.0);
    assertThat(answer("01-3")).containsExactly(2.0, 0.0, 1.0, 2.0);
    assertThat(answer("01-6")).containsExactly(321.0, 543.0);
    assertThat(answer("01-8")).containsExactly(2.0, 0.0, 1.0, 2.0, 0.0);
    assertThat(answer("02-2")).containsExactly(210.0, 432.0, 54.0);
    assertThat(answer("03-2")).containsExactly(256.0, 25.0, 1.0);
    assertThat(answer("03-4")).containsExactly(72.0, 48.0, 48.0, 32.0);
    assertThat(answer("03-8")).containsExactly(19.0);
    assertThat(answer("03-10")).containsExactly(13.0, 25.0);
    assertThat(answer("04-9")).containsExactly(64.0, 89.0, 167.0);
    assertThat(answer("05-6")).containsExactly(20.0, 12.0, 11.0);
    assertThat(answer("06-1")).containsExactly(63.0, 125.0, 249.0, 447.0, 893.0, 1785.0);
    assertThat(answer("06-2")).containsExactly(1_179_648.0, 4_718_592.0, 221_184.0, 884_736.0);
    assertThat(Lessons.exercise("03-9").key().answer().get()).isEqualTo("BCD");
  }

  @Test
  void integralsAreWhatTheLessonsHadByAnotherWay() {
    close("04-5", 1e-4, Math.sqrt(2), 1.6765325, 1.5925374);
    close("04-10", 2e-3, 0.0072, -0.3559, 0.0078, 0.0355);
    close("05-9", 1e-9, Math.sqrt(3), Math.sqrt(8));
    double next = 0.8 / (1 + 0.2 / (Math.PI - 1));
    close("05-10", 1e-6, 0.8, 0.8 * next, 0.8 * next * next);
  }

  @Test
  void whatAnAccuracyAndAConfidenceAreWorth() {
    close("06-3", 1e-6, 70.1, 1.0858384);
    close("06-4", 1e-6, 0.4582576, 1.2702252, 1.0954451, 3.0364189);
    close("06-5", 1e-9, 0.8, 80 / 120.0, 0.6, 0.75);
    close("06-6", 1e-9, 4 / 6.0, 0.75);
    close("06-7", 1e-9, 0.16);
    close("06-8", 1e-5, 3.1610454);
  }

  private static void close(String id, double tolerance, double... values) {
    assertThat(answer(id)).hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(answer(id).get(i)).isCloseTo(values[i], within(tolerance));
    }
  }

  @Test
  void adamsTwoStepsAreTheOptimizers() {
    assertThat(answer("05-7").get(0))
        .isCloseTo(
            steps((m, w) -> Optimizer.adam(m, w, 0.9, 0.999, 1e-8).coupled(w, 0.01)), within(1e-5));
    assertThat(answer("05-7").get(1))
        .isCloseTo(steps((m, w) -> Optimizer.adamw(m, w, 0.9, 0.999, 1e-8, 0.01)), within(1e-5));
  }

  private static double steps(BiFunction<NDManager, NDList, Optimizer> optimizer) {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDList w = new NDList(manager.create(new float[] {2}));
      Torch.withoutGradients(
          () -> {
            Optimizer made = optimizer.apply(manager, w);
            for (int t = 0; t < 2; t++) {
              made.step(new NDList(manager.create(new float[] {0})), 0.1);
            }
          });
      return w.head().toFloatArray()[0];
    }
  }
}
