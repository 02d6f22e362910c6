package deconvlab.cli;

import deconvlab.train.ScheduleConfig;
import picocli.CommandLine.Option;

/** How the learning rate goes over the steps. */
final class ScheduleOptions {
  private static final double TENTH = 0.1;

  @Option(names = "--schedule", description = "constant (default), step, cosine or one-cycle")
  String type = "constant";

  @Option(names = "--schedule-every", description = "steps between two falls of step")
  int every;

  @Option(names = "--schedule-factor", description = "what step multiplies by (default: 0.1)")
  Double factor;

  @Option(names = "--schedule-end", description = "the rate that cosine ends in (default: 0)")
  double end;

  @Option(
      names = "--warmup",
      description = "steps of a linear warm-up, with any schedule (default: 0)")
  int warmup;

  ScheduleConfig config() {
    double otherwise = type.equals("step") ? TENTH : 1;
    return new ScheduleConfig(type, every, factor == null ? otherwise : factor, end, warmup);
  }
}
