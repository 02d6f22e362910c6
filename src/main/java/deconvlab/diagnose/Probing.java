package deconvlab.diagnose;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageData;
import deconvlab.data.Normalization;
import deconvlab.data.Split;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Precision;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import deconvlab.train.Backward;
import deconvlab.train.Look;
import deconvlab.train.LossConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.StepRule;
import deconvlab.train.TrainStep;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Looks at networks that are not being trained: the signal at the start, for instance of many
 * depths and initialisers. Keeps one batch of real images on the device.
 *
 * <pre>{@code
 * try (Probing probing = Probing.on(data, 64, 0, RunOptions.defaults())) {
 *   double slope = probing.atStart(NetworkConfig.of("stack").withStack(16, "zigzag"), 3).slope();
 * }
 * }</pre>
 */
public final class Probing implements AutoCloseable {
  private final NDManager manager;
  private final int threads;
  private final Batch batch;

  private Probing(NDManager manager, int threads, Batch batch) {
    this.manager = manager;
    this.threads = threads;
    this.batch = batch;
  }

  /**
   * Takes the first batch that a training with this seed would take.
   *
   * @param images how many images, at least 1
   * @param seed draws the batch; the networks' own seeds are given one by one
   */
  public static Probing on(ImageData data, int images, long seed, RunOptions options) {
    NDManager manager = Torch.engine().newBaseManager(options.device());
    int[] train = Split.draw(data.train().labels(), 0, seed).train();
    try (DeviceImages pool =
        new DeviceImages(data.train(), Normalization.of(data.train(), train), options.device())) {
      Batch batch =
          Batches.of(pool, train, BatchOptions.training(images), seed).epoch(0).batch(0, manager);
      return new Probing(manager, options.threads(), batch);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  /** A network as {@code config} starts it with {@code seed}; cross-entropy as the objective. */
  public Signals atStart(NetworkConfig config, long seed) {
    return atStart(config, seed, LossConfig.CLASSIFY);
  }

  /** A network as {@code config} starts it with {@code seed}. */
  public Signals atStart(NetworkConfig config, long seed, LossConfig loss) {
    try (NDManager scope = manager.newSubManager()) {
      return of(Network.initialised(config, seed, scope), loss);
    }
  }

  /**
   * What a precision does to a network's signal.
   *
   * @param exact the look in float32
   * @param rounded the look in the precision
   * @param forward ‖z' − z‖₂ / ‖z‖₂ of each trunk layer, z as in {@code exact}, z' as in {@code
   *     rounded}
   * @param backward the same of dL/dz
   */
  public record Rounding(Signals exact, Signals rounded, double[] forward, double[] backward) {}

  /**
   * What {@code precision} does to the network as {@code config} starts it with {@code seed};
   * cross-entropy as the objective.
   */
  public Rounding rounding(NetworkConfig config, long seed, Precision precision) {
    try (NDManager scope = manager.newSubManager()) {
      Network network = Network.initialised(config, seed, scope);
      Look exact = look(network, LossConfig.CLASSIFY, scope);
      network.computeIn(precision);
      Look rounded = look(network, LossConfig.CLASSIFY, scope);
      List<String> trunk = network.trunkLayers();
      int[] at =
          IntStream.range(0, exact.trace().stages().size())
              .filter(l -> trunk.contains(exact.trace().stages().get(l).name()))
              .toArray();
      return new Rounding(
          read(network, exact),
          read(network, rounded),
          errors(at, exact.trace().preActivations(), rounded.trace().preActivations()),
          errors(at, exact.gradients(), rounded.gradients()));
    }
  }

  /** The network as seeds 0 to {@code seeds} − 1 start it; cross-entropy as the objective. */
  public Starts starts(NetworkConfig config, int seeds) {
    Checks.within("seeds", seeds, 1, 1000);
    return new Starts(IntStream.range(0, seeds).mapToObj(seed -> atStart(config, seed)).toList());
  }

  /**
   * ‖dL/dW‖₂ of each trunk layer's weight, as {@code config} starts the network with {@code seed};
   * cross-entropy as the objective. The layers are those of {@link Signals#trunkNames()}.
   */
  public double[] weightGradientsAtStart(NetworkConfig config, long seed) {
    try (NDManager scope = manager.newSubManager()) {
      Network network = Network.initialised(config, seed, scope);
      StepRule still = StepRule.of(OptimizerConfig.of("sgd", 1));
      TrainStep step = new TrainStep(network, still, scope, 1, true);
      var images = batch.images().duplicate();
      images.attach(scope);
      Torch.withThreads(
          threads,
          () -> {
            step.run(images, batch.labels(), 0, 0);
            return null;
          });
      float[] norms = step.flush().get(0).scalars().gradientNorms();
      List<String> trunk = network.trunkLayers();
      return trunk.stream().mapToDouble(layer -> norms[step.layers().indexOf(layer)]).toArray();
    }
  }

  /**
   * dL/dθ of every trainable number in one vector, parameter after parameter, as {@code config}
   * starts the network with {@code seed}; cross-entropy as the objective.
   */
  public double[] gradientAtStart(NetworkConfig config, long seed) {
    try (NDManager scope = manager.newSubManager()) {
      Network network = Network.initialised(config, seed, scope);
      NDList parameters = new NDList();
      network.trainable().values().forEach(one -> parameters.add(one.getArray()));
      var images = batch.images().duplicate();
      images.attach(scope);
      Backward backward = new Backward(network, LossConfig.CLASSIFY, scope);
      NDList gradients =
          Torch.withThreads(threads, () -> backward.gradients(images, batch.labels(), parameters));
      return gradients.stream()
          .flatMapToDouble(
              gradient -> {
                float[] values = gradient.toFloatArray();
                return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
              })
          .toArray();
    }
  }

  /** A network as it is now; nothing in it changes. */
  public Signals of(Network network, LossConfig loss) {
    try (NDManager scope = manager.newSubManager()) {
      return read(network, look(network, loss, scope));
    }
  }

  private Look look(Network network, LossConfig loss, NDManager scope) {
    var images = batch.images().duplicate();
    images.attach(scope);
    Backward backward = new Backward(network, loss, scope);
    return quietly(() -> backward.look(0, new Batch(images, batch.labels())));
  }

  private Signals read(Network network, Look look) {
    return quietly(() -> SignalProbe.measure(network, look).read());
  }

  private <T> T quietly(Supplier<T> work) {
    return Torch.withThreads(threads, () -> Torch.withoutGradients(work));
  }

  private static double[] errors(int[] layers, NDList exact, NDList rounded) {
    return Arrays.stream(layers)
        .mapToDouble(l -> error(exact.get(l).toFloatArray(), rounded.get(l).toFloatArray()))
        .toArray();
  }

  /** In 64 bits: squares of a vanished gradient are 0 in 32. */
  private static double error(float[] exact, float... rounded) {
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < exact.length; i++) {
      double off = (double) rounded[i] - exact[i];
      squares += (double) exact[i] * exact[i];
      errors += off * off;
    }
    return Math.sqrt(errors / squares);
  }

  /** The images that are looked with, (N, 3, 32, 32), normalised, and their classes. */
  public Batch batch() {
    return batch;
  }

  @Override
  public void close() {
    manager.close();
  }
}
