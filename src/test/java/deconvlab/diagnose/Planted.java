package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.Finding;
import deconvlab.train.ClipConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.StepResult;
import deconvlab.train.TrainConfig;
import deconvlab.train.TrainListener;
import deconvlab.train.Training;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A fault put into a healthy run.
 *
 * @param finding the name under which it has to be found, "" for a run that stays healthy
 * @param how what was done, for the table
 * @param change of the healthy configuration
 * @param plant done to the training before it runs, gives what listens
 * @param place whether a finding names the right layer and step
 * @param placed that layer and step in words
 */
record Planted(
    String finding,
    String how,
    Function<TrainConfig, TrainConfig> change,
    Function<Training, TrainListener> plant,
    Predicate<Finding> place,
    String placed) {

  private static final TrainListener NOBODY = new TrainListener() {};

  private static Planted of(
      String finding,
      String how,
      Function<TrainConfig, TrainConfig> change,
      String layer,
      int step) {
    return new Planted(
        finding,
        how,
        change,
        t -> NOBODY,
        f -> f.step() == step && (layer == null || f.layer().equals(layer)),
        layer == null || layer.isEmpty() ? "step " + step : layer + ", step " + step);
  }

  private Planted with(Consumer<Training> before) {
    return new Planted(
        finding,
        how,
        change,
        t -> {
          before.accept(t);
          return NOBODY;
        },
        place,
        placed);
  }

  private Planted after(int steps, Consumer<Training> then) {
    return new Planted(
        finding,
        how,
        change,
        t ->
            new TrainListener() {
              @Override
              public void steps(List<StepResult> seen) {
                if (seen.stream().anyMatch(s -> s.step() == steps - 1)) {
                  then.accept(t);
                }
              }
            },
        place,
        placed);
  }

  private Planted placed(Predicate<Finding> right, String words) {
    return new Planted(finding, how, change, plant, right, words);
  }

  /** Runs that have to stay free of findings. */
  static List<Planted> healthy() {
    return List.of(
        of("", "DDNet, ReLU, Adam 1e-3", c -> c, null, 0),
        of("", "with batch norm", net(n -> n.withBatchNorm(true)), null, 0),
        of("", "SGD 1e-3", optimizer("sgd", 1e-3), null, 0),
        of("", "clipped by norm 10 now and then", clip(10), null, 0));
  }

  /** What is planted, in the order of the rules. */
  static List<Planted> faults() {
    return List.of(
        of("non-finite", "NaN in a weight of deconv1", c -> c, "deconv1", 0)
            .with(t -> scale(t, "deconv1.weight", Double.NaN)),
        of("non-finite", "the same after 10 steps", c -> c, "deconv1", 10)
            .after(10, t -> scale(t, "deconv1.weight", Double.NaN)),
        of("non-finite", "infinity in a bias of conv2", c -> c, "conv2", 0)
            .with(t -> add(t, "conv2.bias", Double.POSITIVE_INFINITY)),
        of("vanishing", "sigmoid", net(n -> n.withActivation("sigmoid")), "conv1", 0),
        of("exploding", "initial weights × 5", net(n -> n.withInitScale(5)), "conv1", 0),
        of("exploding", "Adam 0.3", optimizer("adam", 0.3), null, 1)
            .placed(f -> f.step() >= 1, "step 1 or later"),
        of("poor initialisation", "N(0, 0.01²)", net(n -> n.withInit("normal")), "deconv3", 0),
        of(
            "poor initialisation",
            "initial weights × 3",
            net(n -> n.withInitScale(3)),
            "deconv3",
            0),
        of("dead units", "biases of conv2 − 100", c -> c, "conv2", 0)
            .with(t -> add(t, "conv2.bias", -100)),
        of(
            "saturation",
            "tanh, initial weights × 5",
            net(tanh().andThen(n -> n.withInitScale(5))),
            null,
            0),
        of("learning rate too high", "Adam 0.1", optimizer("adam", 0.1), null, 0),
        of("learning rate too high", "weights of deconv3 / 1000", c -> c, "deconv3", 0)
            .with(Planted::unbalanced),
        of("learning rate too low", "Adam 1e-7", optimizer("adam", 1e-7), null, 0),
        of("learning rate too low", "weights of deconv2 × 1000", c -> c, "deconv2", 0)
            .with(Planted::unbalanced),
        of("clipping always active", "norm 1e-3", clip(1e-3), "", 0),
        of("clipping never active", "norm 1e6", clip(1e6), "", 0),
        of("input not normalised", "pixels in [0, 1]", c -> c.withNormalize(false), "", 0));
  }

  private static Function<NetworkConfig, NetworkConfig> tanh() {
    return n -> n.withActivation("tanh");
  }

  private static Function<TrainConfig, TrainConfig> net(
      Function<NetworkConfig, NetworkConfig> change) {
    return c -> c.withNetwork(change.apply(c.network()));
  }

  private static Function<TrainConfig, TrainConfig> optimizer(String name, double rate) {
    return c -> c.withOptimizer(OptimizerConfig.of(name, rate));
  }

  private static Function<TrainConfig, TrainConfig> clip(double norm) {
    return c -> c.withClip(ClipConfig.norm(norm));
  }

  /** The same function, as ReLU lets a factor through, with weights of other sizes. */
  private static void unbalanced(Training training) {
    scale(training, "deconv2.weight", 1e3);
    scale(training, "deconv3.weight", 1e-3);
  }

  private static void scale(Training training, String parameter, double factor) {
    change(training, parameter, array -> array.muli(factor));
  }

  private static void add(Training training, String parameter, double summand) {
    change(training, parameter, array -> array.addi(summand));
  }

  private static void change(Training training, String parameter, Consumer<NDArray> change) {
    NDArray array = training.network().trainable().get(parameter).getArray();
    Torch.withoutGradients(() -> change.accept(array));
  }
}
