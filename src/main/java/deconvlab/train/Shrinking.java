package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import deconvlab.math.Pruning;
import deconvlab.model.Channels;
import deconvlab.model.Network;
import deconvlab.nn.Masks;
import java.util.Arrays;
import java.util.List;

/** Makes a network smaller when a run has come to it. */
final class Shrinking {
  private final ShrinkConfig config;
  private final Network network;
  private final TrainStep step;
  private final NDManager manager;
  private final int total;
  private final int prunedAfter;

  /** Of a run of so many steps; {@code manager} owns the masks. */
  Shrinking(ShrinkConfig config, Network network, TrainStep step, NDManager manager, int total) {
    this.config = config;
    this.network = network;
    this.step = step;
    this.manager = manager;
    this.total = total;
    prunedAfter = Math.max(1, (int) Math.round(config.at() * total));
  }

  /** Does what is due after {@code done} steps. */
  void after(int done) {
    if (done == prunedAfter && config.share() > 0) {
      step.mask(masks());
    }
    if (done == total && config.bits() > 0) {
      try (NDManager scope = manager.newSubManager()) {
        network.round(config.bits(), config.scale().equals("channel"), scope);
      }
    }
  }

  private Masks masks() {
    NDList all = new NDList();
    network.trainable().values().forEach(one -> all.add(one.getArray()));
    return Masks.of(
        all, config.channels() ? Channels.masks(network, config.share()) : magnitudes(), manager);
  }

  private List<float[]> magnitudes() {
    List<Parameter> all = List.copyOf(network.trainable().values());
    float[][] weights =
        all.stream()
            .filter(Shrinking::weight)
            .map(one -> one.getArray().toFloatArray())
            .toArray(float[][]::new);
    double share = config.share();
    float[][] masks =
        config.prune().equals("layer")
            ? Pruning.layerwise(share, weights)
            : Pruning.global(share, weights);
    int[] next = {0};
    return all.stream().map(one -> weight(one) ? masks[next[0]++] : ones(one.getArray())).toList();
  }

  private static boolean weight(Parameter one) {
    return one.getType() == Parameter.Type.WEIGHT;
  }

  private static float[] ones(NDArray like) {
    float[] ones = new float[Math.toIntExact(like.size())];
    Arrays.fill(ones, 1);
    return ones;
  }
}
