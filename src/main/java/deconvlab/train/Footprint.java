package deconvlab.train;

import deconvlab.data.ImageSet;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Size;
import deconvlab.record.Platform;
import deconvlab.text.Checks;

/** The memory that a run needs at the least, held against what is there before any is taken. */
final class Footprint {
  private static final int FLOAT = 4;
  private static final double GIB = 1L << 30;
  private static final String ADVICE = "use a smaller width, depth or batch";

  private Footprint() {}

  /**
   * Refuses a run that this machine cannot hold. What passes can still be too much: the library
   * needs room to work in, and others use the machine.
   *
   * @param images that train
   */
  static void check(TrainConfig config, int images, RunOptions options) {
    Size size = Size.of(config.network());
    heap(config.network(), FLOAT * size.largestWeight(), Runtime.getRuntime().maxMemory());
    if (!options.device().isGpu()) {
      machine(config, size, images, Platform.memory().getTotalMemorySize());
    }
  }

  /** Initial weights are drawn into a Java array. */
  static void heap(NetworkConfig network, long needed, long there) {
    if (needed > Math.min(there, (long) FLOAT * Integer.MAX_VALUE)) {
      throw Checks.refusal(
          "a weight of model=%s, width=%d takes %.1f GiB of Java's memory, which is %.1f GiB"
              + " (-Xmx; one array holds 8): use a smaller width",
          network.model(), network.width(), needed / GIB, there / GIB);
    }
  }

  static void machine(TrainConfig config, Size size, int images, long there) {
    // The parameters, their gradients, what the optimizer keeps of each.
    long copies = 2L + config.optimizer().kept();
    double parameters = (double) FLOAT * copies * size.parameters();
    long batch = Math.min(config.batch(), images);
    double activations = (double) FLOAT * batch * (ImageSet.IMAGE_BYTES + size.activations());
    if (parameters + activations > there) {
      NetworkConfig network = config.network();
      throw Checks.refusal(
          "model=%s, width=%d, batch=%d needs at least %.1f GiB for its parameters and %.1f GiB"
              + " for the activations of %d images; this machine has %.1f GiB: %s",
          network.model(),
          network.width(),
          config.batch(),
          parameters / GIB,
          activations / GIB,
          batch,
          there / GIB,
          ADVICE);
    }
  }
}
