package deconvlab.verify;

import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;

/** The slow, readable reference of {@code deconvlab.math}, in double. */
public final class ReferenceOperator implements Operator {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public boolean inDouble() {
    return true;
  }

  @Override
  public Outputs apply(Options options, Tensor x, Tensor w, Tensor b, Gradient gradient) {
    Geometry geometry = options.geometryOf(w.shape());
    Tensor y = ConvTranspose.forward(geometry, x, w, b);
    if (gradient == null) {
      return new Outputs(y, null, null, null);
    }
    Tensor g = gradient.at(y.shape());
    return new Outputs(
        y,
        ConvTranspose.gradInput(geometry, g, w),
        ConvTranspose.gradWeight(geometry, x, g),
        b == null ? null : ConvTranspose.gradBias(geometry, g));
  }

  @Override
  public long[] layer(Options options, Options.Layer layer, long[] xShape) {
    Geometry geometry = options.geometryOf(layer);
    if (xShape == null) {
      return null;
    }
    long[] yShape = geometry.outputShape(xShape);
    Tensor.sizeOf(yShape);
    return yShape;
  }
}
