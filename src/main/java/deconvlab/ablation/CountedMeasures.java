package deconvlab.ablation;

import deconvlab.data.Datasets;
import deconvlab.data.ImageSet;
import deconvlab.math.Axis;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Orthonormal;
import deconvlab.math.Restoration;
import deconvlab.math.Tensor;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Stage;
import deconvlab.record.Defaulted;
import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Measures that need no training. */
final class CountedMeasures {
  private CountedMeasures() {}

  /** A measure of no run. */
  private interface Counted extends Measure {
    @Override
    default int most() {
      return 0;
    }

    @Override
    default Optional<TrainConfig> next(TrainConfig arm, Runs runs) {
      return Optional.empty();
    }

    @Override
    default List<TrainConfig> looked(TrainConfig arm, Runs runs) {
      return List.of();
    }
  }

  /** A count of the arm's network. */
  record Count(String title, String unit, ToDoubleFunction<NetworkConfig> count)
      implements Counted {
    @Override
    public Value of(TrainConfig arm, Runs runs) {
      return Value.of(count.applyAsDouble(arm.network()));
    }
  }

  /** Millions of multiply-adds for one image forwards, see {@link Stage}. */
  static double multiplyAdds(NetworkConfig network) {
    return Network.of(network, 0).stages().stream().mapToLong(Stage::multiplyAdds).sum() / 1e6;
  }

  /**
   * What is lost on the way through a convolution and back through the transposed one with the same
   * kernels: {@link Restoration#relativeError} (centred, interior, best scalar), 0 for an inverse.
   * The mean over {@value #IMAGES} photographs of the embedded test images, which the seed draws as
   * it draws the kernels. Padding (kernel − 1)/2, rounded down; kernel − 1 pixels are left out at
   * each border, where windows see padding.
   *
   * @param kind {@code random}: independent normal numbers; {@code orthonormal}: filters of length
   *     1 at right angles to each other or, where there are more of them than a window has numbers,
   *     with the numbers of the window at right angles
   * @param inputs channels of an image, 3 where it is left out; they are the colours of as many
   *     photographs as it takes
   * @param outputs channels of the convolution
   * @param kernel taps on each axis
   * @param stride of both
   */
  record RestorationError(
      String kind, @Defaulted Integer inputs, int outputs, int kernel, int stride)
      implements Counted {
    private static final int IMAGES = 4;
    private static final String ORTHONORMAL = "orthonormal";

    RestorationError {
      inputs = inputs == null ? ImageSet.CHANNELS : inputs;
      Checks.oneOf("kind", kind, List.of("random", ORTHONORMAL));
      Checks.within("inputs", inputs, 1, 64);
      Checks.within("outputs", outputs, 1, 1024);
      Checks.within("kernel", kernel, 1, 9);
      Checks.within("stride", stride, 1, kernel);
    }

    @Override
    public String title() {
      return Text.format(
          "restoration error, %s k%d s%d, %d to %d channels",
          kind, kernel, stride, inputs, outputs);
    }

    @Override
    public String unit() {
      return "";
    }

    @Override
    public Value of(TrainConfig arm, Runs runs) {
      Axis axis = Axis.of(kernel, stride, (kernel - 1) / 2);
      Geometry back = Geometry.square(outputs, inputs, Axis.undoing(axis, ImageSet.SIDE));
      Tensor filters = filters(Seeds.stream(runs.seed(), "restoration/kernel"));
      Random draw = Seeds.stream(runs.seed(), "restoration/images");
      double sum = 0;
      for (int i = 0; i < IMAGES; i++) {
        Tensor image = Restoration.centred(image(draw));
        // The gradient of a transposed convolution is the convolution with the same kernels.
        Tensor seen = ConvTranspose.gradInput(back, image, filters);
        Tensor restored = ConvTranspose.forward(back, seen, filters, null);
        sum += Restoration.of(image, restored, kernel - 1).relativeError();
      }
      return Value.of(sum / IMAGES);
    }

    /** (outputs, inputs, kernel, kernel). */
    private Tensor filters(Random random) {
      int window = inputs * kernel * kernel;
      if (!kind.equals(ORTHONORMAL)) {
        return Tensor.gaussian(random, outputs, inputs, kernel, kernel);
      }
      if (outputs <= window) {
        return Orthonormal.rows(random, outputs, window).reshape(outputs, inputs, kernel, kernel);
      }
      Tensor across = Orthonormal.rows(random, window, outputs);
      Tensor filters = Tensor.zeros(outputs, inputs, kernel, kernel);
      for (int i = 0; i < filters.size(); i++) {
        filters.data()[i] = across.get(i % window, i / window);
      }
      return filters;
    }

    /** (inputs, 32, 32) in [0, 255]. */
    private Tensor image(Random draw) {
      int area = ImageSet.SIDE * ImageSet.SIDE;
      Tensor image = Tensor.zeros(inputs, ImageSet.SIDE, ImageSet.SIDE);
      byte[] photograph = {};
      for (int i = 0; i < image.size(); i++) {
        int at = i % (ImageSet.CHANNELS * area);
        photograph =
            at == 0 ? Photographs.ALL.image(draw.nextInt(Photographs.ALL.size())) : photograph;
        image.data()[i] = photograph[at] & 0xff;
      }
      return image;
    }
  }

  /** Loaded when first asked for. */
  private static final class Photographs {
    static final ImageSet ALL = Datasets.load("cifar10-mini").test();
  }
}
