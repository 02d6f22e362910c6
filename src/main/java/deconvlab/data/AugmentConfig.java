package deconvlab.data;

import deconvlab.record.Copy;
import deconvlab.text.Checks;

/**
 * What is done at random to each training image: crop, mirror, turn, hole, in this order; black is
 * 0 before normalisation.
 *
 * @param flip whether every second image, on average, is mirrored left to right
 * @param crop black pixels put around the image before a 32×32 window is cut out anywhere: 4 moves
 *     it by up to 4 pixels on each axis; 0 for none
 * @param rotate the most degrees, either way, by which it is turned about its centre, between
 *     pixels bilinearly, black where nothing was; 0 for none
 * @param cutout side in pixels of a black square whose centre lies anywhere in the image, so that a
 *     part of it may lie outside (DeVries &amp; Taylor 2017); 0 for none
 */
public record AugmentConfig(boolean flip, int crop, double rotate, int cutout) {
  /** Images as they are. */
  public static final AugmentConfig NONE = new AugmentConfig(false, 0, 0, 0);

  /** What is usual for CIFAR-10: a crop out of four more pixels on each side, and the mirror. */
  public static final AugmentConfig USUAL = new AugmentConfig(true, 4, 0, 0);

  public AugmentConfig {
    Checks.within("crop", crop, 0, ImageSet.SIDE, "it is in pixels, 4 is usual, 0 is none");
    Checks.that(
        rotate >= 0 && rotate <= 180, "rotate=%s must be in [0, 180] degrees, 0 for none", rotate);
    Checks.within("cutout", cutout, 0, ImageSet.SIDE, "it is in pixels, 0 is none");
  }

  public AugmentConfig withFlip(boolean value) {
    return Copy.with(this, "flip", value);
  }

  public AugmentConfig withCrop(int value) {
    return Copy.with(this, "crop", value);
  }
}
