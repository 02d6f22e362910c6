package deconvlab.ablation;

import static deconvlab.diagnose.SignalTable.DEAD_CHANNELS;
import static deconvlab.diagnose.SignalTable.DEAD_POSITIONS;

import ai.djl.ndarray.types.Shape;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Size;
import deconvlab.record.CodeScore;
import deconvlab.record.Json;
import deconvlab.record.PictureScore;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The measures by name. One with arguments is a record of them, so that two of the same kind and
 * arguments are equal.
 */
public final class Measures {
  private static final Map<String, Measure> PLAIN = new LinkedHashMap<>();
  private static final Map<String, Class<? extends Measure>> KINDS = new LinkedHashMap<>();

  static {
    plain(
        "validation-accuracy",
        "pp",
        watch -> "",
        (arm, run) -> ScoreMeasures.accuracy(run, "validation", run.data().validation()));
    plain(
        "test-accuracy",
        "pp",
        watch -> "",
        (arm, run) -> ScoreMeasures.accuracy(run, "test", run.data().test()));
    plain(
        "balanced-accuracy", "pp", watch -> "", (arm, run) -> ScoreMeasures.recall(run, c -> true));
    plain("rare-recall", "pp", watch -> "", (arm, run) -> ScoreMeasures.recall(run, c -> c >= 7));
    plain("calibration-error", "pp", watch -> "", (arm, run) -> ScoreMeasures.calibration(run));
    plain("gap", "nats", Within::lacks, (arm, run) -> GapMeasures.atEnd(run));
    plain(
        "dead-channels",
        "pp",
        watch -> DeadMeasures.lacks(watch, DEAD_CHANNELS),
        (arm, run) -> DeadMeasures.share(arm, run, DEAD_CHANNELS, shape -> shape.get(0)));
    plain(
        "dead-positions",
        "pp",
        watch -> DeadMeasures.lacks(watch, DEAD_POSITIONS),
        (arm, run) -> DeadMeasures.share(arm, run, DEAD_POSITIONS, Shape::size));
    plain(
        "spikiness",
        "decades",
        watch -> OneRun.unkept(watch, RunRecord.NORM),
        (arm, run) -> StepMeasures.spikiness(run));
    plain(
        "training-loss",
        "nats",
        watch -> OneRun.unkept(watch, RunRecord.LOSS),
        (arm, run) -> StepMeasures.loss(run));
    picture("psnr", "dB", run -> PictureMeasures.of(run, "test", PictureScore::psnr));
    picture(
        "psnr-over-identity",
        "dB",
        run -> PictureMeasures.over(run, "identity", PictureScore::psnr));
    picture(
        "psnr-over-bicubic", "dB", run -> PictureMeasures.over(run, "bicubic", PictureScore::psnr));
    picture("ssim", "", run -> PictureMeasures.of(run, "test", PictureScore::ssim));
    picture(
        "ssim-over-identity", "", run -> PictureMeasures.over(run, "identity", PictureScore::ssim));
    picture(
        "checkerboard",
        "× white noise",
        run -> PictureMeasures.of(run, "test", PictureScore::checkerboard));
    picture("psnr-over-pca", "dB", run -> PictureMeasures.over(run, "pca", PictureScore::psnr));
    picture("pca-psnr", "dB", run -> PictureMeasures.of(run, "pca", PictureScore::psnr));
    picture("mean-psnr", "dB", run -> PictureMeasures.of(run, "mean", PictureScore::psnr));
    picture("code-nats", "nats", run -> PictureMeasures.code(run, CodeScore::nats));
    picture("active-units", "", run -> PictureMeasures.code(run, CodeScore::active));
    plain(
        "checkerboard-at-start",
        "× white noise",
        Within::lacks,
        (arm, run) -> PictureMeasures.atStart(run, PictureScore::checkerboard));
    count("multiply-adds", "M", CountedMeasures::multiplyAdds);
    PLAIN.put(
        "log-multiply-adds",
        new CountedMeasures.Count(
            "log10 of the multiply-adds",
            "decades",
            network -> Math.log10(CountedMeasures.multiplyAdds(network))));
    count("parameters", "", network -> Size.of(network).parameters());
    PLAIN.put("trained-restoration-error", new RestorationMeasures.TrainedRestorationError());
    PLAIN.put("frechet-distance", GenerationMeasures.of("frechet", "Fréchet distance", ""));
    PLAIN.put("classes-made", GenerationMeasures.of("classes", "classes made", "of 10"));
    PLAIN.put("spread-made", GenerationMeasures.of("spread", "spread made", "× real images"));
    PLAIN.put(
        "checkerboard-made",
        GenerationMeasures.of("checkerboard", "checkerboard made", "× real images"));
    KINDS.put("late", GenerationMeasures.Late.class);
    KINDS.put("log-steps-to-accuracy", ScoreMeasures.StepsToAccuracy.class);
    KINDS.put("gap-at-training-loss", GapMeasures.GapAtTrainingLoss.class);
    KINDS.put("largest-rate", LargestRate.class);
    KINDS.put("gradient-slope", SignalMeasures.GradientSlope.class);
    KINDS.put("gain", SignalMeasures.Gain.class);
    KINDS.put("restoration-error", RestorationMeasures.RestorationError.class);
  }

  private Measures() {}

  private static void plain(
      String name,
      String unit,
      Function<Watch, String> lacks,
      BiFunction<TrainConfig, RunRecord, Value> value) {
    PLAIN.put(name, new OneRun.Plain(name.replace('-', ' '), unit, lacks, value));
  }

  private static void picture(String name, String unit, Function<RunRecord, Value> value) {
    plain(name, unit, watch -> "", (arm, run) -> value.apply(run));
  }

  private static void count(String name, String unit, ToDoubleFunction<NetworkConfig> count) {
    PLAIN.put(name, new CountedMeasures.Count(name, unit, count));
  }

  /** The names that {@link #named} takes. */
  public static List<String> names() {
    return Stream.of(PLAIN, KINDS).flatMap(some -> some.keySet().stream()).toList();
  }

  /**
   * The measure {@code name} with its arguments.
   *
   * @throws IllegalArgumentException if the name or an argument is unknown (says the nearest), an
   *     argument is missing, of another type or out of range
   */
  public static Measure named(String name, ObjectNode arguments) {
    Checks.that(
        names().contains(name),
        "measure %s is unknown; perhaps %s: use one of %s",
        name,
        Text.nearest(name, names()),
        String.join(", ", names()));
    Class<? extends Measure> kind = KINDS.get(name);
    RecordComponent[] taken = kind == null ? new RecordComponent[0] : kind.getRecordComponents();
    List<String> known = Arrays.stream(taken).map(RecordComponent::getName).toList();
    for (String key : arguments.propertyNames()) {
      Checks.that(
          known.contains(key),
          "measure %s: %s is an unknown argument; %s",
          name,
          key,
          known.isEmpty() ? "it has none" : "perhaps " + Text.nearest(key, known));
    }
    return kind == null ? PLAIN.get(name) : Json.bind(arguments, kind, "measure " + name);
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
