package deconvlab.ablation;

import deconvlab.model.NetworkConfig;
import deconvlab.train.ClipConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.PenaltyConfig;
import deconvlab.train.ScheduleConfig;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What notebook 05 reads: small networks, few steps, three seeds. They show how the remedies of
 * claims C03 to C06, C10 and C11 are measured; they are too small for a verdict.
 */
final class TamingStudies {
  private static final String DATA = "cifar10-mini";
  private static final int SEEDS = 3;

  /** Weights of a sick network: times 3, as claims.md has it. */
  private static final double SICK = 3;

  private static final NetworkConfig S4 = NetworkConfig.of("s4").withWidth(8);
  private static final NetworkConfig DDNET = NetworkConfig.of("ddnet").withWidth(8);

  private TamingStudies() {}

  static List<Study> all() {
    return List.of(
        new Study(
            "taming-clip",
            "Which?",
            SEEDS,
            Watch.STEPS,
            List.of(
                new Arm("none", of(S4, 64, 100)),
                new Arm(
                    "dd",
                    of(DDNET.withInitScale(SICK), 64, 100)
                        .withClip(ClipConfig.norm(1))
                        .withPenalty(PenaltyConfig.NONE)
                        .withSchedule(ScheduleConfig.CONSTANT)
                        .withOptimizer(OptimizerConfig.of("adam", rates().get(0)))))));
  }

  private static TrainConfig of(NetworkConfig network, int batch, int steps) {
    return TrainConfig.of(network, DATA).withBatch(batch).withEpochs(100).withMaxSteps(steps);
  }

  /** Adam's rate from 1e-3 up in third-decades. */
  static List<Double> rates() {
    List<Double> rates = new ArrayList<>();
    for (int third = -9; third <= -2; third++) {
      rates.add(Double.parseDouble(String.format(Locale.ROOT, "%.2e", Math.pow(10, third / 3.0))));
    }
    return rates;
  }
}
