package deconvlab.notebook;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import deconvlab.nn.ConvTransposeFunction;
import deconvlab.nn.Fans;
import deconvlab.nn.Torch;
import deconvlab.nn.WeightInit;
import java.util.Arrays;
import java.util.Random;

/** The native library on the reference's tensors, for a check in one line (float32, on the CPU). */
public final class Native {
  private Native() {}

  /** The native transposed convolution; shapes as in {@link deconvlab.math.ConvTranspose}. */
  public static Tensor convTranspose(Geometry geometry, Tensor x, Tensor w, Tensor bias) {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      NDArray b = bias == null ? null : array(manager, bias);
      return tensor(ConvTransposeFunction.apply(geometry, array(manager, x), array(manager, w), b));
    }
  }

  /**
   * ∂L/∂x and ∂L/∂w for L = Σ y·g, as the native library's autograd computes them.
   *
   * @param x shape of x, (N, in, size…)
   * @param w shape of w, (in, out/groups, kernel…)
   */
  public record Gradients(Tensor x, Tensor w) {}

  /** The gradients of Σ y·g for y the native transposed convolution of x and w, without bias. */
  public static Gradients gradients(Geometry geometry, Tensor x, Tensor w, Tensor g) {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu());
        GradientCollector collecting = Torch.engine().newGradientCollector()) {
      NDArray input = array(manager, x);
      NDArray weight = array(manager, w);
      input.setRequiresGradient(true);
      weight.setRequiresGradient(true);
      NDArray y = ConvTransposeFunction.apply(geometry, input, weight, null);
      collecting.backward(y.mul(array(manager, g)).sum());
      return new Gradients(tensor(input.getGradient()), tensor(weight.getGradient()));
    }
  }

  /** A weight (in, out/groups, kernel…) as the initialiser draws it for a gain of 1. */
  public static Tensor weight(WeightInit init, Geometry geometry, Random random) {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      Shape shape = new Shape(geometry.weightShape());
      Fans fans = Fans.transposed(geometry);
      return tensor(init.initializer(fans, 1, random).initialize(manager, shape, DataType.FLOAT32));
    }
  }

  /** A tensor's numbers as a native array, rounded to float32. */
  public static NDArray array(NDManager manager, Tensor tensor) {
    float[] data = new float[tensor.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) tensor.at(i);
    }
    return manager.create(data, new Shape(tensor.shape()));
  }

  /** A native float32 array's numbers as a tensor. */
  public static Tensor tensor(NDArray array) {
    Tensor tensor = Tensor.zeros(array.getShape().getShape());
    float[] data = array.toFloatArray();
    Arrays.setAll(tensor.data(), i -> data[i]);
    return tensor;
  }
}
