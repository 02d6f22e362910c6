package deconvlab.train;

import deconvlab.data.Subset;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes of unequal size in training, and what is done about it. Validation and test images stay
 * as they are.
 *
 * @param ratio of the first class to the last, at least 1; see {@link Subset#longTailed}
 * @param remedy {@code none}; {@code resample}: each epoch draws as many images as there are, every
 *     class equally likely, with replacement; {@code weight}: the cross-entropy of an image counts
 *     by its class's weight, which goes as 1/images, divided by the batch's sum of weights (torch's
 *     CrossEntropyLoss with {@code weight})
 */
public record ImbalanceConfig(double ratio, String remedy) {
  /** Classes as they are. */
  public static final ImbalanceConfig NONE = new ImbalanceConfig(1, "none");

  public ImbalanceConfig {
    Checks.that(
        ratio >= 1 && ratio <= 1e4,
        "ratio=%s must be in [1, 10000]: 100 leaves the last class a hundredth",
        ratio);
    Checks.oneOf("remedy", remedy, List.of("none", "resample", "weight"));
  }

  /** Whether every class is drawn equally often. */
  boolean resamples() {
    return remedy.equals("resample");
  }

  /** Whether the loss is weighted. */
  boolean weighs() {
    return remedy.equals("weight");
  }

  /**
   * Each class's weight n/(K·n_c), 1 on average over the n images; 0 for a class without images.
   *
   * @param train indices into {@code labels}
   * @param classes K
   */
  static List<Float> weights(int[] train, byte[] labels, int classes) {
    int[] counts = new int[classes];
    for (int index : train) {
      counts[labels[index]]++;
    }
    List<Float> weights = new ArrayList<>();
    for (int count : counts) {
      weights.add(count == 0 ? 0f : (float) ((double) train.length / classes / count));
    }
    return weights;
  }
}
