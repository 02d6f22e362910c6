package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.Copy;
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
 * @param steps of each run
 * @param seeds how many runs
 * @param change of the healthy configuration
 * @param plant done to the training before it runs, gives what listens
 * @param place whether a finding names the right layer and step
 * @param placed that layer and step in words
 */
record Planted(
    String finding,
    String how,
    int steps,
    int seeds,
    Function<TrainConfig, TrainConfig> change,
    Function<Training, TrainListener> plant,
    Predicate<Finding> place,
    String placed) {

  private static final int SHORT = 8;
  private static final int LONG = 24;
  private static final int SEEDS = 20;

  private static Planted healthy(String how, int seeds, Function<TrainConfig, TrainConfig> change) {
    return new Planted("", how, LONG, seeds, change, t -> new TrainListener() {}, f -> false, "");
  }

  private static Planted of(
      String finding,
      String how,
      Function<TrainConfig, TrainConfig> change,
      Predicate<Finding> place,
      String placed) {
    return new Planted(
        finding, how, SHORT, SEEDS, change, t -> new TrainListener() {}, place, placed);
  }

  private static Planted of(
      String finding, String how, Function<TrainConfig, TrainConfig> change, String layer) {
    return of(
        finding,
        how,
        change,
        f -> f.step() == 0 && f.layer().equals(layer),
        (layer.isEmpty() ? "network" : layer) + ", 0");
  }

  private static Planted everywhere(
      String finding, String how, Function<TrainConfig, TrainConfig> change) {
    return of(finding, how, change, f -> f.step() == 0, "any layer, 0");
  }

  private static Planted clipping(String finding, double norm) {
    Predicate<Finding> place = f -> f.step() == 0 && f.layer().isEmpty();
    String how = "by norm " + (norm < 1 ? "1e-3" : "1e6");
    return new Planted(
        finding, how, LONG, SEEDS, clip(norm), t -> new TrainListener() {}, place, "network, 0");
  }

  private Planted before(Consumer<Training> first) {
    return planted(
        t -> {
          first.accept(t);
          return new TrainListener() {};
        });
  }

  private Planted after(int done, Consumer<Training> then) {
    return planted(
        t ->
            new TrainListener() {
              @Override
              public void steps(List<StepResult> seen) {
                if (seen.stream().anyMatch(s -> s.step() == done - 1)) {
                  then.accept(t);
                }
              }
            });
  }

  private Planted planted(Function<Training, TrainListener> how) {
    return new Planted(finding, this.how, steps, seeds, change, how, place, placed);
  }

  /** Runs that have to stay free of findings; the first is the one the issue asks for. */
  static List<Planted> healthy() {
    return List.of(
        healthy("DDNet, ReLU, Adam 1e-3", SEEDS, c -> c),
        healthy("with batch norm", 5, net(n -> n.withBatchNorm(true))),
        healthy("SGD 1e-3", 5, optimizer("sgd", 1e-3)),
        healthy("clipped by norm 10, now and then", 5, clip(10)));
  }

  /** What is planted, in the order of the rules. */
  static List<Planted> faults() {
    return List.of(
        of("non-finite", "NaN in deconv1's weights", c -> c, "deconv1")
            .before(t -> scale(t, "deconv1.weight", Double.NaN)),
        of(
                "non-finite",
                "the same after 5 steps",
                c -> c,
                f -> f.step() == 5 && f.layer().equals("deconv1"),
                "deconv1, 5")
            .after(5, t -> scale(t, "deconv1.weight", Double.NaN)),
        of("non-finite", "infinity in conv2's biases", c -> c, "conv2")
            .before(t -> add(t, "conv2.bias", Double.POSITIVE_INFINITY)),
        of("vanishing", "sigmoid", net(n -> n.withActivation("sigmoid")), "conv1"),
        of("exploding", "initial weights × 5", net(n -> n.withInitScale(5)), "conv1"),
        of(
            "exploding",
            "Adam at 0.3",
            optimizer("adam", 0.3),
            f -> f.step() >= 1 && !f.layer().isEmpty(),
            "any layer, 1 or later"),
        of("poor initialisation", "N(0, 0.01²)", net(n -> n.withInit("normal")), "deconv3"),
        of("poor initialisation", "initial weights × 3", net(n -> n.withInitScale(3)), "deconv3"),
        of("dead units", "conv2's biases − 100", c -> c, "conv2")
            .before(t -> add(t, "conv2.bias", -100)),
        everywhere(
            "saturation",
            "tanh, initial weights × 5",
            net(n -> n.withActivation("tanh").withInitScale(5))),
        everywhere("learning rate too high", "Adam at 0.1", optimizer("adam", 0.1)),
        of("learning rate too high", "deconv3's weights / 1000", c -> c, "deconv3")
            .before(Planted::unbalanced),
        everywhere("learning rate too low", "Adam at 1e-7", optimizer("adam", 1e-7)),
        of("learning rate too low", "deconv2's weights × 1000", c -> c, "deconv2")
            .before(Planted::unbalanced),
        clipping("clipping always active", 1e-3),
        clipping("clipping never active", 1e6),
        of("input not normalised", "pixels in [0, 1]", c -> Copy.with(c, "normalize", false), ""));
  }

  private static Function<TrainConfig, TrainConfig> net(
      Function<NetworkConfig, NetworkConfig> change) {
    return c -> Copy.with(c, "network", change.apply(c.network()));
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
