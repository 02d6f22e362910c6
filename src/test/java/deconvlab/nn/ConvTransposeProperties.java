package deconvlab.nn;

import static deconvlab.TensorAsserts.assertCloseToLargest;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import deconvlab.math.Axis;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The native blocks are the reference operator, gradients included, whatever the geometry. */
class ConvTransposeProperties {
  /** Float32 against double: a share of the largest entry. */
  private static final double SHARE = 1e-5;

  record Case(Geometry geometry, long[] xShape, boolean bias, long seed) {}

  @Property(tries = 80)
  void blockIsTheReference(@ForAll("cases") Case c) {
    Random random = new Random(c.seed());
    Geometry geometry = c.geometry();
    // Rounded to float first: both then compute with the same numbers.
    Tensor x = rounded(Tensor.gaussian(random, c.xShape()));
    Tensor w = rounded(Tensor.gaussian(random, geometry.weightShape()));
    Tensor b = c.bias() ? rounded(Tensor.gaussian(random, geometry.outChannels())) : null;
    Tensor g = rounded(Tensor.gaussian(random, geometry.outputShape(c.xShape())));
    try (NDManager manager = Torch.engine().newBaseManager()) {
      Blocks.Result r = Blocks.run(manager, geometry, x, w, b, g);
      assertCloseToLargest(r.y(), ConvTranspose.forward(geometry, x, w, b), SHARE);
      assertCloseToLargest(r.dx(), ConvTranspose.gradInput(geometry, g, w), SHARE);
      assertCloseToLargest(r.dw(), ConvTranspose.gradWeight(geometry, x, g), SHARE);
      if (c.bias()) {
        assertCloseToLargest(r.db(), ConvTranspose.gradBias(geometry, g), SHARE);
      }
    }
  }

  @Property(tries = 30)
  void theBlockKnowsItsOutputShape(@ForAll("cases") Case c) {
    long[] told =
        Blocks.of(c.geometry(), c.bias())
            .getOutputShapes(new ai.djl.ndarray.types.Shape[] {shape(c.xShape())})[0]
            .getShape();
    assertThat(told).isEqualTo(c.geometry().outputShape(c.xShape()));
  }

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.longs().between(0, 1_000_000).map(ConvTransposeProperties::draw);
  }

  private static Case draw(long seed) {
    Random random = new Random(seed);
    while (true) {
      int dims = 1 + random.nextInt(3);
      List<Axis> axes = new ArrayList<>();
      for (int a = 0; a < dims; a++) {
        int stride = 1 + random.nextInt(4);
        int dilation = 1 + random.nextInt(3);
        int extra = random.nextInt(Math.max(stride, dilation));
        axes.add(new Axis(1 + random.nextInt(4), stride, random.nextInt(4), extra, dilation));
      }
      int groups = 1 + random.nextInt(3);
      int in = groups * (1 + random.nextInt(3));
      Geometry geometry = new Geometry(in, groups * (1 + random.nextInt(3)), groups, axes);
      boolean batched = random.nextInt(4) > 0;
      long[] xShape = new long[dims + (batched ? 2 : 1)];
      xShape[0] = 1L + random.nextInt(3);
      xShape[xShape.length - dims - 1] = in;
      for (int a = xShape.length - dims; a < xShape.length; a++) {
        xShape[a] = 1L + random.nextInt(5);
      }
      try {
        geometry.outputShape(xShape);
        return new Case(geometry, xShape, random.nextBoolean(), seed);
      } catch (IllegalArgumentException cutToNothing) {
        // The padding left no output: not a case; draw another.
      }
    }
  }

  private static ai.djl.ndarray.types.Shape shape(long[] sizes) {
    return new ai.djl.ndarray.types.Shape(sizes);
  }

  private static Tensor rounded(Tensor t) {
    double[] data = t.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) data[i];
    }
    return Tensor.of(t.shape(), data);
  }
}
