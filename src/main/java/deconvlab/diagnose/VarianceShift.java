package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import java.util.stream.IntStream;

/**
 * What batch norm meets in evaluation, beside what it remembers of training. Dropout of keep rate q
 * before it turns a variance σ² about a mean μ into σ²/q + (1 − q)/q·μ² in training alone (Li et
 * al. 2019); each next layer is fed by one that is off already.
 */
public final class VarianceShift {
  /** Of the first running value 0.9^60 is left, less than 0.002. */
  private static final int PASSES = 60;

  private VarianceShift() {}

  /**
   * Variance met / variance remembered of every batch norm of a fresh network, from the input's on;
   * each is a mean over channels. Remembered: the running value after {@value #PASSES} training
   * passes over the batch without an update. Met: one pass over it in evaluation mode.
   *
   * @param dropout whether dropout is on in the training passes
   */
  public static double[] of(Probing probing, NetworkConfig config, long seed, boolean dropout) {
    Checks.that(config.batchNorm(), "batchNorm=false remembers nothing: give a network with it");
    try (NDManager scope = Torch.engine().newBaseManager(probing.batch().images().getDevice())) {
      Network network = Network.initialised(config, seed, scope);
      Trace met = Trace.withoutDropout();
      Torch.seed(seed);
      Torch.withoutGradients(
          () -> {
            for (int pass = 0; pass < PASSES; pass++) {
              try (NDManager one = scope.newSubManager()) {
                Trace trace = dropout ? Trace.none() : Trace.withoutDropout();
                forward(network, probing, one, true, trace);
              }
            }
            forward(network, probing, scope, false, met);
          });
      NDList statistics = network.statistics();
      int[] normed =
          IntStream.range(0, met.stages().size())
              .filter(
                  l -> met.stages().get(l).after().stream().anyMatch(BatchNorm.class::isInstance))
              .toArray();
      return IntStream.range(0, normed.length)
          .mapToDouble(
              l ->
                  variance(met.preActivations().get(normed[l]))
                      / statistics.get(2 * l + 1).mean().getFloat())
          .toArray();
    }
  }

  private static void forward(
      Network network, Probing probing, NDManager scope, boolean training, Trace trace) {
    NDArray images = probing.batch().images().duplicate();
    images.attach(scope);
    network.forward(new ParameterStore(scope, false), images, training, trace);
  }

  /** Over images and positions; the mean of the channels' of z (N, C, H, W). */
  private static double variance(NDArray z) {
    try (NDArray channels = z.transpose(1, 0, 2, 3);
        NDArray rows = channels.reshape(channels.getShape().get(0), -1);
        NDArray means = rows.mean(new int[] {1}, true);
        NDArray squares = rows.sub(means).square()) {
      return squares.mean().getFloat();
    }
  }
}
