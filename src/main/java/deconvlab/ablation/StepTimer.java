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
import java.util.function.LongSupplier;
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
    Clock clock = new Clock(System::nanoTime);
    ImageData images = data.apply(config.data());
    Watch nothing = new Watch(0, 0, List.of());
    RunRecord run =
        Repeat.run(
            config, images, plan.seeds().get(0), device, plan.study().threads(), nothing, clock);
    if (run.outcome() == Outcome.INTERRUPTED) {
      throw new InterruptedException("what was timed so far is no whole turn");
    }
    return clock.median();
  }

  /** Times the steps of a run; a GPU tells of several at once. */
  static final class Clock implements TrainListener {
    private final LongSupplier nanos;
    private final List<Long> moments = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    Clock(LongSupplier nanos) {
      this.nanos = nanos;
    }

    @Override
    public void steps(List<StepResult> results) {
      if (!results.isEmpty()) {
        moments.add(nanos.getAsLong());
        counts.add(results.size());
      }
    }

    /** Milliseconds a step, without the first third. */
    double median() {
      int from = moments.size() / 3;
      double[] steps = new double[Math.max(0, moments.size() - 1 - from)];
      if (steps.length == 0) {
        throw new IllegalStateException(
            Text.format("steps were told %d times, a time needs 2", moments.size()));
      }
      for (int i = 0; i < steps.length; i++) {
        int at = from + i + 1;
        steps[i] = (moments.get(at) - moments.get(at - 1)) / 1e6 / counts.get(at);
      }
      Arrays.sort(steps);
      return steps[steps.length / 2];
    }
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
