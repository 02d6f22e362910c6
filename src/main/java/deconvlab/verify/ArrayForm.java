package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.record.Defaulted;
import deconvlab.text.Checks;
import java.util.Arrays;

/**
 * An array as a file has it, row-major.
 *
 * @param name of a parameter; null elsewhere
 * @param data a file's reals pass through float
 */
record ArrayForm(@Defaulted String name, long[] shape, double[] data) {
  ArrayForm {
    finite("data", data);
    Arrays.setAll(data, i -> (float) data[i]);
    Tensor.of(shape, data);
  }

  Tensor tensor() {
    return Tensor.of(shape, data);
  }

  static void finite(String name, double... values) {
    for (int i = 0; i < values.length; i++) {
      Checks.that(
          Float.isFinite((float) values[i]),
          "%s[%d] is %s, must be a finite float",
          name,
          i,
          values[i]);
    }
  }
}
