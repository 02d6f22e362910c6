package deconvlab.record;

import java.util.Locale;

/**
 * What the network scored on one split in evaluation mode.
 *
 * @param epoch epochs finished when it was measured, 0 before the first
 * @param step steps finished when it was measured
 * @param split {@code train}, {@code validation} or {@code test}; where pictures are restored, also
 *     {@code identity} and, of downsampled ones, {@code bicubic}, or of an autoencoder {@code mean}
 *     and {@code pca}: what the test images score without a network
 * @param loss mean cross-entropy over the split, in nats; of a network without class scores, the
 *     mean squared error of its pictures or, where two play, the critic's loss on the split's
 *     images and as many made ones
 * @param accuracy share of images classified right, 0 to 1; NaN without class scores
 * @param images how many images were scored
 * @param pictures how near its pictures are to what was lost; null where nothing was but in a code,
 *     or for a network with class scores
 * @param code what a variational autoencoder's code says; null of any other
 */
public record Score(
    int epoch,
    int step,
    String split,
    double loss,
    double accuracy,
    int images,
    @Defaulted PictureScore pictures,
    @Defaulted CodeScore code) {

  /** A score without pictures. */
  public Score(int epoch, int step, String split, double loss, double accuracy, int images) {
    this(epoch, step, split, loss, accuracy, images, null, null);
  }

  /** Whether the network classifies. */
  public boolean classifies() {
    return !Double.isNaN(accuracy);
  }

  /** The accuracy to so many decimals, such as {@code 54.2 %}, or {@code –} where there is none. */
  public String percent(int decimals) {
    return classifies()
        ? String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * accuracy)
        : "–";
  }
}
