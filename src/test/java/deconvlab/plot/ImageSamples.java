package deconvlab.plot;

import deconvlab.plot.MapGrid.Scaling;
import java.util.Arrays;
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
    all.put("filters-each", () -> filters(24, 8, Scaling.EACH));
    all.put("filters-all", () -> filters(24, 8, Scaling.ALL));
    all.put("filters-2048", () -> filters(2048, 64, Scaling.ALL));
    all.put("maps-signed", () -> maps());
    all.put("maps-grey", ImageSamples::grey);
    all.put("maps-hostile", ImageSamples::hostile);
    all.put("maps-none", () -> MapGrid.greyMaps(new MapBatch(2, 2, new double[0]), 4));
    all.put("difference", ImageSamples::difference);
    all.put("difference-none", ImageSamples::same);
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

  private static ImageGrid filters(int count, int columns, Scaling scaling) {
    Random random = new Random(5);
    double[] weights = random.doubles(count * 9L).map(u -> 0.2 * random.nextGaussian()).toArray();
    for (int i = 0; i < 9; i++) {
      weights[9 + i] *= 0.01;
    }
    return MapGrid.filters(new MapBatch(3, 3, weights), columns, scaling)
        .title("deconv1: one filter is a hundred times weaker");
  }

  private static ImageGrid maps() {
    MapBatch maps = noisy(images(16, 1, 16)).plain();
    return MapGrid.signedMaps(maps, 8, Scaling.ALL).title("What conv1 makes of one image");
  }

  private static ImageGrid grey() {
    return MapGrid.greyMaps(images(16, 1, 16).plain(), 8).title("Each map by itself");
  }

  private static ImageGrid hostile() {
    double[] values = new double[4 * 8];
    System.arraycopy(Samples.HOSTILE, 0, values, 0, 8);
    Arrays.fill(values, 16, 24, Double.NaN);
    Arrays.fill(values, 24, 32, 3);
    return MapGrid.signedMaps(new MapBatch(2, 4, values), 4, Scaling.EACH)
        .title("Hostile, zero, NaN, flat");
  }

  private static ImageGrid difference() {
    return MapGrid.difference("output", noisy(images(8, 3, 32)), "input", images(8, 3, 32))
        .title("What is left is noise");
  }

  private static ImageGrid same() {
    return MapGrid.difference("a", images(3, 1, 8), "b", images(3, 1, 8)).title("No difference");
  }
}
