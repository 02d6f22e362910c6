package deconvlab.ablation;

import deconvlab.diagnose.SignalTable;
import deconvlab.model.NetworkConfig;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.ClipConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.PenaltyConfig;
import deconvlab.train.ScheduleConfig;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What notebook 05 reads: the remedies of claims C03 to C06, C10 and C11 on networks of width 8,
 * few steps, three seeds. They show how a remedy is measured; they are too small for a verdict.
 */
final class TamingStudies {
  private static final String DATA = "cifar10-mini";
  private static final List<String> KEEP =
      List.of(
          RunRecord.LOSS,
          RunRecord.RATE,
          RunRecord.NORM,
          RunRecord.CLIPPED_NORM,
          RunRecord.SHARE_CLIPPED,
          RunRecord.PROBE_STEP,
          SignalTable.SLOPE,
          SignalTable.GRADIENT_NORM);
  private static final int SEEDS = 3;
  private static final int STEPS = 100;
  private static final int WARM_UP = 30;

  /** Third-decades; the plain runs of a pilot on other seeds trained at the first alone. */
  private static final List<String> RATES = List.of("0.0215", "0.0464", "0.1", "0.215", "0.464");

  /** The rate at which that pilot's S4 began to lose accuracy without a remedy. */
  private static final double S4_RATE = 0.0464;

  private static final NetworkConfig S4 = NetworkConfig.of("s4").withWidth(8);
  private static final NetworkConfig DDNET = NetworkConfig.of("ddnet").withWidth(8);

  private TamingStudies() {}

  static List<Study> all() {
    return List.of(rate(), sick(), clip(), penalty(), norm(), gap());
  }

  private static TrainConfig sgd(NetworkConfig network, double rate) {
    return base(network).withOptimizer(OptimizerConfig.of("sgd", rate).withMomentum(0.9, false));
  }

  private static TrainConfig base(NetworkConfig network) {
    return TrainConfig.of(network, DATA).withBatch(64).withEpochs(100).withMaxSteps(STEPS);
  }

  private static Map<String, UnaryOperator<TrainConfig>> clips() {
    Map<String, UnaryOperator<TrainConfig>> clips = new LinkedHashMap<>();
    clips.put("none", c -> c);
    clips.put("clip norm 1", c -> c.withClip(ClipConfig.norm(1)));
    clips.put("clip value 0.01", c -> c.withClip(ClipConfig.value(0.01)));
    clips.put("clip weights 0.1", c -> c.withClip(ClipConfig.NONE.withWeights(0.1)));
    clips.put("clip weights 0.05", c -> c.withClip(ClipConfig.NONE.withWeights(0.05)));
    clips.put("clip weights 0.01", c -> c.withClip(ClipConfig.NONE.withWeights(0.01)));
    return clips;
  }

  private static Map<String, UnaryOperator<TrainConfig>> schedules() {
    Map<String, UnaryOperator<TrainConfig>> schedules = new LinkedHashMap<>();
    schedules.put("none", c -> c);
    schedules.put("step decay", c -> c.withSchedule(ScheduleConfig.step(STEPS / 3, 0.1)));
    schedules.put("cosine decay", c -> c.withSchedule(ScheduleConfig.cosine(0)));
    schedules.put("warm-up", c -> c.withSchedule(ScheduleConfig.CONSTANT.withWarmup(WARM_UP)));
    return schedules;
  }

  private static List<Arm> at(
      Map<String, UnaryOperator<TrainConfig>> remedies, NetworkConfig network, List<String> rates) {
    List<Arm> arms = new ArrayList<>();
    remedies.forEach(
        (name, remedy) -> {
          for (String rate : rates) {
            TrainConfig plain = sgd(network, Double.parseDouble(rate)).withValidation(1000);
            arms.add(new Arm(Text.format("%s, rate %s", name, rate), remedy.apply(plain)));
          }
        });
    return arms;
  }

  private static Study rate() {
    Map<String, UnaryOperator<TrainConfig>> remedies = clips();
    remedies.remove("clip weights 0.05");
    remedies.putAll(schedules());
    return new Study(
        "taming-rate",
        "Which remedy lets DDNet train at a larger rate?",
        SEEDS,
        new Watch(0, 0, KEEP),
        at(remedies, DDNET, RATES));
  }

  private static Study sick() {
    Map<String, UnaryOperator<TrainConfig>> clips = clips();
    clips.remove("clip weights 0.05");
    Map<String, UnaryOperator<TrainConfig>> s4 = new LinkedHashMap<>();
    clips.forEach((name, remedy) -> s4.put("S4, " + name, remedy));
    Map<String, UnaryOperator<TrainConfig>> ddnet = new LinkedHashMap<>();
    schedules().forEach((name, remedy) -> ddnet.put("DDNet, " + name, remedy));
    List<Arm> arms = new ArrayList<>(at(s4, S4.withInitScale(3), List.of("0.01", "0.1")));
    arms.addAll(at(ddnet, DDNET.withInitScale(3), List.of("0.0001", "0.001")));
    return new Study(
        "taming-sick",
        "Which remedy lets a network train whose weights are three times too large?",
        SEEDS,
        new Watch(0, 0, KEEP),
        arms);
  }

  private static Study clip() {
    List<Arm> arms = new ArrayList<>();
    clips().forEach((name, remedy) -> arms.add(new Arm(name, remedy.apply(sgd(S4, S4_RATE)))));
    return new Study(
        "taming-clip",
        "What does clipping cost S4 in accuracy?",
        SEEDS,
        new Watch(0, 0, KEEP),
        arms);
  }

  private static Study penalty() {
    TrainConfig sgd = sgd(S4, S4_RATE);
    TrainConfig adam = base(S4);
    OptimizerConfig decoupled = OptimizerConfig.of("adamw", 1e-3);
    return new Study(
        "taming-penalty",
        "Does a penalty on the weights calm S4's gradients, and what does it cost?",
        SEEDS,
        new Watch(0, 0, KEEP),
        List.of(
            new Arm("SGD", sgd),
            new Arm("SGD, L1 1e-4", sgd.withPenalty(new PenaltyConfig(1e-4, 0))),
            new Arm("SGD, L1 1e-3", sgd.withPenalty(new PenaltyConfig(1e-3, 0))),
            new Arm("SGD, L2 1e-3", sgd.withPenalty(new PenaltyConfig(0, 1e-3))),
            new Arm("SGD, L2 1e-2", sgd.withPenalty(new PenaltyConfig(0, 1e-2))),
            new Arm("Adam", adam),
            new Arm("Adam, L2 1e-2", adam.withPenalty(new PenaltyConfig(0, 1e-2))),
            new Arm("AdamW, decay 1", adam.withOptimizer(decoupled.withWeightDecay(1)))));
  }

  private static Study norm() {
    NetworkConfig stack = NetworkConfig.of("stack").withDepth(16).withWidth(8);
    List<Arm> arms = new ArrayList<>();
    Map.of("DDNet", DDNET, "stack", stack).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            net -> {
              for (boolean normed : new boolean[] {false, true}) {
                String name = net.getKey() + (normed ? " + batch norm, " : ", ");
                NetworkConfig right = net.getValue().withBatchNorm(normed);
                arms.add(
                    new Arm(name + "library init", twoHundred(right.withInit("he-library-fan"))));
                arms.add(new Arm(name + "right init", twoHundred(right)));
                arms.add(new Arm(name + "weights ×3", twoHundred(right.withInitScale(3))));
              }
            });
    return new Study(
        "taming-norm",
        "Does batch norm keep the gradient slope level over the first 200 steps?",
        SEEDS,
        new Watch(20, 0, KEEP),
        arms);
  }

  private static TrainConfig twoHundred(NetworkConfig network) {
    return base(network).withBatch(32).withMaxSteps(200).withValidation(1000);
  }

  private static Study gap() {
    NetworkConfig normed = S4.withBatchNorm(true);
    Map<String, NetworkConfig> networks = new LinkedHashMap<>();
    networks.put("plain", S4);
    networks.put("batch norm", normed);
    networks.put("dropout 0.2, last layer", S4.withDropout(0.2, "last"));
    networks.put("dropout 0.5, last layer", S4.withDropout(0.5, "last"));
    networks.put("dropout 0.2 before batch norm", normed.withDropout(0.2, "before-norm"));
    networks.put("dropout 0.2 after batch norm", normed.withDropout(0.2, "after-norm"));
    List<Arm> arms = new ArrayList<>();
    networks.forEach((name, network) -> arms.add(new Arm(name, little(network))));
    return new Study(
        "taming-gap",
        "At equal training loss, do batch norm and dropout narrow the gap on 1,000 images?",
        SEEDS,
        new Watch(40, 10, KEEP),
        arms);
  }

  /** 1,000 images to train on; levels of training loss were fixed by a pilot with this rate. */
  private static TrainConfig little(NetworkConfig network) {
    return base(network)
        .withOptimizer(OptimizerConfig.of("adam", 3e-3))
        .withMaxSteps(120)
        .withValidation(2000)
        .withFraction(1000 / 13_000.0);
  }
}
