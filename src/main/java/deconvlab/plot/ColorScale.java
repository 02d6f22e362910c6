package deconvlab.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Colours for numbers: {@link #SEQUENTIAL} from dark to light (the anchors of viridis, which stay
 * in order for colour-blind readers and in grey print), {@link #DIVERGING} from blue over white to
 * vermillion around 0.
 */
public final class ColorScale {
  /** From dark violet over green to light yellow. */
  public static final ColorScale SEQUENTIAL =
      new ColorScale(0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725);

  /** From blue over white, at the middle, to vermillion. */
  public static final ColorScale DIVERGING =
      new ColorScale(0x0b4f8a, 0x5aa2d0, 0xf7f7f7, 0xf0955a, 0xb03a00);

  private final int[] anchors;

  private ColorScale(int... anchors) {
    this.anchors = anchors;
  }

  /** The colour at {@code share} of the scale, 0 to 1; beyond the ends the end's colour. */
  public Color at(double share) {
    double place = Math.min(1, Math.max(0, share)) * (anchors.length - 1);
    int left = Math.min((int) place, anchors.length - 2);
    return mix(new Color(anchors[left]), new Color(anchors[left + 1]), place - left);
  }

  /**
   * A map of signed numbers in the colours of {@link #DIVERGING}, one pixel a number, 0 in the
   * middle; what only one in a hundred exceeds has the end's colour.
   *
   * @param map rows of {@code width} numbers
   */
  public static BufferedImage signed(double[] map, int width) {
    Require.sameLength("map", map.length, "whole rows", map.length / width * width);
    double most = most(map);
    BufferedImage image = new BufferedImage(width, map.length / width, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < map.length; i++) {
      image.setRGB(i % width, i / width, DIVERGING.at(0.5 + map[i] / (2 * most)).getRGB());
    }
    return image;
  }

  /** The absolute value that one in a hundred exceeds; 1 where that is 0. */
  static double most(double... values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    double most = sizes.length == 0 ? 0 : sizes[Math.max(0, sizes.length - 1 - sizes.length / 100)];
    return most > 0 ? most : 1;
  }

  /** Black or white, whichever can be read on {@code ground}. */
  static Color inkOn(Color ground) {
    double light = 0.299 * ground.getRed() + 0.587 * ground.getGreen() + 0.114 * ground.getBlue();
    return light > 140 ? Theme.INK : Color.WHITE;
  }

  private static Color mix(Color a, Color b, double t) {
    return new Color(
        (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
        (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
        (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
  }
}
