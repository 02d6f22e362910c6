package deconvlab.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import deconvlab.math.Quantised;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A built layer: the linear map (or pooling, or reshaping) and what follows it.
 *
 * @param name kind and number, for instance {@code deconv2}; a twin's convolution has the name of
 *     the transposed convolution it stands for, so that arms pair by name
 * @param layer the line of the layout it was built from
 * @param before dropout of the output layer's input, where the run has it
 * @param core the linear map, pooling or reshaping
 * @param after dropout, batch norm and activation, in the order in which they run
 * @param output shape of the output for one image
 * @param multiplyAdds multiplications of the linear map for one image, each with its addition; taps
 *     that fall outside the output are counted, as the kernels compute them
 */
public record Stage(
    String name,
    Layer layer,
    List<Block> before,
    Block core,
    List<Block> after,
    Shape output,
    long multiplyAdds) {

  /** Whether the stage has a weight. */
  public boolean weighted() {
    return layer instanceof Layer.Conv
        || layer instanceof Layer.Deconv
        || layer instanceof Layer.Dense;
  }

  /** Whether the activation function follows. */
  public boolean activated() {
    return layer.activated();
  }

  /** Whether it is a twin's convolution in the place of a transposed one. */
  public boolean twin() {
    return layer instanceof Layer.Conv conv && conv.twin();
  }

  /** Trainable numbers: weights, biases, batch norm's scale and shift. */
  public long parameters() {
    return arrays()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  /** The weight of a layer that has one. */
  public Parameter weight() {
    return arrays().filter(one -> one.getType() == Parameter.Type.WEIGHT).findFirst().orElseThrow();
  }

  /**
   * The weight as (outer, filters, inner): its channels out are axis 1 of a transposed
   * convolution's (of a depthwise one, where each channel is its own group, axis 0), else axis 0.
   */
  public int[] weightAxes() {
    long[] shape = weight().getShape().getShape();
    boolean second = layer instanceof Layer.Deconv d && d.groups() == 1;
    int outer = second ? Math.toIntExact(shape[0]) : 1;
    int filters = Math.toIntExact(shape[second ? 1 : 0]);
    return new int[] {
      outer, filters, Math.toIntExact(weight().getShape().size() / outer / filters)
    };
  }

  /** The weight in whole numbers of so many bits, one scale for all or one for each filter. */
  public Quantised quantised(int bits, boolean perChannel) {
    int[] axes = weightAxes();
    float[] values = weight().getArray().toFloatArray();
    return perChannel
        ? Quantised.perChannel(bits, axes[0], axes[1], values)
        : Quantised.perTensor(bits, values);
  }

  /** What its blocks hold, trainable or not. */
  Stream<Parameter> arrays() {
    return blocks().stream().flatMap(block -> block.getParameters().values().stream());
  }

  /** Every block in running order. */
  List<Block> blocks() {
    List<Block> blocks = entry();
    blocks.addAll(after);
    return blocks;
  }

  /** The blocks up to the pre-activation: what comes before, and the linear map. */
  public List<Block> entry() {
    List<Block> blocks = new ArrayList<>(before);
    blocks.add(core);
    return blocks;
  }
}
