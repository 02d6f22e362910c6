package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.VegaFigure;
import deconvlab.record.Predictions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfusionFigureTest {
  private static final List<String> CLASSES = List.of("cat", "dog");

  /** Two runs of five images, two bins: unsure, then sure. */
  static VegaFigure figure() {
    double[][] confidence = {{0.4, 0.4}, {0.9, 0.9}};
    Predictions first =
        new Predictions(new int[][][] {{{1, 1}, {0, 0}}, {{1, 0}, {0, 2}}}, confidence);
    Predictions second =
        new Predictions(new int[][][] {{{0, 1}, {0, 0}}, {{2, 0}, {1, 1}}}, confidence);
    return ConfusionFigure.of(List.of(first, second), CLASSES);
  }

  @Test
  void countsAreMeansOfTheRunsAndWhatNobodySaidHasNoRow() {
    assertThat(data("answers"))
        .containsExactly(
            Map.of("from", 0.0, "truth", "cat", "said", "cat", "images", 0.5),
            Map.of("from", 0.5, "truth", "cat", "said", "cat", "images", 1.5),
            Map.of("from", 0.0, "truth", "cat", "said", "dog", "images", 1.0),
            Map.of("from", 0.5, "truth", "dog", "said", "cat", "images", 0.5),
            Map.of("from", 0.5, "truth", "dog", "said", "dog", "images", 1.5));
  }

  @Test
  void aThresholdCostsAnswers() {
    // 7 of 10 answers are sure, 6 of these are right; of all 10 it is 7.
    assertThat(data("prices"))
        .containsExactly(
            Map.of("least", 0.0, "answered", 100.0, "right", 70.0),
            Map.of("least", 0.5, "answered", 70.0, "right", 85.714));
  }

  @Test
  void theSliderGoesFromBinToBinAndTheStillNamesTheMistake() {
    assertThat(figure().spec().get("params").toString()).contains("max=0.5", "step=0.5");
    assertThat(figure().alt())
        .startsWith("Of all answers: most often a cat is taken for a dog. rows: true class;");
    assertThatThrownBy(() -> ConfusionFigure.of(List.of(), CLASSES))
        .hasMessage("runs is empty: give the predictions of one run at least");
  }

  @SuppressWarnings("unchecked") // As the figure makes it.
  private static List<Map<String, Object>> data(String name) {
    return (List<Map<String, Object>>) ((Map<String, ?>) figure().spec().get("datasets")).get(name);
  }
}
