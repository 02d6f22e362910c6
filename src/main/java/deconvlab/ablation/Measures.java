package deconvlab.ablation;

import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.RunRecord;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The measures by name. Each is a record: its arguments are its components, so that two of the same
 * kind and arguments are equal. What they measure and why is said in {@code claims.md}, terms.
 */
public final class Measures {
  private static final Map<String, Class<? extends Measure>> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("validation-accuracy", ScoreMeasures.ValidationAccuracy.class);
    KINDS.put("test-accuracy", ScoreMeasures.TestAccuracy.class);
    KINDS.put("log-steps-to-accuracy", ScoreMeasures.StepsToAccuracy.class);
    KINDS.put("gap", ScoreMeasures.Gap.class);
    KINDS.put("gap-at-training-loss", ScoreMeasures.GapAtTrainingLoss.class);
    KINDS.put("largest-rate", LargestRate.class);
    KINDS.put("gradient-slope", SignalMeasures.GradientSlope.class);
    KINDS.put("gain", SignalMeasures.Gain.class);
    KINDS.put("dead-channels", SignalMeasures.DeadChannels.class);
    KINDS.put("dead-positions", SignalMeasures.DeadPositions.class);
    KINDS.put("spikiness", StepMeasures.Spikiness.class);
    KINDS.put("training-loss", StepMeasures.TrainingLoss.class);
    KINDS.put("multiply-adds", CountedMeasures.MultiplyAdds.class);
    KINDS.put("parameters", CountedMeasures.Parameters.class);
    KINDS.put("restoration-error", CountedMeasures.RestorationError.class);
  }

  private Measures() {}

  /** The names that {@link #named} takes. */
  public static List<String> names() {
    return List.copyOf(KINDS.keySet());
  }

  /**
   * The measure {@code name} with its arguments.
   *
   * @throws IllegalArgumentException if the name or an argument is unknown (says the nearest), an
   *     argument is missing, of another type or out of range
   */
  public static Measure named(String name, ObjectNode arguments) {
    Class<? extends Measure> kind = KINDS.get(name);
    if (kind == null) {
      throw Checks.refusal(
          "measure %s is unknown; perhaps %s: use one of %s",
          name, Text.nearest(name, names()), String.join(", ", names()));
    }
    List<String> known =
        Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName).toList();
    for (String key : arguments.propertyNames()) {
      Checks.that(
          known.contains(key),
          "measure %s: %s is an unknown argument; %s",
          name,
          key,
          known.isEmpty() ? "it has none" : "perhaps " + Text.nearest(key, known));
    }
    try {
      return Json.read(Json.write(arguments), kind);
    } catch (JsonException e) {
      // The arguments stand in no file of their own: a line number would mislead.
      String what = e.getMessage().replaceFirst("^line \\d+, column \\d+: ", "");
      throw new IllegalArgumentException(Text.format("measure %s: %s", name, what), e);
    }
  }

  /**
   * What a measure that looks at one run says of {@code run}.
   *
   * @throws IllegalArgumentException if the run's configuration is of no training of ours
   */
  public static Value of(Measure measure, RunRecord run) {
    TrainConfig arm;
    try {
      arm = Json.read(Json.write(run.configuration()), TrainConfig.class);
    } catch (JsonException e) {
      throw new IllegalArgumentException("configuration: " + e.getMessage(), e);
    }
    return measure.of(
        arm,
        new Measure.Runs() {
          @Override
          public long seed() {
            return run.seed();
          }

          @Override
          public Optional<RunRecord> of(TrainConfig config) {
            return config.equals(arm) ? Optional.of(run) : Optional.empty();
          }
        });
  }

  /**
   * The measure {@code largest-rate} of runs that were made at every rate: log10 of the largest
   * that trains, whatever smaller ones do.
   *
   * @param rates ascending, at least 2
   * @param runs the run at each
   */
  public static Value largestRate(List<Double> rates, Function<Double, RunRecord> runs) {
    return new LargestRate(rates, null).of(runs);
  }

  /** A number in a title: whole ones without a point. */
  static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Numbers in a title. */
  static String shown(List<Double> numbers) {
    List<String> words = new ArrayList<>();
    numbers.forEach(n -> words.add(shown(n)));
    return String.join(", ", words);
  }
}
