package deconvlab.plot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Image grids of the {@link Gallery}. */
final class ImageSamples {
  private ImageSamples() {}

  static void addTo(Map<String, Supplier<Figure<?>>> all) {
    all.put("images-rows", ImageSamples::rows);
    all.put("images-300-in-a-row", () -> ImageGrid.create().row("many", images(300, 1, 4)));
    all.put("images-captions", ImageSamples::captions);
    all.put("images-none", ImageGrid::create);
  }

  /** Soft blobs, so that pictures differ from each other and from their noise. */
  static ImageBatch images(int count, int channels, int side) {
    double[] shares = new double[count * channels * side * side];
    for (int i = 0; i < shares.length; i++) {
      int plane = i / (side * side);
      double x = (double) (i % side) / side - 0.3 - 0.05 * (plane % 8);
      double y = (double) (i / side % side) / side - 0.5;
      shares[i] = Math.exp(-8 * (x * x + y * y)) * (0.5 + 0.2 * (plane % 3));
    }
    return new ImageBatch(channels, side, side, shares);
  }

  private static ImageBatch noisy(ImageBatch images) {
    Random random = new Random(3);
    double[] shares =
        IntStream.range(0, images.shares().length)
            .mapToDouble(i -> images.shares()[i] + 0.05 * random.nextGaussian())
            .toArray();
    return new ImageBatch(images.channels(), images.height(), images.width(), shares);
  }

  private static ImageGrid rows() {
    return ImageGrid.create()
        .title("The output follows the input")
        .row("input", images(8, 3, 32))
        .row("output", noisy(images(8, 3, 32)));
  }

  private static ImageGrid captions() {
    List<String> names = Collections.nCopies(40, "a caption too long for its image");
    return ImageGrid.create().row("a label " + "too long ".repeat(9), images(40, 1, 8), names);
  }
}
