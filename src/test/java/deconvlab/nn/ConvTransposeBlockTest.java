package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocks against numbers worked out by hand: digits show who wrote where. */
class ConvTransposeBlockTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void oneDimension() {
    Geometry geometry = Geometry.of(1, 1, Axis.of(3, 2, 0));
    Blocks.Result r =
        Blocks.run(
            manager,
            geometry,
            tensor(shape(1, 1, 2), 1, 2),
            tensor(shape(1, 1, 3), 1, 10, 100),
            tensor(shape(1), 0.5),
            tensor(shape(1, 1, 5), 1, 2, 3, 4, 5));
    assertClose(r.y(), shape(1, 1, 5), values(1.5, 10.5, 102.5, 20.5, 200.5), 0);
    assertClose(r.dx(), shape(1, 1, 2), values(321, 543), 0);
    assertClose(r.dw(), shape(1, 1, 3), values(7, 10, 13), 0);
    assertClose(r.db(), shape(1), values(15), 0);
  }

  @Test
  void twoDimensionsWithAxesThatDiffer() {
    Geometry geometry = Geometry.of(1, 1, Axis.of(2, 2, 0), Axis.of(3, 1, 1));
    Blocks.Result r =
        Blocks.run(
            manager,
            geometry,
            tensor(shape(1, 1, 2, 2), 1, 2, 3, 4),
            tensor(shape(1, 1, 2, 3), 1, 10, 100, 1000, 10000, 100000),
            null,
            tensor(shape(1, 1, 4, 2), 1, 2, 3, 4, 5, 6, 7, 8));
    // Row 2i + a, column j: sum over inputs j' of x[i, j'] * w[a, j - j' + 1].
    double[] y = values(12, 120, 12000, 120000, 34, 340, 34000, 340000);
    assertClose(r.y(), shape(1, 1, 4, 2), y, 0);
    // x[0, 0] reaches columns -1 (cut), 0, 1 of rows 0 and 1.
    double[] dx = {
      1 * 10 + 2 * 100 + 3 * 10000 + 4 * 100000,
      1 * 1 + 2 * 10 + 3 * 1000 + 4 * 10000,
      5 * 10 + 6 * 100 + 7 * 10000 + 8 * 100000,
      5 * 1 + 6 * 10 + 7 * 1000 + 8 * 10000
    };
    assertClose(r.dx(), shape(1, 1, 2, 2), dx, 0);
    // w[0, 0] meets x[i, 1] at g[2i, 0]; w[0, 1] both; w[0, 2] x[i, 0] at g[2i, 1].
    double[] dw = {2 + 20, 1 + 4 + 15 + 24, 2 + 18, 6 + 28, 3 + 8 + 21 + 32, 4 + 24};
    assertClose(r.dw(), shape(1, 1, 2, 3), dw, 0);
  }

  @Test
  void threeDimensionsInGroupsWithOutputPadding() {
    Axis unit = Axis.of(1, 1, 0);
    Geometry geometry =
        new Geometry(2, 2, 2, java.util.List.of(unit, unit, new Axis(2, 3, 0, 1, 1)));
    Blocks.Result r =
        Blocks.run(
            manager,
            geometry,
            tensor(shape(1, 2, 1, 1, 2), 1, 2, 3, 4),
            tensor(shape(2, 1, 1, 1, 2), 1, 10, 100, 1000),
            tensor(shape(2), 0.5, 0.25),
            tensor(shape(1, 2, 1, 1, 6), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    double[] y = {1.5, 10.5, 0.5, 2.5, 20.5, 0.5, 300.25, 3000.25, 0.25, 400.25, 4000.25, 0.25};
    assertClose(r.y(), shape(1, 2, 1, 1, 6), y, 0);
    assertClose(r.dx(), shape(1, 2, 1, 1, 2), values(21, 54, 8700, 12000), 0);
    assertClose(r.dw(), shape(2, 1, 1, 1, 2), values(9, 12, 61, 68), 0);
    assertClose(r.db(), shape(2), values(21, 57), 0);
  }

  @Test
  void dilationSpreadsTheTaps() {
    Geometry geometry = Geometry.of(1, 1, new Axis(3, 1, 1, 0, 2));
    Blocks.Result r =
        Blocks.run(
            manager,
            geometry,
            tensor(shape(1, 1, 2), 1, 2),
            tensor(shape(1, 1, 3), 1, 10, 100),
            null,
            tensor(shape(1, 1, 4), 1, 2, 3, 4));
    // Uncut: 1 2 10 20 100 200; one goes at each end.
    assertClose(r.y(), shape(1, 1, 4), values(2, 10, 20, 100), 0);
    assertClose(r.dx(), shape(1, 1, 2), values(2 * 10 + 4 * 100, 1 + 3 * 10), 0);
    assertClose(r.dw(), shape(1, 1, 3), values(2, 2 + 6, 4), 0);
  }

  @Test
  void channelsMixByWeightLayoutInThenOut() {
    Geometry geometry = Geometry.of(2, 3, Axis.of(1, 1, 0));
    Blocks.Result r =
        Blocks.run(
            manager,
            geometry,
            tensor(shape(1, 2, 1), 1, 2),
            tensor(shape(2, 3, 1), 1, 10, 100, 1000, 10000, 100000),
            null,
            tensor(shape(1, 3, 1), 1, 2, 3));
    assertClose(r.y(), shape(1, 3, 1), values(2001, 20010, 200100), 0);
    assertClose(r.dx(), shape(1, 2, 1), values(321, 321000), 0);
    assertClose(r.dw(), shape(2, 3, 1), values(1, 2, 3, 2, 4, 6), 0);
  }

  @Test
  void oneImageWithoutABatchAxis() {
    Geometry geometry = Geometry.of(1, 1, Axis.of(3, 2, 0));
    Blocks.Result r =
        Blocks.run(
            manager,
            geometry,
            tensor(shape(1, 2), 1, 2),
            tensor(shape(1, 1, 3), 1, 10, 100),
            null,
            tensor(shape(1, 5), 1, 2, 3, 4, 5));
    assertClose(r.y(), shape(1, 5), values(1, 10, 102, 20, 200), 0);
    assertClose(r.dx(), shape(1, 2), values(321, 543), 0);
  }

  @Test
  void tellsItsOutputShapeBeforeItRuns() {
    ConvTranspose2d block =
        ConvTranspose2d.builder()
            .setKernelShape(new Shape(3, 4))
            .setFilters(5)
            .optStride(new Shape(2, 3))
            .optPadding(new Shape(1, 0))
            .optOutputPadding(new Shape(1, 2))
            .build();
    // (7-1)*2 - 2 + 2 + 1 + 1 = 14, (4-1)*3 + 3 + 2 + 1 = 15
    assertThat(block.getOutputShapes(new Shape[] {new Shape(2, 6, 7, 4)}))
        .containsExactly(new Shape(2, 5, 14, 15));
    assertThat(block.getOutputShapes(new Shape[] {new Shape(6, 7, 4)}))
        .containsExactly(new Shape(5, 14, 15));
  }

  @Test
  void refusalsNameArgumentValueAndRemedy() {
    ConvTransposeBuilder<ConvTranspose2d> two = ConvTranspose2d.builder();
    assertThatThrownBy(two::build).hasMessage("filters=0 must be at least 1: call setFilters");
    assertThatThrownBy(() -> two.setFilters(4).setKernelShape(new Shape(3)).build())
        .hasMessageContaining("kernelShape=(3) must have 2 entries");
    assertThatThrownBy(() -> two.setKernelShape(new Shape(3, 3)).optGroups(3).build())
        .hasMessageContaining("groups=3 must be at least 1 and divide filters=4");
    assertThatThrownBy(() -> ConvTranspose2d.builder().optInChannels(0))
        .hasMessageContaining("inChannels=0 must be at least 1");
    assertThatThrownBy(
            () ->
                ConvTranspose2d.builder()
                    .setFilters(1)
                    .setKernelShape(new Shape(3, 3))
                    .optStride(new Shape(2, 2))
                    .optOutputPadding(new Shape(2, 0))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outputPadding=2")
        .hasMessageContaining("lower outputPadding or raise stride");
  }

  @Test
  void wrongInputsAreRefusedBeforeTheNativeCall() {
    ConvTransposeBlock block =
        Blocks.of(Geometry.of(2, 3, Axis.of(3, 1, 1), Axis.of(3, 1, 1)), true);
    assertThatThrownBy(() -> block.initialize(manager, DataType.FLOAT32, new Shape(2, 2, 2, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 5 axes: a 2-D transposed convolution needs (N, C, size…)");
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 2, 4, 4));
    NDArray other = manager.ones(new Shape(1, 5, 4, 4));
    ParameterStore store = new ParameterStore(manager, false);
    assertThatThrownBy(() -> block.forward(store, new NDList(other), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5")
        .hasMessageContaining("2");
  }

  private static Tensor tensor(long[] shape, double... data) {
    return Tensor.of(shape, data);
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static double[] values(double... values) {
    return values;
  }
}
