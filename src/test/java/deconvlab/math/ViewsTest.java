package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The other views of the operator: ordinary convolution, matrix, polyphase, checkerboard. */
class ViewsTest {
  private static Geometry square(int kernel, int stride, int padding) {
    Axis axis = Axis.of(kernel, stride, padding);
    return Geometry.of(1, 1, axis, axis);
  }

  @Test
  void tensorsCheckShapeAndIndex() {
    Tensor t = Tensor.of(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
    assertThat(t.get(1, 2)).isEqualTo(6);
    assertThat(t.reshape(3, 2).get(2, 0)).isEqualTo(5);
    assertThat(t).hasToString("Tensor[2, 3] [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]");
    assertThatThrownBy(() -> t.get(1, 3))
        .hasMessageContaining("[1, 3]")
        .hasMessageContaining("[2, 3]");
    assertThatThrownBy(() -> t.reshape(4, 2)).hasMessageContaining("6 elements");
    assertThatThrownBy(() -> t.dot(t.reshape(6))).hasMessageContaining("shapes differ");
    assertThatThrownBy(() -> Tensor.zeros(2, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Tensor.zeros(1 << 20, 1 << 20))
        .hasMessageContaining("at most 2147483647 elements");
    assertThat(Tensor.zeros(1 << 20, 1 << 20, 0).size()).isZero();
  }

  @Test
  void ordinaryConvolutionByHand() {
    Tensor x = Tensor.of(new long[] {1, 1, 5}, 1, 2, 3, 4, 5);
    Tensor w = Tensor.of(new long[] {2, 1, 3}, 1, 10, 100, 0, 0, 1);
    Geometry g = Geometry.of(1, 2, Axis.of(3, 2, 1));
    Tensor b = Tensor.of(new long[] {2}, 0, 0.5);
    assertThat(Convolution.forward(g, x, w, b).data()).containsExactly(210, 432, 54, 2.5, 4.5, 0.5);
    assertThatThrownBy(() -> Convolution.forward(g, x, w.reshape(1, 2, 3), b))
        .hasMessageContaining("[1, 2, 3], must be [2, 1, 3]");
  }

  @Test
  void theMatrixOfALine() {
    Tensor w = Tensor.of(new long[] {1, 1, 3}, 1, 10, 100);
    OperatorMatrix a = OperatorMatrix.of(Geometry.of(1, 1, Axis.of(3, 2, 0)), new long[] {1, 2}, w);
    assertThat(a.dense())
        .isDeepEqualTo(new double[][] {{1, 0}, {10, 0}, {100, 1}, {0, 10}, {0, 100}});
    assertThat(a.transpose().dense())
        .isDeepEqualTo(new double[][] {{1, 10, 100, 0, 0}, {0, 0, 1, 10, 100}});
    assertThatThrownBy(() -> a.times(new double[3])).hasMessageContaining("3 elements");
  }

  @Test
  void thePhasesOfKernel3Stride2() {
    assertThat(Polyphase.phases(Axis.of(3, 2, 1)))
        .containsExactly(
            new Polyphase.Phase(0, List.of(1), 0, 1), new Polyphase.Phase(1, List.of(2, 0), 0, 1));
    assertThat(Polyphase.phases(new Axis(3, 2, 0, 0, 4)))
        .containsExactly(
            new Polyphase.Phase(0, List.of(2, 1, 0), -4, 2),
            new Polyphase.Phase(1, List.of(), 0, 1));
  }

  @Test
  void responseOfAConstantInputPerPhase() {
    Tensor w = Tensor.of(new long[] {1, 1, 3}, 1, 10, 100);
    assertThat(Checkerboard.response(Geometry.of(1, 1, Axis.of(3, 2, 0)), w).data())
        .containsExactly(101, 10);
    assertThat(Checkerboard.response(Geometry.of(1, 1, Axis.of(3, 2, 1)), w).data())
        .containsExactly(10, 101);
  }

  @Test
  void theResponseIsWhatTheInteriorOfARealOutputShows() {
    Random random = new Random(4);
    Axis axis = new Axis(5, 3, 2, 1, 2);
    Geometry g = new Geometry(4, 6, 2, List.of(axis, Axis.of(4, 2, 1)));
    Tensor w = Tensor.gaussian(random, g.weightShape());
    Tensor y = ConvTranspose.forward(g, Tensor.full(1, 4, 12, 12), w, null);
    Tensor response = Checkerboard.response(g, w);
    for (int o = 0; o < 6; o++) {
      for (int i = 15; i < 21; i++) {
        for (int j = 10; j < 14; j++) {
          assertThat(y.get(o, i, j)).isCloseTo(response.get(o, i % 3, j % 2), within(1e-12));
        }
      }
    }
  }

  @Test
  void unevenOverlapMakesACheckerboard() {
    assertThat(Checkerboard.overlapShare(Geometry.of(1, 1, Axis.of(3, 2, 1))))
        .isCloseTo(0.1, within(1e-12));
    assertThat(Checkerboard.overlapShare(square(3, 2, 1))).isCloseTo(0.19, within(1e-12));
    assertThat(Checkerboard.overlapShare(square(4, 2, 1))).isZero();
    assertThat(Checkerboard.overlapShare(square(2, 2, 0))).isZero();
    Tensor zero = Tensor.zeros(1, 1, 3, 3);
    assertThat(Checkerboard.varianceShare(square(3, 2, 1), zero)).isZero();
  }

  @Test
  void equalSubKernelsMakeNone() {
    // ICNR: the four taps that one input writes to its 2 x 2 block are equal.
    Tensor icnr = Tensor.of(new long[] {1, 1, 4}, 3, 3, -7, -7);
    assertThat(Checkerboard.varianceShare(Geometry.of(1, 1, Axis.of(4, 2, 1)), icnr)).isZero();
  }

  @Test
  void resizeThenConvolveIsOneTransposedConvolutionWithoutCheckerboard() {
    Random random = new Random(2);
    Tensor w = Tensor.gaussian(random, 3, 2, 3, 5);
    Checkerboard.Layer layer = Checkerboard.resizeConvolution(2, w);
    Tensor x = Tensor.gaussian(random, 2, 4, 3);
    Tensor near = Tensor.zeros(2, 8, 6);
    for (int i = 0; i < near.size(); i++) {
      near.data()[i] = x.get(i / 48, i / 6 % 8 / 2, i % 6 / 2);
    }
    Geometry plain = Geometry.of(2, 3, Axis.same(3), Axis.same(5));
    Grids.assertClose(
        ConvTranspose.forward(layer.geometry(), x, layer.weight(), null),
        Convolution.forward(plain, near, w, null));
    assertThat(Checkerboard.varianceShare(layer.geometry(), layer.weight()))
        .isCloseTo(0, within(1e-12));
  }
}
