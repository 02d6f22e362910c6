package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;

/** Blocks with given weights, and what they and DJL's autograd make of an input. */
final class Blocks {
  private Blocks() {}

  /** Output and gradients of sum(y·g); the bias's is null where there is no bias. */
  record Result(NDArray y, NDArray dx, NDArray dw, NDArray db) {}

  static ConvTransposeBlock of(Geometry geometry, boolean bias) {
    return switch (geometry.dims()) {
      case 1 -> filled(ConvTranspose1d.builder(), geometry, bias).build();
      case 2 -> filled(ConvTranspose2d.builder(), geometry, bias).build();
      default -> filled(ConvTranspose3d.builder(), geometry, bias).build();
    };
  }

  private static <B extends ConvTransposeBlock> ConvTransposeBuilder<B> filled(
      ConvTransposeBuilder<B> builder, Geometry g, boolean bias) {
    return builder
        .setKernelShape(new Shape(g.each(Axis::kernel)))
        .setFilters(g.outChannels())
        .optStride(new Shape(g.each(Axis::stride)))
        .optPadding(new Shape(g.each(Axis::padding)))
        .optOutputPadding(new Shape(g.each(Axis::outputPadding)))
        .optDilation(new Shape(g.each(Axis::dilation)))
        .optGroups(g.groups())
        .optBias(bias);
  }

  static Result run(
      NDManager manager, Geometry geometry, Tensor x, Tensor w, Tensor bias, Tensor g) {
    ConvTransposeBlock block = of(geometry, bias != null);
    block.setInitializer((m, shape, type) -> m.create(floats(w), shape), Parameter.Type.WEIGHT);
    if (bias != null) {
      block.setInitializer((m, shape, type) -> m.create(floats(bias), shape), Parameter.Type.BIAS);
    }
    NDArray input = array(manager, x);
    block.initialize(manager, DataType.FLOAT32, input.getShape());
    input.setRequiresGradient(true);
    NDArray y;
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      y = block.forward(new ParameterStore(manager, false), new NDList(input), true).head();
      collector.backward(y.mul(array(manager, g)).sum());
    }
    NDArray db = bias == null ? null : gradient(block, "bias");
    return new Result(y, input.getGradient(), gradient(block, "weight"), db);
  }

  static NDArray array(NDManager manager, Tensor tensor) {
    return manager.create(floats(tensor), new Shape(tensor.shape()));
  }

  private static NDArray gradient(ConvTransposeBlock block, String parameter) {
    return block.getParameters().get(parameter).getArray().getGradient();
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) tensor.at(i);
    }
    return values;
  }
}
