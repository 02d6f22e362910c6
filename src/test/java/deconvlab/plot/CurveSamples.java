package deconvlab.plot;

import deconvlab.plot.Curves.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Curves of the {@link Gallery}. */
final class CurveSamples {
  private CurveSamples() {}

  static void addTo(Map<String, Supplier<Figure<?>>> all) {
    all.put("curves-bands", CurveSamples::bands);
    all.put("curves-bands-smoothed", () -> bands().smooth(Smoothing.exponential(0.9)));
    all.put("curves-bands-log", () -> bands().logY());
    all.put("curves-bands-few", CurveSamples::few);
    all.put("curves-20-arms", CurveSamples::manyArms);
    all.put("curves-20000-steps", CurveSamples::longRun);
    all.put("curves-hostile", CurveSamples::hostile);
    all.put("curves-hostile-log", () -> hostile().logY());
    all.put("curves-one-point", () -> curves().add(Line.of("one point", new double[] {2.3})));
    all.put("curves-no-point", () -> curves().add(Line.of("none", new double[0])));
    all.put("curves-no-run", () -> curves().add(SeedRuns.of("none", new double[0][])));
    all.put("seed-dots", CurveSamples::differences);
    all.put("seed-dots-hostile", CurveSamples::hostileDots);
    all.put("seed-dots-none", SeedDots::create);
    all.put("seed-dots-no-value", () -> SeedDots.create().add("none", new double[] {Double.NaN}));
    all.put("interaction", CurveSamples::interaction);
    all.put("interaction-none", () -> Interaction.over("x", List.of("a")));
  }

  private static SeedDots differences() {
    double[] one = {0.31, 0.28, 0.35, 0.3, Double.NaN, 0.33, 0.29, 0.4, 0.27, 0.32};
    double[] other = {0.02, -0.05, 0.11, 0.04, 0.09, 0.01, 0.13, -0.02, 0.06, 0.08};
    return SeedDots.create()
        .title("Batch norm levels the gradients of a badly initialised stack, not of a good one")
        .value("abs(gradient slope), off − on (decades a layer)")
        .add("library init", one)
        .remark("supported, n = 9")
        .margin(0.05)
        .add("right init", other)
        .remark("not resolved, n = 10")
        .margin(0.05)
        .add("two seeds", new double[] {0.1, 0.3})
        .margin(0.05);
  }

  private static SeedDots hostileDots() {
    return SeedDots.create()
        .value("x".repeat(300))
        .add("a very long name ".repeat(20), Samples.HOSTILE)
        .remark("a very long remark ".repeat(20))
        .add("huge", new double[] {1e149, -1e149})
        .margin(-1e149)
        .add("equal", new double[] {1, 1, 1})
        .add("nothing", new double[0]);
  }

  private static Interaction interaction() {
    double[][] off = {{0.6, 0.2}, {0.65, 0.21}, {0.62, Double.NaN}};
    double[][] on = {{0.2, 0.18}, {0.22, 0.2}, {0.19, 0.17}};
    return Interaction.over("init", List.of("library", "right"))
        .title("Batch norm helps most where the init is wrong")
        .y("abs(slope)")
        .add("off", off)
        .add("on", on);
  }

  private static Curves curves() {
    return Curves.create().title("The title is what the reader should see").x("step").y("loss");
  }

  static Curves bands() {
    double[][] ending = Samples.losses(5, 200, 0.9);
    ending[1] = Arrays.copyOf(ending[1], 120);
    Arrays.fill(ending[3], 160, 200, Double.NaN);
    return curves()
        .subtitle("DDNet on the embedded CIFAR-10 subset, batch 128")
        .y("loss of the batch (nats)")
        .reference("guessing: ln 10", Math.log(10))
        .add(SeedRuns.of("ReLU", Samples.losses(5, 200, 0.4)))
        .add(SeedRuns.of("sigmoid, two runs end early", ending))
        .add(SeedRuns.of("one seed", Samples.losses(1, 200, 1.4)));
  }

  private static Curves few() {
    return curves()
        .add(SeedRuns.of("range", Samples.losses(3, 12, 0.2)).as(Interval.MEAN_RANGE))
        .add(SeedRuns.of("t", Samples.losses(2, 12, 1.2)));
  }

  private static Curves manyArms() {
    Curves curves = curves();
    for (int arm = 0; arm < 20; arm++) {
      curves.add(Line.of("arm " + arm + " of 20", Samples.loss(0, 60, 0.1 * arm)));
    }
    return curves.height(560);
  }

  private static Curves longRun() {
    double[] spiked = Samples.loss(1, 20_000, 0.5);
    spiked[12_345] = 9;
    Arrays.fill(spiked, 5_000, 5_400, Double.NaN);
    return curves().add(Line.of("a spike at 12,346, a gap", spiked));
  }

  private static Curves hostile() {
    double[] y = new double[40];
    for (int i = 0; i < y.length; i++) {
      y[i] = i % 5 == 0 ? Samples.HOSTILE[i / 5] : 1 + 0.1 * i;
    }
    double[] zeros = new double[40];
    return curves()
        .add(Line.of("every hostile value " + "with a very long name ".repeat(8), y))
        .add(Line.of("zeros", zeros));
  }
}
