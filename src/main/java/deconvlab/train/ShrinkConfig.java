package deconvlab.train;

import deconvlab.text.Checks;
import java.util.List;

/**
 * How a network is made smaller: once, after some of the steps, weights or filters go and stay away
 * while the rest trains on; after the last step what is left is rounded.
 *
 * @param prune {@code none}; {@code layer}: of each layer's weights the smallest; {@code global}:
 *     of all weights together the smallest; {@code channels}: of each layer's filters those with
 *     the smallest L1 norm, see {@link deconvlab.model.Channels}
 * @param share of the weights or filters that goes, in [0, 1)
 * @param at share of the run's steps after which they go, in (0, 1]; 1: nothing trains on
 * @param bits of a weight in the end: 2 to 8, or 0 for as it is; biases and batch norm keep 32
 * @param scale of the rounding: {@code tensor}, one for each weight; {@code channel}, one for each
 *     of its filters
 */
public record ShrinkConfig(String prune, double share, double at, int bits, String scale) {
  /** The network as it is. */
  public static final ShrinkConfig NONE = new ShrinkConfig("none", 0, 1, 0, "tensor");

  public ShrinkConfig {
    Checks.oneOf("prune", prune, List.of("none", "layer", "global", "channels"));
    Checks.share("share", share);
    Checks.that(at > 0 && at <= 1, "at=%s must be in (0, 1], a share of the steps", at);
    Checks.that(
        bits == 0 || (bits >= 2 && bits <= 8),
        "bits=%d must be 2 to 8, or 0 for weights as they are",
        bits);
    Checks.oneOf("scale", scale, List.of("tensor", "channel"));
    Checks.that(
        (share == 0 && at == 1) || !prune.equals("none"),
        "share=%s and at=%s say nothing with prune=none: use layer, global or channels",
        share,
        at);
  }

  /** Whether whole filters go. */
  boolean channels() {
    return prune.equals("channels");
  }
}
