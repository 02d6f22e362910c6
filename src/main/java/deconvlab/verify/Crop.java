package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.text.Checks;
import java.util.Arrays;

/**
 * Elements cut off both ends of each spatial axis: how padding that differs at begin and end is had
 * from an operator that pads alike.
 */
record Crop(int[] begin, int[] end) {
  /** The part of y that is left. */
  Tensor of(Tensor y) {
    Tensor part = Tensor.zeros(shape(y.shape()));
    copy(y, part, true);
    return part;
  }

  /** The gradient at the uncut output: that at the cut one, with zeros where it was cut. */
  Tensor undo(Tensor g, long[] yShape) {
    Checks.that(
        Arrays.equals(g.shape(), shape(yShape)),
        "g has shape %s, must be %s, the output's",
        Arrays.toString(g.shape()),
        Arrays.toString(shape(yShape)));
    Tensor whole = Tensor.zeros(yShape);
    copy(whole, g, false);
    return whole;
  }

  private long[] shape(long[] yShape) {
    long[] shape = yShape.clone();
    int lead = shape.length - begin.length;
    for (int a = 0; a < begin.length; a++) {
      shape[lead + a] = Math.max(0, shape[lead + a] - begin[a] - end[a]);
    }
    return shape;
  }

  /** Copies between the whole and its part: into the part, or out of it. */
  private void copy(Tensor whole, Tensor part, boolean intoPart) {
    long[] inner = part.shape();
    long[] outer = whole.shape();
    int lead = inner.length - begin.length;
    for (int i = 0; i < part.size(); i++) {
      long rest = i;
      long at = 0;
      long step = 1;
      for (int a = inner.length - 1; a >= 0; a--) {
        at += (rest % inner[a] + (a < lead ? 0 : begin[a - lead])) * step;
        rest /= inner[a];
        step *= outer[a];
      }
      if (intoPart) {
        part.data()[i] = whole.at((int) at);
      } else {
        whole.data()[(int) at] = part.at(i);
      }
    }
  }
}
