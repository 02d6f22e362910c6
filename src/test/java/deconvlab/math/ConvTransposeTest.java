package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.math.Grids.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-computed numbers whose digits show who wrote where. */
class ConvTransposeTest {
  private static final Geometry LINE = Geometry.of(1, 1, Axis.of(3, 2, 0));
  private static final Tensor X = Tensor.of(new long[] {1, 1, 2}, 1, 2);
  private static final Tensor W = Tensor.of(new long[] {1, 1, 3}, 1, 10, 100);
  private static final Tensor G = Tensor.of(new long[] {1, 1, 5}, 1, 2, 3, 4, 5);

  @Test
  void aLineByHand() {
    assertThat(ConvTranspose.forward(LINE, X, W, null).data()).containsExactly(1, 10, 102, 20, 200);
    assertThat(ConvTranspose.gradInput(LINE, G, W).data()).containsExactly(321, 543);
    assertThat(ConvTranspose.gradWeight(LINE, X, G).data()).containsExactly(7, 10, 13);
    assertThat(ConvTranspose.gradBias(LINE, G).data()).containsExactly(15);
  }

  @Test
  void paddingCutsBothEndsAndOutputPaddingAddsAtTheEnd() {
    Geometry g = Geometry.of(1, 1, new Axis(3, 2, 1, 1, 1));
    Tensor bias = Tensor.of(new long[] {1}, 1000);
    assertThat(ConvTranspose.forward(g, X, W, bias).data()).containsExactly(1010, 1102, 1020, 1200);
    Geometry beyond = Geometry.of(1, 1, new Axis(2, 1, 0, 2, 3));
    Tensor w = Tensor.of(new long[] {1, 1, 2}, 1, 10);
    assertThat(ConvTranspose.forward(beyond, X, w, null).data())
        .containsExactly(1, 2, 0, 10, 20, 0, 0);
  }

  @Test
  void aPlaneByHandWithAxesThatDiffer() {
    Geometry g = Geometry.of(1, 1, Axis.of(2, 2, 0), new Axis(2, 1, 0, 0, 2));
    Tensor x = Tensor.of(new long[] {1, 2, 1}, 1, 2);
    Tensor w = Tensor.of(new long[] {1, 1, 2, 2}, 1, 10, 100, 1000);
    Tensor y = ConvTranspose.forward(g, x, w, null);
    assertThat(y.shape()).containsExactly(1, 4, 3);
    assertThat(y.data()).containsExactly(1, 0, 10, 100, 0, 1000, 2, 0, 20, 200, 0, 2000);
  }

  @Test
  void groupsKeepToTheirChannels() {
    Geometry g = new Geometry(4, 2, 2, List.of(Axis.of(1, 1, 0)));
    Tensor x = Tensor.of(new long[] {1, 4, 1}, 1, 2, 3, 4);
    Tensor w = Tensor.of(new long[] {4, 1, 1}, 1, 10, 100, 1000);
    assertThat(ConvTranspose.forward(g, x, w, null).data()).containsExactly(21, 4300);
    Tensor out = Tensor.of(new long[] {1, 2, 1}, 5, 7);
    assertThat(ConvTranspose.gradInput(g, out, w).data()).containsExactly(5, 50, 700, 7000);
    assertThat(ConvTranspose.gradWeight(g, x, out).data()).containsExactly(5, 10, 21, 28);
  }

  @Test
  void emptyBatchGivesEmptyOutputAndZeroGradients() {
    Tensor x = Tensor.zeros(0, 1, 2);
    Tensor y = ConvTranspose.forward(LINE, x, W, null);
    assertThat(y.shape()).containsExactly(0, 1, 5);
    assertThat(ConvTranspose.gradInput(LINE, y, W).shape()).containsExactly(0, 1, 2);
    assertThat(ConvTranspose.gradWeight(LINE, x, y).data()).containsExactly(0, 0, 0);
    assertThat(ConvTranspose.gradBias(LINE, y).data()).containsExactly(0);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Tensor flat = Tensor.of(new long[] {1, 3}, 1, 2, 3);
    Tensor two = Tensor.zeros(2);
    Tensor even = Tensor.zeros(1, 1, 6);
    assertThatThrownBy(() -> ConvTranspose.forward(LINE, X, flat, null))
        .hasMessageContaining("weight has shape [1, 3], must be [1, 1, 3]");
    assertThatThrownBy(() -> ConvTranspose.forward(LINE, X, W, two))
        .hasMessageContaining("bias has shape [2], must be [1]");
    assertThatThrownBy(() -> ConvTranspose.gradInput(LINE, even, W))
        .hasMessageContaining("g has shape [1, 1, 6], must be [1, 1, 5]");
    assertThatThrownBy(() -> ConvTranspose.gradBias(LINE, two)).hasMessageContaining("rank 1");
    Geometry huge = Geometry.of(1, 1, Axis.of(3, Integer.MAX_VALUE, 0));
    assertThatThrownBy(() -> ConvTranspose.forward(huge, X, W, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shape=[1, 1, 2147483650]");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void gradientsAgreeWithFiniteDifferences(long seed) {
    Sample s = Sample.draw(seed);
    Geometry geo = s.geometry();
    Tensor bias = Tensor.zeros(geo.outChannels());
    check(s.x(), x -> loss(geo, x, s.w(), bias, s.g()), ConvTranspose.gradInput(geo, s.g(), s.w()));
    check(
        s.w(), w -> loss(geo, s.x(), w, bias, s.g()), ConvTranspose.gradWeight(geo, s.x(), s.g()));
    check(bias, b -> loss(geo, s.x(), s.w(), b, s.g()), ConvTranspose.gradBias(geo, s.g()));
  }

  private static double loss(Geometry geometry, Tensor x, Tensor w, Tensor b, Tensor g) {
    return ConvTranspose.forward(geometry, x, w, b).dot(g);
  }

  private static void check(Tensor at, ToDoubleFunction<Tensor> loss, Tensor gradient) {
    double step = 1e-3;
    for (int i = 0; i < at.size(); i++) {
      double[] up = at.data().clone();
      double[] down = at.data().clone();
      up[i] += step;
      down[i] -= step;
      double slope = loss.applyAsDouble(Tensor.of(at.shape(), up));
      slope = (slope - loss.applyAsDouble(Tensor.of(at.shape(), down))) / (2 * step);
      assertThat(gradient.at(i)).as("element %d", i).isCloseTo(slope, within(1e-8));
    }
  }
}
