package deconvlab.data;

import deconvlab.text.Checks;
import java.util.List;

/**
 * What is lost of every image before the network sees it; the clean image is what its picture is
 * held against. Noise and downsampling come after {@link AugmentConfig}: it is the augmented image
 * that loses. Of {@code jpeg} the stored image loses, once, and is augmented as the clean one is.
 *
 * @param kind {@code none}; {@code noise}: independent normal numbers are added, not clipped, fresh
 *     in every epoch of training, the same for an image whenever it is scored; {@code downsample}:
 *     the mean of each 2×2 square (a box filter, not rounded), put into all four of its pixels, so
 *     that a 16×16 image is seen on the 32×32 grid and one network serves every kind; {@code jpeg}:
 *     compressed and decompressed once by Java's own coder (colours at half the resolution); {@code
 *     latent}: all of it, independent normal numbers stand in its place, drawn as noise is; what
 *     model {@code generator} sees, and no other
 * @param level σ of the noise in grey levels of 255, in (0, 255]; 2 for {@code downsample}; the
 *     quality of {@code jpeg}, a whole number in [1, 100]; how many numbers {@code latent} has; 0
 *     for none
 */
public record DegradeConfig(String kind, double level) {
  public static final String LATENT = "latent";

  /** Images as they are. */
  public static final DegradeConfig NONE = new DegradeConfig("none", 0);

  public DegradeConfig {
    Checks.oneOf("kind", kind, List.of("none", "noise", "downsample", "jpeg", LATENT));
    switch (kind) {
      case "noise" ->
          Checks.that(
              level > 0 && level <= 255,
              "level=%s must be in (0, 255] for kind=noise: σ in grey levels of 255",
              level);
      case "downsample" ->
          Checks.require(level == 2, "level", level, "must be 2 for kind=downsample");
      case "jpeg" ->
          Checks.that(
              level >= 1 && level <= 100 && level == Math.rint(level),
              "level=%s must be a whole number in [1, 100] for kind=jpeg: the quality",
              level);
      case LATENT ->
          Checks.that(
              level >= 1 && level <= 4096 && level == Math.rint(level),
              "level=%s must be a whole number in [1, 4096] for kind=latent",
              level);
      default -> Checks.require(level == 0, "level", level, "must be 0 for kind=none");
    }
  }

  /** Whether normal numbers are drawn for each image. */
  boolean draws() {
    return is("noise") || is(LATENT);
  }

  /** Whether this is the kind {@code name}. */
  public boolean is(String name) {
    return kind.equals(name);
  }
}
