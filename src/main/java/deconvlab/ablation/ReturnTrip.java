package deconvlab.ablation;

import deconvlab.data.Datasets;
import deconvlab.data.ImageSet;
import deconvlab.math.Axis;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Restoration;
import deconvlab.math.RidgeInverse;
import deconvlab.math.Tensor;
import deconvlab.record.Seeds;
import java.util.Random;

/**
 * Photographs through a convolution and back: what is lost of them, {@link
 * Restoration#relativeError} (centred, interior, best scalar), 0 for an inverse.
 *
 * @param kernels (outputs, inputs, kernel, kernel)
 * @param axis of the convolution, on both axes of the image
 * @param inverse null for the transposed convolution with the same kernels
 */
record ReturnTrip(Tensor kernels, Axis axis, RidgeInverse inverse) {
  private static final int IMAGES = 4;

  /**
   * The mean error over {@value #IMAGES} photographs of the embedded test images that the seed
   * draws. kernel − 1 pixels are left out at each border, where windows see padding.
   */
  double error(long seed) {
    Random draw = Seeds.stream(seed, "restoration/images");
    double sum = 0;
    for (int i = 0; i < IMAGES; i++) {
      Tensor image = Restoration.centred(image(draw));
      sum += Restoration.of(image, back(image), kernels.size(2) - 1).relativeError();
    }
    return sum / IMAGES;
  }

  private Tensor back(Tensor image) {
    Geometry geometry =
        Geometry.square(kernels.size(0), kernels.size(1), Axis.undoing(axis, ImageSet.SIDE));
    Tensor back = transposed(geometry, convolved(geometry, image));
    return inverse == null
        ? back
        : inverse.of(back, x -> transposed(geometry, convolved(geometry, x)));
  }

  /** The gradient of a transposed convolution is the convolution with the same kernels. */
  private Tensor convolved(Geometry geometry, Tensor image) {
    return ConvTranspose.gradInput(geometry, image, kernels);
  }

  private Tensor transposed(Geometry geometry, Tensor seen) {
    return ConvTranspose.forward(geometry, seen, kernels, null);
  }

  /** (inputs, 32, 32) in [0, 255]: the colours of as many photographs as it takes. */
  private Tensor image(Random draw) {
    int area = ImageSet.SIDE * ImageSet.SIDE;
    Tensor image = Tensor.zeros(kernels.size(1), ImageSet.SIDE, ImageSet.SIDE);
    byte[] photograph = {};
    for (int i = 0; i < image.size(); i++) {
      int at = i % (ImageSet.CHANNELS * area);
      photograph =
          at == 0 ? Photographs.ALL.image(draw.nextInt(Photographs.ALL.size())) : photograph;
      image.data()[i] = photograph[at] & 0xff;
    }
    return image;
  }

  /** Loaded when first asked for. */
  private static final class Photographs {
    static final ImageSet ALL = Datasets.load("cifar10-mini").test();
  }
}
