package deconvlab.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.math.Tensor;
import deconvlab.nn.ConvTranspose1d;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.nn.ConvTranspose3d;
import deconvlab.nn.ConvTransposeBlock;
import deconvlab.nn.ConvTransposeBuilder;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import java.util.Arrays;

/**
 * The block of {@code deconvlab.nn} on the native kernel, in float32, on the CPU. Each case builds
 * a block of its own, sets its parameters, and closes everything it made.
 */
public final class DjlOperator implements Operator {
  @Override
  public String name() {
    return "djl";
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public boolean inDouble() {
    return false;
  }

  @Override
  public Outputs apply(Options options, Tensor x, Tensor w, Tensor b, Gradient gradient) {
    options.requireRank(w.shape());
    long[] kernel = Arrays.copyOfRange(w.shape(), 2, w.shape().length);
    // Without a group the block itself is to refuse the groups, not a number of filters made here.
    long filters = w.shape()[1] * Math.max(1, options.group());
    Options.Layer layer = new Options.Layer(w.shape()[0], filters, kernel);
    ConvTransposeBlock block = block(options, layer, b != null);
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      block.initialize(manager, DataType.FLOAT32, new Shape(x.shape()));
      block.geometry().checkWeight(w.shape());
      set(block, "weight", array(manager, w));
      if (b != null) {
        block.geometry().checkBias(b.shape());
        set(block, "bias", array(manager, b));
      }
      return gradient == null
          ? new Outputs(tensor(forward(block, array(manager, x), false)), null, null, null)
          : withGradients(block, array(manager, x), gradient);
    }
  }

  private static Outputs withGradients(ConvTransposeBlock block, NDArray x, Gradient gradient) {
    NDArray w = block.getDirectParameters().get("weight").getArray();
    Parameter bias = block.getDirectParameters().get("bias");
    NDArray b = bias == null ? null : bias.getArray();
    x.setRequiresGradient(true);
    Tensor y;
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray output = forward(block, x, true);
      y = tensor(output);
      NDArray g = array(x.getManager(), gradient.at(y.shape()));
      collector.backward(output.mul(g).sum());
    }
    try (NDArray dx = x.getGradient();
        NDArray dw = w.getGradient();
        NDArray db = b == null ? null : b.getGradient()) {
      return new Outputs(y, tensor(dx), tensor(dw), b == null ? null : tensor(db));
    }
  }

  private static NDArray forward(ConvTransposeBlock block, NDArray x, boolean training) {
    ParameterStore store = new ParameterStore(x.getManager(), false);
    return block.forward(store, new NDList(x), training).singletonOrThrow();
  }

  @Override
  public long[] layer(Options options, Options.Layer layer, long[] xShape) {
    ConvTransposeBlock block = block(options, layer, true);
    if (xShape == null) {
      return null;
    }
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      block.initialize(manager, DataType.FLOAT32, new Shape(xShape));
      NDArray x = manager.zeros(new Shape(xShape));
      return forward(block, x, false).getShape().getShape();
    }
  }

  private static ConvTransposeBlock block(Options options, Options.Layer layer, boolean bias) {
    return switch (options.dims()) {
      case 1 -> with(ConvTranspose1d.builder(), options, layer, bias).build();
      case 2 -> with(ConvTranspose2d.builder(), options, layer, bias).build();
      default -> with(ConvTranspose3d.builder(), options, layer, bias).build();
    };
  }

  private static <B extends ConvTransposeBlock> ConvTransposeBuilder<B> with(
      ConvTransposeBuilder<B> builder, Options options, Options.Layer layer, boolean bias) {
    int dims = options.dims();
    builder.optGroups(Options.asInt("groups", options.group()));
    builder.optInChannels(Options.asInt("inChannels", layer.inChannels()));
    builder.setFilters(Options.asInt("outChannels", layer.outChannels()));
    builder.setKernelShape(shape("kernel", 1, layer.kernelSize()));
    builder.optStride(shape("stride", 1, each(options.stride(), dims)));
    builder.optPadding(shape("padding", 0, each(options.padding(), dims)));
    builder.optOutputPadding(shape("outputPadding", 0, each(options.outputPadding(), dims)));
    builder.optDilation(shape("dilation", 1, each(options.dilation(), dims)));
    return builder.optBias(bias);
  }

  /** A single entry stands for every axis. */
  private static long[] each(long[] values, int dims) {
    if (values.length != 1) {
      return values;
    }
    long[] all = new long[dims];
    Arrays.fill(all, values[0]);
    return all;
  }

  /** DJL's Shape refuses entries below -1 without saying whose: here the option is known. */
  private static Shape shape(String name, int least, long[] values) {
    for (long value : values) {
      Options.asInt(name, value);
      Checks.that(
          value >= -1, "%s=%s must hold no entry below %d", name, Arrays.toString(values), least);
    }
    return new Shape(values);
  }

  private static void set(ConvTransposeBlock block, String name, NDArray value) {
    NDArray array = block.getDirectParameters().get(name).getArray();
    Snapshot.copy(new NDList(value), new NDList(array), value.getManager());
  }

  static NDArray array(NDManager manager, Tensor tensor) {
    Shape shape = new Shape(tensor.shape());
    if (tensor.size() == 0) {
      return manager.zeros(shape);
    }
    float[] data = new float[tensor.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) tensor.at(i);
    }
    return manager.create(data, shape);
  }

  private static Tensor tensor(NDArray array) {
    Tensor tensor = Tensor.zeros(array.getShape().getShape());
    if (tensor.size() > 0) {
      float[] data = array.toFloatArray();
      Arrays.setAll(tensor.data(), i -> data[i]);
    }
    return tensor;
  }
}
