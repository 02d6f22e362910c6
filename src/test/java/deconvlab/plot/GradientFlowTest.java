package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradientFlowTest {
  private static final List<String> LAYERS = List.of("conv1", "deconv1", "head");

  @Test
  void drawsArmsOverLayers() {
    GradientFlow flow =
        GradientFlow.over(LAYERS)
            .title("Sigmoid's gradients vanish")
            .add("ReLU", new double[] {0.1, 0.2, 0.3})
            .add("sigmoid", new double[] {1e-7, 1e-4, 0.3});
    Ink.assertDrawn(flow.draw());
    assertThat(flow.alt())
        .contains("sigmoid: 10⁻⁷ in conv1 (input side), 0.3 in head (output side).");
  }

  @Test
  void zerosAndInfinitiesNameTheirLayer() {
    GradientFlow flow =
        GradientFlow.over(LAYERS).add("broken", new double[] {0, Double.POSITIVE_INFINITY, 1});
    Ink.assertDrawn(flow.draw());
    assertThat(flow.drawing().notes())
        .containsExactly(
            "× broken: 1 of 3 values not finite, the first (∞) at deconv1.",
            "▼ broken: 1 of 3 points zero or negative, drawn at the floor of the log axis.");
  }

  @Test
  void momentsAreMediansOfTheFirstMiddleAndLastTenth() {
    double[][] norms = new double[30][];
    for (int step = 0; step < 30; step++) {
      norms[step] = new double[] {step + 1, step == 0 ? 1e9 : 2, 3};
    }
    GradientFlow flow = GradientFlow.over(LAYERS).addMoments(norms);
    assertThat(flow.alt())
        .isEqualTo(
            "steps 1–3: 2 in conv1 (input side), 3 in head (output side). "
                + "steps 14–16: 15 in conv1 (input side), 3 in head (output side). "
                + "steps 28–30: 29 in conv1 (input side), 3 in head (output side).");
    Ink.assertDrawn(flow.draw());
  }

  @Test
  void fewStepsAreStillPictures() {
    for (int steps = 0; steps < 5; steps++) {
      double[][] norms = new double[steps][3];
      Ink.assertDrawn(GradientFlow.over(LAYERS).addMoments(norms).draw());
    }
    Ink.assertDrawn(GradientFlow.over(List.of()).draw());
  }

  @Test
  void twoHundredLayersOfOneNameAreDrawn() {
    List<String> layers = IntStream.range(0, 200).mapToObj(i -> "conv").toList();
    double[] norms = IntStream.range(0, 200).mapToDouble(i -> Math.pow(10, -i)).toArray();
    Ink.assertDrawn(GradientFlow.over(layers).add("deep", norms).draw());
  }

  @Test
  void wrongLayerCountSaysSo() {
    assertThatThrownBy(() -> GradientFlow.over(LAYERS).add("arm", new double[2]))
        .hasMessageContaining("norms of 'arm' has 2 values but layers has 3");
  }
}
