package deconvlab.notebook;

import deconvlab.data.ImageSet;
import deconvlab.plot.ColorScale;
import deconvlab.plot.ImageBatch;
import deconvlab.saliency.SaliencyMap;
import deconvlab.text.Text;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** A few images of a set to look at. */
public final class Samples {
  private Samples() {}

  /**
   * The first image of every class, in the order of the classes.
   *
   * @throws IllegalArgumentException if a class has no image
   */
  public static ImageSet oneOfEachClass(ImageSet set) {
    return set.pick(IntStream.range(0, set.classes().size()).map(c -> first(set, c)).toArray());
  }

  private static int first(ImageSet set, int label) {
    for (int i = 0; i < set.size(); i++) {
      if (set.label(i) == label) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        Text.format(
            "no image of class '%s' among %d: give a set that has every class",
            set.classes().get(label), set.size()));
  }

  /** The images as pictures. */
  public static ImageBatch images(ImageSet set) {
    return ImageBatch.ofBytes(set.pixels(), ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE);
  }

  /**
   * What a unit saw, as a picture: 0 is mid-grey, its strongest are as bright and as dark as can
   * be; of a map without colours 0 is white, above it is vermillion, below it blue.
   */
  public static BufferedImage picture(SaliencyMap map) {
    return map.channels() == 1
        ? ColorScale.signed(map.values(), ImageSet.SIDE)
        : ImageBatch.ofSigned(map.values(), map.channels(), ImageSet.SIDE, ImageSet.SIDE).image(0);
  }

  /** The class of each image, by name. */
  public static List<String> names(ImageSet set) {
    return IntStream.range(0, set.size()).mapToObj(set::className).toList();
  }
}
