package deconvlab.plot;

import deconvlab.plot.Curves.Line;
import java.util.Arrays;
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
