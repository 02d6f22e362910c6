package deconvlab.plot;

import java.awt.Color;

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
