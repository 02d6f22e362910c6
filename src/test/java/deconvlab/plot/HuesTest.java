package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuesTest {
  private static final double[] Y = {3, 2, 1};

  private static Color color(String name, String... all) {
    return Hues.colors(List.of(all)).get(List.of(all).indexOf(name));
  }

  @Test
  void anArmHasItsHueInAnyCompanyAndOrder() {
    Color sigmoid = color("sigmoid", "sigmoid");
    assertThat(color("sigmoid", "ReLU", "tanh", "sigmoid")).isEqualTo(sigmoid);
    assertThat(color("sigmoid + batch norm", "leaky ReLU", "sigmoid + batch norm"))
        .isEqualTo(sigmoid);
    assertThat(color("4, Sigmoid, gain 4, off", "4, Sigmoid, gain 4, off", "4, ReLU, on"))
        .isEqualTo(sigmoid);
    assertThat(color("ReLU", "ReLU", "leaky ReLU")).isEqualTo(color("relu", "tanh", "relu"));
    assertThat(color("dropout 0.2 before batch norm", "plain", "dropout 0.2 before batch norm"))
        .isEqualTo(color("dropout 0.5, last layer", "dropout 0.5, last layer", "L2"));
  }

  @Test
  void everyFigureOfNamedArmsDrawsThem() {
    Color sigmoid = color("sigmoid", "sigmoid");
    List<String> layers = List.of("a", "b", "c");
    double[][] runs = {Y, {4, 3, 2}};
    List<Figure<?>> figures =
        List.of(
            Curves.create().add(SeedRuns.of("tanh", runs), 3).add(SeedRuns.of("sigmoid", runs), 2),
            GradientFlow.over(layers).add("tanh", Y).addRuns("sigmoid", runs),
            LayerGains.over(layers).measured("tanh", runs).measured("sigmoid", runs),
            LayerBars.over(layers).add("tanh", Y).add("sigmoid", new double[] {0.5, 0.2, 0.1}),
            Interaction.over("x", layers).add("tanh", runs).add("sigmoid", runs),
            Bars.create().add("tanh", 1).add("sigmoid", 2));
    for (Figure<?> figure : figures) {
      BufferedImage drawn = figure.draw();
      assertThat(Ink.count(drawn, sigmoid)).as(figure.getClass().getName()).isGreaterThan(200);
      assertThat(Ink.count(drawn, Theme.color(0))).as("the first in order").isZero();
    }
  }

  @Test
  void armsOfOneHueDifferInDashAndMarker() {
    int[] slots = Hues.slots(List.of("He, right fan", "He, library’s fan", "ICNR"), new int[3]);
    assertThat(Theme.color(slots[0])).isEqualTo(Theme.color(slots[1]));
    assertThat(slots).doesNotHaveDuplicates();
    assertThat(Theme.marker(slots[0])).isNotSameAs(Theme.marker(slots[1]));
    // The library's dashes are the same where it stands alone.
    assertThat(Hues.slots(List.of("He, library’s fan"), new int[1])).containsExactly(slots[1]);
    int backward = Hues.slots(List.of("He, backward fan"), new int[1])[0];
    assertThat(Theme.color(backward)).isEqualTo(Theme.color(slots[0]));
    assertThat(Theme.marker(backward)).isNotIn(Theme.marker(slots[0]), Theme.marker(slots[1]));
  }

  @Test
  void theTableThatTellsMostArmsApartDecides() {
    assertThat(color("4, ReLU, He, right fan", "4, ReLU, He, right fan", "4, ReLU, Xavier"))
        .isNotEqualTo(color("4, ReLU, Xavier", "4, ReLU, He, right fan", "4, ReLU, Xavier"));
    assertThat(color("SGD, L1 1e-4", "SGD, none", "SGD, L1 1e-4", "Adam, L2 1e-2"))
        .isEqualTo(color("L1", "L1", "L2"));
  }

  @Test
  void anUnknownNameLeavesTheOrder() {
    int[] order = {4, 2};
    assertThat(Hues.slots(List.of("sigmoid", "mine"), order)).isEqualTo(order);
    assertThat(Hues.slots(List.of("the head", "thermal"), order)).isEqualTo(order);
    assertThat(Hues.slots(List.of(), new int[0])).isEmpty();
  }

  @Test
  void aTheoryHasItsArmsHue() {
    Curves.Line line = Curves.Line.of("theory, sigmoid", Y);
    Curves curves =
        Curves.create()
            .add(Curves.Line.of("sigmoid", Y))
            .add(Curves.Line.of("ReLU", Y))
            .theory(line);
    List<ChartLine> lines =
        List.of(
            ChartLine.of(Curves.Line.of("sigmoid", Y), 0),
            ChartLine.of(Curves.Line.of("ReLU", Y), 1),
            ChartLine.theory(line, 2),
            ChartLine.theory(Curves.Line.of("½·log10(π)", Y), 2));
    int[] slots = ArmSlots.of(lines);
    assertThat(slots[2]).isEqualTo(slots[0]);
    assertThat(slots[3]).as("of the arm before it").isEqualTo(slots[1]);
    assertThat(Ink.count(curves.draw(), Theme.color(2))).isZero();
    assertThat(ArmSlots.of(List.of(ChartLine.theory(line, 2)))).containsExactly(2);
  }

  /**
   * Protanopia and deuteranopia in linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.
   */
  @ParameterizedTest
  @ValueSource(strings = {"all colours", "protanopia", "deuteranopia"})
  void huesStayApart(String sight) {
    double[][] seen =
        IntStream.range(0, 7)
            .mapToObj(slot -> lab(Theme.color(slot), matrix(sight)))
            .toArray(double[][]::new);
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < i; j++) {
        double distance =
            Math.hypot(
                seen[i][0] - seen[j][0],
                Math.hypot(seen[i][1] - seen[j][1], seen[i][2] - seen[j][2]));
        // 2.3 is just noticed.
        assertThat(distance).as("%s: slots %d and %d", sight, i, j).isGreaterThan(15);
      }
    }
  }

  private static double[][] matrix(String sight) {
    return switch (sight) {
      case "protanopia" ->
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          };
      case "deuteranopia" ->
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          };
      default -> new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    };
  }

  /** CIE L*a*b* under D65. */
  private static double[] lab(Color color, double[][] sight) {
    double[] linear =
        IntStream.of(color.getRed(), color.getGreen(), color.getBlue())
            .mapToDouble(c -> c / 255.0)
            .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
            .toArray();
    double[] rgb = times(sight, linear);
    double[][] toXyz = {
      {0.4124564, 0.3575761, 0.1804375},
      {0.2126729, 0.7151522, 0.0721750},
      {0.0193339, 0.1191920, 0.9503041}
    };
    double[] xyz = times(toXyz, rgb);
    double x = root(xyz[0] / 0.95047);
    double y = root(xyz[1]);
    double z = root(xyz[2] / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double[] times(double[][] matrix, double[] v) {
    return IntStream.range(0, 3)
        .mapToDouble(i -> matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2])
        .map(value -> Math.max(0, value))
        .toArray();
  }

  private static double root(double t) {
    return t > 216 / 24389.0 ? Math.cbrt(t) : (24389 / 27.0 * t + 16) / 116;
  }
}
