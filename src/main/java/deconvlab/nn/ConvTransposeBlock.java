package deconvlab.nn;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * A transposed convolution as a DJL block: initialises, trains, saves, loads and sits in a {@code
 * SequentialBlock} like any other. DJL's own {@code Conv2dTranspose} throws on PyTorch.
 *
 * <p>Input (N, C_in, size…) or (C_in, size…); weight (C_in, C_out/groups, k…), PyTorch's layout;
 * output size on each axis {@code (n − 1)·s − 2p + d(k − 1) + output_padding + 1} (Dumoulin &amp;
 * Visin 2016, relationship 14, extended by dilation and output padding as in PyTorch).
 */
public abstract class ConvTransposeBlock extends AbstractBlock {
  private static final byte VERSION = 1;

  private final List<Axis> axes;
  private final int filters;
  private final int groups;
  private final Parameter weight;
  private final Parameter bias;
  private Geometry geometry;

  /** Takes the options; channels in may be left to the first input. */
  protected ConvTransposeBlock(ConvTransposeBuilder<?> builder) {
    super(VERSION);
    axes = builder.axes();
    filters = builder.filters;
    groups = builder.groups;
    if (builder.inChannels > 0) {
      geometry = new Geometry(builder.inChannels, filters, groups, axes);
    }
    weight =
        addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
    bias =
        builder.bias
            ? addParameter(Parameter.builder().setName("bias").setType(Parameter.Type.BIAS).build())
            : null;
  }

  /** The geometry, once the number of input channels is known, else null. */
  public Geometry geometry() {
    return geometry;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray w = parameterStore.getValue(weight, x.getDevice(), training);
    NDArray b = bias == null ? null : parameterStore.getValue(bias, x.getDevice(), training);
    return new NDList(ConvTransposeFunction.apply(geometry, x, w, b));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {
      new Shape(geometryFor(inputShapes[0]).outputShape(inputShapes[0].getShape()))
    };
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    geometry = geometryFor(inputShapes[0]);
    geometry.outputShape(inputShapes[0].getShape());
    weight.setShape(new Shape(geometry.weightShape()));
    if (bias != null) {
      bias.setShape(new Shape(filters));
    }
  }

  private Geometry geometryFor(Shape input) {
    if (geometry != null) {
      return geometry;
    }
    int unbatched = axes.size() + 1;
    if (input.dimension() != unbatched && input.dimension() != unbatched + 1) {
      throw Checks.refusal(
          "input shape %s has %d axes: a %d-D transposed convolution needs (N, C, size…) or (C, size…)",
          input, input.dimension(), axes.size());
    }
    long channels = input.get(input.dimension() - unbatched);
    return new Geometry(Math.toIntExact(channels), filters, groups, axes);
  }

  @Override
  protected void saveMetadata(DataOutputStream os) throws IOException {
    saveInputShapes(os);
    os.writeInt(geometry == null ? 0 : geometry.inChannels());
  }

  @Override
  public void loadMetadata(byte loadVersion, DataInputStream is)
      throws IOException, MalformedModelException {
    if (loadVersion != VERSION) {
      throw new MalformedModelException(
          Text.format(
              "version=%d of this block's parameters is unknown: this library reads version %d",
              loadVersion, VERSION));
    }
    readInputShapes(is);
    int inChannels = is.readInt();
    if (inChannels > 0) {
      geometry = new Geometry(inChannels, filters, groups, axes);
    }
  }

  @Override
  public void loadParameters(NDManager manager, DataInputStream is)
      throws IOException, MalformedModelException {
    super.loadParameters(manager, is);
    if (geometry != null && weight.isInitialized()) {
      geometry.checkWeight(weight.getArray().getShape().getShape());
    }
  }
}
