package deconvlab.record;

import java.util.List;

/**
 * What the code of a variational autoencoder says of a split's images.
 *
 * @param divergences of each number of the code the KL divergence to the standard normal, in nats,
 *     mean over the images: at least what it tells of the image
 */
public record CodeScore(List<Double> divergences) {
  /** Nats above which a number of the code counts as used. */
  public static final double USED = 0.01;

  public CodeScore {
    divergences = List.copyOf(divergences);
  }

  /** Nats of the whole code. */
  public double nats() {
    return divergences.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * How many numbers are used; the others have collapsed. Burda et al. 2016 ask the same of the
   * variance of the mean.
   */
  public long active() {
    return divergences.stream().filter(one -> one > USED).count();
  }
}
