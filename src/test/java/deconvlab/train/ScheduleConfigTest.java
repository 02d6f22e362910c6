package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The rates against torch.optim.lr_scheduler 2.7.1 on an SGD at 0.1. */
class ScheduleConfigTest {
  private static final double RATE = 0.1;

  private static void rates(ScheduleConfig schedule, double... expected) {
    for (int t = 0; t < expected.length; t++) {
      assertThat(schedule.rate(RATE, t, expected.length))
          .as("step %d", t)
          .isCloseTo(expected[t], within(1e-12));
    }
  }

  @Test
  void constant() {
    rates(ScheduleConfig.CONSTANT, 0.1, 0.1, 0.1);
  }

  @Test
  void step() {
    // StepLR(o, 3, 0.5)
    rates(ScheduleConfig.step(3, 0.5), 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025);
  }

  @Test
  void cosine() {
    // CosineAnnealingLR(o, 7, 0.02)
    rates(
        ScheduleConfig.cosine(0.02),
        0.1,
        0.09603875471609677,
        0.08493959207434935,
        0.06890083735825259,
        0.051099162641747436,
        0.03506040792565067,
        0.02396124528390324);
  }

  @Test
  void oneCycle() {
    // OneCycleLR(o, 0.1, 10, cycle_momentum=False)
    rates(
        ScheduleConfig.oneCycle(),
        0.0040000000000000036,
        0.052000000000000005,
        0.1,
        0.09504846320134738,
        0.0811745653949763,
        0.06112620219362893,
        0.03887419780637107,
        0.0188258346050237,
        0.004951936798652629,
        4e-07);
  }

  @Test
  void warmUpMultipliesAnySchedule() {
    // The first three of CosineAnnealingLR(o, 7, 0.02), times 1/4, 2/4 and 3/4.
    rates(
        ScheduleConfig.cosine(0.02).withWarmup(4),
        0.025,
        0.09603875471609677 / 2,
        0.08493959207434935 * 3 / 4,
        0.06890083735825259,
        0.051099162641747436,
        0.03506040792565067,
        0.02396124528390324);
    // ChainedScheduler([StepLR(o, 2, 0.1), LinearLR(o, 1 / 4, 1, 3)])
    rates(ScheduleConfig.CONSTANT.withWarmup(2), 0.05, 0.1, 0.1);
    rates(ScheduleConfig.step(2, 0.1).withWarmup(4), 0.025, 0.05, 0.0075, 0.01, 0.001);
  }

  @Test
  void shortRunsHaveRatesToo() {
    for (int steps = 1; steps <= 5; steps++) {
      for (int t = 0; t < steps; t++) {
        assertThat(ScheduleConfig.oneCycle().rate(RATE, t, steps)).isBetween(4e-7, RATE);
      }
    }
  }

  @Test
  void whatCannotBe() {
    refused(() -> new ScheduleConfig("poly", 0, 1, 0, 0), "schedule=poly is unknown: use one of");
    refused(() -> ScheduleConfig.step(0, 0.5), "every=0 must be at least 1 with schedule=step");
    refused(() -> ScheduleConfig.step(2, 0), "factor=0.0 must be in (0, 1]");
    refused(() -> ScheduleConfig.step(2, 1.5), "factor=1.5 must be in (0, 1]");
    refused(() -> ScheduleConfig.cosine(-1), "end=-1.0 must be at least 0 and finite");
    refused(() -> ScheduleConfig.CONSTANT.withWarmup(-1), "warmup=-1 must be at least 0");
    refused(
        () -> new ScheduleConfig("cosine", 5, 1, 0, 0), "every=5 needs schedule=step, not cosine");
    refused(
        () -> new ScheduleConfig("constant", 0, 0.5, 0, 0),
        "factor=0.5 needs schedule=step, not constant");
    refused(
        () -> new ScheduleConfig("one-cycle", 0, 1, 0.1, 0),
        "end=0.1 needs schedule=cosine, not one-cycle");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
