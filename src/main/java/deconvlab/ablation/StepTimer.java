package deconvlab.ablation;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import deconvlab.data.ImageData;
import deconvlab.model.Network;
import deconvlab.model.Summary;
import deconvlab.nn.Torch;
import deconvlab.record.Outcome;
import deconvlab.record.Platform;
import deconvlab.record.RunRecord;
import deconvlab.record.StepCosts;
import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.StepResult;
import deconvlab.train.TrainConfig;
import deconvlab.train.TrainListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Counts and times the steps of a plan's arms: short trainings of each in turns. */
public final class StepTimer {
  /** Steps of one turn; the first third warms up. */
  private static final int STEPS = 30;

  private StepTimer() {}

  /** An arm cannot be timed; says which and why. */
  static final class UntimedException extends Exception {
    private static final long serialVersionUID = 1L;

    UntimedException(Arm arm, Throwable why) {
      super(Text.format("arm '%s': %s", arm.name(), why.getMessage()), why);
    }
  }

  static StepCosts time(
      Plan plan, PlanRuns runs, Device device, Function<String, ImageData> data, int turns)
      throws InterruptedException, UntimedException {
    String started = Instant.now().toString();
    List<Arm> arms = plan.arms();
    List<List<Double>> times = new ArrayList<>();
    arms.forEach(arm -> times.add(new ArrayList<>()));
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < arms.size(); i++) {
        // Another one begins each turn.
        int at = (i + turn) % arms.size();
        try {
          TrainConfig config = runs.config(arms.get(at)).orElseThrow().withMaxSteps(STEPS);
          times.get(at).add(turn(config, plan, device, data));
        } catch (RuntimeException | OutOfMemoryError e) {
          throw new UntimedException(arms.get(at), e);
        }
      }
    }
    List<StepCosts.Arm> costs = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      ObjectNode config = runs.config(arms.get(i)).orElseThrow().toJson();
      costs.add(counted(arms.get(i).name(), config, times.get(i)));
    }
    String library = "PyTorch " + Torch.engine().getVersion();
    Platform here = Platform.here(library, device.toString(), plan.study().threads());
    return new StepCosts(StepCosts.FORMAT, plan.study().id(), plan.profile(), here, started, costs);
  }

  /** Milliseconds a step, the median of one short training. */
  private static double turn(
      TrainConfig config, Plan plan, Device device, Function<String, ImageData> data)
      throws InterruptedException {
    List<Long> moments = new ArrayList<>();
    TrainListener clock =
        new TrainListener() {
          @Override
          public void steps(List<StepResult> results) {
            results.forEach(step -> moments.add(System.nanoTime()));
          }
        };
    ImageData images = data.apply(config.data());
    Watch nothing = new Watch(0, 0, List.of());
    RunRecord run =
        Repeat.run(
            config, images, plan.seeds().get(0), device, plan.study().threads(), nothing, clock);
    if (run.outcome() == Outcome.INTERRUPTED) {
      throw new InterruptedException("what was timed so far is no whole turn");
    }
    int from = moments.size() / 3;
    double[] steps = new double[Math.max(1, moments.size() - 1 - from)];
    for (int i = 0; i < steps.length && from + i + 1 < moments.size(); i++) {
      steps[i] = (moments.get(from + i + 1) - moments.get(from + i)) / 1e6;
    }
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }

  private static StepCosts.Arm counted(String name, ObjectNode config, List<Double> times) {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      TrainConfig read = Patch.config(config);
      Summary counts = Summary.of(Network.initialised(read.network(), 0, manager));
      return new StepCosts.Arm(name, config, counts.parameters(), counts.multiplyAdds(), times);
    }
  }

  /** What differs between counted costs and the same counted again; times are not compared. */
  public static List<String> differences(StepCosts before) {
    List<String> told = new ArrayList<>();
    for (StepCosts.Arm arm : before.arms()) {
      StepCosts.Arm now = counted(arm.name(), arm.configuration(), List.of());
      if (now.parameters() != arm.parameters() || now.multiplyAdds() != arm.multiplyAdds()) {
        told.add(
            Text.format(
                "%s: %,d parameters and %,d multiply-adds, now %,d and %,d",
                arm.name(),
                arm.parameters(),
                arm.multiplyAdds(),
                now.parameters(),
                now.multiplyAdds()));
      }
    }
    return told;
  }
}
