package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import deconvlab.math.Axis;
import deconvlab.math.Checkerboard;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard deviations of large draws against the formulas, and what ICNR promises. */
class WeightInitTest {
  private static final Axis K4S2 = Axis.of(4, 2, 1);
  private static final Axis K3S2 = Axis.of(3, 2, 1);

  /** Layer 40 → 60 k4 s2: fans forward 160, backward 960, library in 960 and out 640. */
  @ParameterizedTest
  @CsvSource({
    "he, 0.1118034", // √2/√160
    "he-backward-fan, 0.0456435", // √2/√960
    "he-library-fan, 0.0456435",
    "xavier, 0.0597614", // √2·√(2/1120)
    "xavier-library-fan, 0.0500000", // √2·√(2/1600)
    "normal, 0.01",
    "icnr, 0.1118034",
    "orthogonal, 0.0456435" // √2/√max(40, 960)
  })
  void transposedStride2(String name, double std) {
    Fans fans = Fans.transposed(Geometry.of(40, 60, K4S2, K4S2));
    assertDraws(name, fans, new Shape(40, 60, 4, 4), std);
  }

  /** Layer 40 → 60 k3 s2: forward 360, backward 135, library in 360 and out 540. */
  @ParameterizedTest
  @CsvSource({
    "he, 0.0745356", // √2/√360
    "he-backward-fan, 0.1217161", // √2/√135
    "he-library-fan, 0.0745356",
    "xavier, 0.0898933", // √2·√(2/495)
    "xavier-library-fan, 0.0666667", // √2·√(2/900)
    "normal, 0.01",
    "icnr, 0.0745356",
    "orthogonal, 0.0745356" // √2/√max(60, 360)
  })
  void convolution(String name, double std) {
    Fans fans = Fans.convolution(Geometry.of(40, 60, K3S2, K3S2));
    assertDraws(name, fans, new Shape(60, 40, 3, 3), std);
  }

  /** Layer 300 → 100. */
  @ParameterizedTest
  @CsvSource({
    "he, 0.0816497", // √2/√300
    "he-backward-fan, 0.1414214", // √2/√100
    "he-library-fan, 0.0816497",
    "xavier, 0.1", // √2·√(2/400)
    "xavier-library-fan, 0.1",
    "normal, 0.01",
    "icnr, 0.0816497",
    "orthogonal, 0.0816497" // √2/√max(100, 300)
  })
  void dense(String name, double std) {
    assertDraws(name, Fans.dense(300, 100), new Shape(100, 300), std);
  }

  private static void assertDraws(String name, Fans fans, Shape shape, double std) {
    double[] draws = draw(name, fans, shape, Math.sqrt(2));
    double mean = Arrays.stream(draws).average().orElseThrow();
    double square = Arrays.stream(draws).map(v -> v * v).average().orElseThrow();
    assertThat(WeightInit.named(name).std(fans, Math.sqrt(2))).isCloseTo(std, within(1e-6));
    // At least 9,600 independent draws: standard errors of 0.7 % and 1 % of the deviation.
    assertThat(Math.sqrt(square)).isCloseTo(std, within(0.03 * std));
    assertThat(mean).isCloseTo(0, within(0.04 * std));
  }

  @Test
  void theGainScalesAllButNormal() {
    Fans fans = Fans.dense(300, 100);
    for (WeightInit init : WeightInit.values()) {
      double ratio = init.std(fans, 3) / init.std(fans, 1);
      assertThat(ratio).as("%s", init).isEqualTo(init == WeightInit.NORMAL ? 1 : 3, within(1e-12));
    }
  }

  @Test
  void icnrRepeatsEachTapOverTheStride() {
    Axis high = Axis.of(4, 2, 1);
    Axis wide = Axis.of(6, 3, 0);
    Geometry geometry = Geometry.of(2, 3, high, wide);
    double[] w = draw("icnr", Fans.transposed(geometry), new Shape(2, 3, 4, 6), 1);
    int different = 0;
    for (int m = 0; m < 6; m++) {
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 6; c++) {
          double first = w[(m * 4 + r / 2 * 2) * 6 + c / 3 * 3];
          assertThat(w[(m * 4 + r) * 6 + c]).as("map %d, tap %d, %d", m, r, c).isEqualTo(first);
        }
      }
      different += w[m * 24] != w[m * 24 + 3] && w[m * 24] != w[m * 24 + 12] ? 1 : 0;
    }
    assertThat(different).as("maps whose taps differ otherwise").isEqualTo(6);
  }

  @Test
  void icnrWritesNoCheckerboardAndHeDoes() {
    Geometry geometry = Geometry.of(3, 2, K4S2, K4S2);
    Shape shape = new Shape(3, 2, 4, 4);
    Tensor icnr = Tensor.of(shape.getShape(), draw("icnr", Fans.transposed(geometry), shape, 1));
    Tensor he = Tensor.of(shape.getShape(), draw("he", Fans.transposed(geometry), shape, 1));
    assertThat(Checkerboard.varianceShare(geometry, icnr)).isLessThan(1e-12);
    assertThat(Checkerboard.varianceShare(geometry, he)).isGreaterThan(0.1);

    Tensor flat = ConvTranspose.forward(geometry, Tensor.full(1, 1, 3, 4, 4), icnr, null);
    // The border of an 8×8 output has fewer inputs: the interior is rows and columns 1 to 6.
    double[] inner = new double[72];
    double[] first = new double[72];
    for (int i = 0; i < 72; i++) {
      inner[i] = flat.get(0, i / 36, 1 + i % 36 / 6, 1 + i % 6);
      first[i] = flat.get(0, i / 36, 1, 1);
    }
    assertClose(inner, new long[] {2, 6, 6}, first, 1e-6);
  }

  /** Rows or columns, whichever are fewer, of length 3 (the gain) and at right angles. */
  @ParameterizedTest
  @CsvSource({"7, 20, true", "20, 20, true", "20, 7, false"})
  void orthogonalRowsOrColumns(int rows, int columns, boolean wide) {
    Fans fans = Fans.dense(columns, rows);
    double[] w = draw("orthogonal", fans, new Shape(rows, columns), 3);
    int vectors = wide ? rows : columns;
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b < vectors; b++) {
        double product = 0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          product +=
              wide
                  ? w[a * columns + i] * w[b * columns + i]
                  : w[i * columns + a] * w[i * columns + b];
        }
        assertThat(product).as("%d · %d", a, b).isCloseTo(a == b ? 9 : 0, within(1e-5));
      }
    }
  }

  /**
   * A lone pixel of 5 channels through 5 → 2 k3 s2: its taps do not overlap, so they have 2 times
   * (the gain) its length, whatever the pixel.
   */
  @Test
  void orthogonalTapsKeepAPixelsLength() {
    Axis k3s2 = Axis.of(3, 2, 0);
    Geometry geometry = Geometry.square(5, 2, k3s2);
    Shape shape = new Shape(5, 2, 3, 3);
    Tensor w = Tensor.of(shape.getShape(), draw("orthogonal", Fans.transposed(geometry), shape, 2));
    Tensor x = Tensor.of(new long[] {1, 5, 1, 1}, new double[] {1, -2, 4, 0, 10});
    Tensor y = ConvTranspose.forward(geometry, x, w, null);
    assertThat(length(y)).isCloseTo(2 * Math.sqrt(121), within(1e-5));
  }

  /** Rows of length 1: an interior output has the variance of white inputs, a border one less. */
  @Test
  void orthogonalConvolutionKeepsTheVariance() {
    Geometry geometry = Geometry.square(6, 8, Axis.of(3, 1, 1));
    double[] w = draw("orthogonal", Fans.convolution(geometry), new Shape(8, 6, 3, 3), 1);
    for (int o = 0; o < 8; o++) {
      double variance = 0;
      for (int i = 0; i < 54; i++) {
        variance += w[o * 54 + i] * w[o * 54 + i];
      }
      assertThat(variance).as("output %d", o).isCloseTo(1, within(1e-6));
    }
  }

  private static double length(Tensor t) {
    double sum = 0;
    for (int i = 0; i < t.size(); i++) {
      sum += t.at(i) * t.at(i);
    }
    return Math.sqrt(sum);
  }

  @Test
  void sameStreamSameWeightsAnotherStreamOthers() {
    Fans fans = Fans.dense(4, 5);
    Shape shape = new Shape(5, 4);
    assertThat(draw("he", fans, shape, 1)).isEqualTo(draw("he", fans, shape, 1));
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray other =
          WeightInit.HE
              .initializer(fans, 1, new Random(12))
              .initialize(manager, shape, DataType.FLOAT32);
      assertThat(other.toFloatArray()[0]).isNotEqualTo((float) draw("he", fans, shape, 1)[0]);
    }
  }

  @Test
  void anUnknownNameListsTheNames() {
    assertThatThrownBy(() -> WeightInit.named("kaiming"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "init=kaiming is unknown: use one of he, he-backward-fan, he-library-fan, xavier,"
                + " xavier-library-fan, normal, icnr, orthogonal");
  }

  private static double[] draw(String name, Fans fans, Shape shape, double gain) {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray array =
          WeightInit.named(name)
              .initializer(fans, gain, new Random(11))
              .initialize(manager, shape, DataType.FLOAT32);
      assertThat(array.getShape()).isEqualTo(shape);
      float[] values = array.toFloatArray();
      double[] wide = new double[values.length];
      Arrays.setAll(wide, i -> values[i]);
      return wide;
    }
  }
}
