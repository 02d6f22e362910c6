package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.diagnose.SignalTable;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Copy;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Outcome;
import deconvlab.record.PictureScore;
import deconvlab.record.Predictions;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class MeasuresTest {
  private static final float NAN = Float.NaN;

  static Measure measure(String name, String arguments) {
    try {
      return Measures.named(name, Json.read(arguments.replace('\'', '"'), ObjectNode.class));
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static Value value(String name, String arguments, RunRecord run) {
    return of(measure(name, arguments), run);
  }

  /** What a measure that looks at one run says of {@code run}. */
  static Value of(Measure measure, RunRecord run) {
    TrainConfig arm = Patch.config(run.configuration());
    Measure.Runs runs =
        new Measure.Runs(
            run.seed(), config -> config.equals(arm) ? Optional.of(run) : Optional.empty());
    return measure.of(arm, runs);
  }

  private static void none(String name, String arguments, RunRecord run, String why) {
    Value value = value(name, arguments, run);
    assertThat(value.number()).as("%s", value).isNaN();
    assertThat(value.why()).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gap-at-train-loss | {} | gap-at-train-loss is unknown; perhaps gap-at-training-loss: use one",
        "gap | {'level': 1} | measure gap: level is an unknown argument; it has none",
        "gap-at-training-loss | {} | measure gap-at-training-loss: levels is missing",
        "gap-at-training-loss | {'level': [1]} | level is an unknown argument; perhaps levels",
        "gap-at-training-loss | {'levels': []} | levels=[] must be one or more",
        "gap-at-training-loss | {'levels': [1, 1.0]} | different training losses above 0",
        "gap-at-training-loss | {'levels': [1, null]} | levels[1] is null, must be a number",
        "gap-at-training-loss | {'levels': 1} | levels is 1, must be a list",
        "largest-rate | {'grid': [0.1]} | grid=[0.1] must be 2 to 1000 rates above 0, ascending",
        "largest-rate | {'grid': [0.1, 0.1]} | ascending",
        "largest-rate | {'grid': [0, 0.1]} | above 0",
        "gradient-slope | {'from': 0.5} | from is 0.5, must be a whole number",
        "gradient-slope | {'abs': 1} | abs is 1, must be true or false",
        "gradient-slope | {'from': -1} | from=-1 must be at least 0",
        "gradient-slope | {'from': 5, 'to': 4} | to=4 must be at least from=5",
        "gain | {'from': 5, 'to': 4} | to=4 must be at least from=5",
        "log-steps-to-accuracy | {'accuracy': 0} | accuracy=0.0 must be in (0, 100], in percent",
        "log-steps-to-accuracy | {'accuracy': '25'} | accuracy is \"25\", must be a number",
        "restoration-error | {'kind': 'random', 'outputs': 3, 'kernel': 3} | stride is missing",
        "restoration-error | {'kind': 'none', 'outputs': 3, 'kernel': 3, 'stride': 1} | kind=none is",
        "restoration-error | {'kind': 'random', 'outputs': 3, 'kernel': 3, 'stride': 4} | [1, 3]",
      })
  void whatIsWrongIsSaid(String name, String arguments, String said) {
    assertThatThrownBy(() -> measure(name, arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  static List<List<String>> titles() {
    return List.of(
        List.of("validation-accuracy", "{}", "validation accuracy", "pp"),
        List.of("test-accuracy", "{}", "test accuracy", "pp"),
        List.of(
            "log-steps-to-accuracy",
            "{}",
            "log10 of the steps to 25 % validation accuracy",
            "decades"),
        List.of("balanced-accuracy", "{}", "balanced accuracy", "pp"),
        List.of("rare-recall", "{}", "rare recall", "pp"),
        List.of("calibration-error", "{}", "calibration error", "pp"),
        List.of("gap", "{}", "gap", "nats"),
        List.of(
            "gap-at-training-loss", "{'levels': [2, 1.7]}", "gap at training loss 2, 1.7", "nats"),
        List.of(
            "largest-rate",
            "{'grid': [0.001, 0.01, 1]}",
            "largest rate that trains, of 0.001, 0.01, 1",
            "decades"),
        List.of("gradient-slope", "{}", "gradient slope, step 0", "decades a layer"),
        List.of(
            "gradient-slope",
            "{'to': 200, 'abs': true}",
            "|gradient slope|, mean of steps 0 to 200",
            "decades a layer"),
        List.of(
            "gain",
            "{'abs': true, 'layers': ['deconv2', 'dense2']}",
            "mean |gain| of deconv2, dense2, step 0",
            "decades a layer"),
        List.of("dead-channels", "{}", "dead channels", "pp"),
        List.of("dead-positions", "{}", "dead positions", "pp"),
        List.of("spikiness", "{}", "spikiness", "decades"),
        List.of("training-loss", "{}", "training loss", "nats"),
        List.of("psnr", "{}", "psnr", "dB"),
        List.of("psnr-over-identity", "{}", "psnr over identity", "dB"),
        List.of("psnr-over-bicubic", "{}", "psnr over bicubic", "dB"),
        List.of("ssim", "{}", "ssim", ""),
        List.of("ssim-over-identity", "{}", "ssim over identity", ""),
        List.of("checkerboard", "{}", "checkerboard", "× white noise"),
        List.of("psnr-over-pca", "{}", "psnr over pca", "dB"),
        List.of("pca-psnr", "{}", "pca psnr", "dB"),
        List.of("mean-psnr", "{}", "mean psnr", "dB"),
        List.of("code-nats", "{}", "code nats", "nats"),
        List.of("active-units", "{}", "active units", ""),
        List.of("checkerboard-at-start", "{}", "checkerboard at start", "× white noise"),
        List.of("frechet-distance", "{}", "Fréchet distance", ""),
        List.of("classes-made", "{}", "classes made", "of 10"),
        List.of("spread-made", "{}", "spread made", "× real images"),
        List.of("checkerboard-made", "{}", "checkerboard made", "× real images"),
        List.of("late", "{'column': 'critic loss'}", "median critic loss of the last steps", ""),
        List.of("multiply-adds", "{}", "multiply-adds", "M"),
        List.of("log-multiply-adds", "{}", "log10 of the multiply-adds", "decades"),
        List.of("parameters", "{}", "parameters", ""),
        List.of(
            "trained-restoration-error",
            "{}",
            "restoration error, the first convolution's kernels as trained",
            ""),
        List.of(
            "restoration-error",
            "{'kind': 'random', 'outputs': 12, 'kernel': 3, 'stride': 2}",
            "restoration error, random k3 s2, 3 to 12 channels",
            ""));
  }

  @ParameterizedTest
  @MethodSource("titles")
  void eachHasItsTitleAndUnit(List<String> row) {
    Measure measure = measure(row.get(0), row.get(1));
    assertThat(measure.title()).isEqualTo(row.get(2));
    assertThat(measure.unit()).isEqualTo(row.get(3));
    assertThat(measure).isEqualTo(measure(row.get(0), row.get(1)));
    assertThat(titles().stream().map(r -> r.get(0)).distinct())
        .containsExactlyInAnyOrderElementsOf(Measures.names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "validation-accuracy | {} | 0 | 0 | ``",
        "gap | {} | 5 | 0 | scores within the run: watch.score above 0",
        "gap | {} | 0 | 10 | ``",
        "gap-at-training-loss | {'levels': [1]} | 0 | 0 | scores within the run: watch.score above 0",
        "log-steps-to-accuracy | {} | 0 | 0 | scores within the run: watch.score above 0",
        "spikiness | {} | 0 | 0 | columns in watch.keep: \"gradient norm\"",
        "training-loss | {} | 0 | 0 | ``",
        "frechet-distance | {} | 0 | 0 | looks inside: watch.look above 0",
        "classes-made | {} | 9 | 0 | columns in watch.keep: \"made/\"",
        "late | {'column': 'critic loss'} | 9 | 0 | columns in watch.keep: \"critic loss\"",
        "gradient-slope | {} | 0 | 0 | looks inside: watch.look above 0",
        "gradient-slope | {'from': 50, 'to': 60} | 40 | 0 | a look in steps 50 to 60: watch.look that",
        "gradient-slope | {'from': 50, 'to': 80} | 40 | 0 | \"gradient slope\"",
        "gain | {} | 40 | 0 | ``",
        "dead-channels | {} | 0 | 0 | looks inside, with counts of dead units: watch.look above 0",
        "dead-positions | {} | 9 | 0 | \"dead positions/\"",
        "multiply-adds | {} | 0 | 0 | ``",
        "largest-rate | {'grid': [1, 2]} | 0 | 0 | ``",
      })
  void whatAWatchLacksIsSaid(String name, String arguments, int look, int score, String lacks) {
    List<String> keep = List.of(RunRecord.LOSS, RunRecord.PROBE_STEP, SignalTable.GRADIENT_NORM);
    String said = measure(name, arguments).lacks(new Watch(look, score, keep));
    assertThat(said.isEmpty()).as(said).isEqualTo(lacks.isEmpty());
    assertThat(said).contains(lacks);
  }

  @Test
  void aRunThatDidNotEndByItselfHasNoValue() {
    Measure measure = measure("validation-accuracy", "{}");
    Measure.Runs nothing = runs(Optional.empty());
    assertThat(measure.next(RunMade.CONFIG, nothing)).contains(RunMade.CONFIG);
    assertThat(measure.of(RunMade.CONFIG, nothing).why()).isEqualTo("not run");
    RunRecord failed = RunMade.run().ended(Outcome.FAILED);
    assertThat(measure.next(RunMade.CONFIG, runs(Optional.of(failed)))).isEmpty();
    none("validation-accuracy", "{}", failed, "failed: because");
    none("gap", "{}", RunMade.run().ended(Outcome.INTERRUPTED), "interrupted: because");
  }

  private static Measure.Runs runs(Optional<RunRecord> run) {
    return new Measure.Runs(7, config -> run);
  }

  @Test
  void accuracyIsTheLastScoreAndChanceWhereThereIsNone() {
    RunMade run = RunMade.run().within(10, 2, 2, 0.2).score("validation", 120, 1.9, 0.316);
    Value value = value("validation-accuracy", "{}", run.completed());
    assertThat(value).isEqualTo(Value.of(100 * 0.316, 0.2));
    assertThat(value("validation-accuracy", "{}", run.ended(Outcome.DIVERGED)))
        .isEqualTo(new Value(10, "censored: diverged", 0.2));
    assertThat(value("test-accuracy", "{}", run.completed()))
        .isEqualTo(new Value(10, "censored: no score", 0.05));
    assertThat(value("test-accuracy", "{}", run.score("test", 120, 1.9, 0.3).completed()))
        .isEqualTo(Value.of(30, 0.05));
    none("validation-accuracy", "{}", run.withoutValidation().completed(), "no validation images");
    RunRecord picture = RunMade.run().score("validation", 120, 0.1, Double.NaN).completed();
    none("validation-accuracy", "{}", picture, "no class scores");
  }

  @Test
  void picturesAreHeldAgainstWhatNothingDoneScores() {
    RunMade run =
        RunMade.run()
            .pictures("train", 0, new PictureScore(11, 0.1, 130))
            .pictures("identity", 0, new PictureScore(20.5, 0.75, 1))
            .pictures("test", 120, new PictureScore(26, 0.875, 1.5));
    assertThat(value("psnr", "{}", run.completed())).isEqualTo(Value.of(26));
    assertThat(value("psnr-over-identity", "{}", run.completed())).isEqualTo(Value.of(5.5));
    assertThat(value("ssim-over-identity", "{}", run.completed())).isEqualTo(Value.of(0.125));
    assertThat(value("checkerboard", "{}", run.completed())).isEqualTo(Value.of(1.5));
    assertThat(value("checkerboard-at-start", "{}", run.completed())).isEqualTo(Value.of(130));
    none("psnr-over-bicubic", "{}", run.completed(), "no picture was restored: bicubic");
    none("ssim", "{}", run.ended(Outcome.DIVERGED), "diverged");
    RunRecord other = RunMade.run().score("test", 120, 1.9, 0.3).completed();
    none("psnr", "{}", other, "no picture was restored: test");
    none("psnr-over-identity", "{}", other, "no picture was restored: test");
    none("checkerboard-at-start", "{}", other, "not scored");
  }

  @Test
  void codesAreCountedOnTheTestSplit() {
    RunMade run =
        RunMade.run()
            .pictures("mean", 0, new PictureScore(14, 0.25, 1))
            .pictures("pca", 0, new PictureScore(18.5, 0.5, 1))
            .code("test", 120, new PictureScore(20, 0.5, 1.5), 0.5, 0.005, 0.25);
    assertThat(value("pca-psnr", "{}", run.completed())).isEqualTo(Value.of(18.5));
    assertThat(value("mean-psnr", "{}", run.completed())).isEqualTo(Value.of(14));
    assertThat(value("psnr-over-pca", "{}", run.completed())).isEqualTo(Value.of(1.5));
    assertThat(value("active-units", "{}", run.completed())).isEqualTo(Value.of(2));
    assertThat(value("code-nats", "{}", run.completed())).isEqualTo(Value.of(0.755));
    RunRecord other = RunMade.run().score("test", 120, 1.9, 0.3).completed();
    none("active-units", "{}", other, "no code was drawn");
    none("code-nats", "{}", run.ended(Outcome.DIVERGED), "diverged");
  }

  /** Ten classes of 20 images in two bins: class c has c + 1 right, the others are said to be 0. */
  @Test
  void recallsAndCalibrationAreOfTheTestSplit() {
    double[] counted = new double[2 * 100 + 2 * 10];
    for (int c = 0; c < 10; c++) {
      counted[100 + 11 * c] = c + 1;
      counted[10 * c] += 19 - c;
      counted[210 + c] = 0.9 * (c + 1);
      counted[200] += 0.3 * (19 - c);
    }
    RunRecord run = Copy.with(RunMade.run().completed(), "predictions", Predictions.of(counted, 2));
    // Class 0: 1 + 19 right of 20; class c: (c + 1)/20.
    assertThat(value("balanced-accuracy", "{}", run).number())
        .isCloseTo(100 * (1 + 54 / 20.0) / 10, within(1e-9));
    assertThat(value("balanced-accuracy", "{}", run).resolution()).isEqualTo(0.5);
    assertThat(value("rare-recall", "{}", run).number()).isCloseTo(45, within(1e-9));
    // Bin 0: 145 said 0, 19 right, confidence 0.3; bin 1: 55, all right, 0.9.
    assertThat(value("calibration-error", "{}", run).number())
        .isCloseTo(100 * (145 * 0.3 - 19 + 55 * 0.1) / 200, within(1e-9));
    RunRecord diverged = RunMade.run().ended(Outcome.DIVERGED);
    assertThat(value("rare-recall", "{}", diverged).number()).isEqualTo(10);
    none("calibration-error", "{}", diverged, "diverged");
    none(
        "balanced-accuracy",
        "{}",
        RunMade.run().completed(),
        "an older record, or no class scores: nothing counted");
  }

  @Test
  void stepsAreInterpolatedAndCensoredAtTheEnd() {
    String name = "log-steps-to-accuracy";
    RunMade run =
        RunMade.run()
            .within(10, 2.2, 2.2, 0.15)
            .score("validation", 15, 2.1, 0.9) // of a whole epoch: not read
            .within(20, 2.1, 2.1, 0.2)
            .within(30, 2, 2, 0.3);
    // Half way from 20 to 25 of the way from 20 % to 30 %.
    assertThat(value(name, "{}", run.completed()).number()).isEqualTo(Math.log10(25));
    assertThat(value(name, "{'accuracy': 30}", run.completed()).number()).isEqualTo(Math.log10(30));
    assertThat(value(name, "{'accuracy': 15}", run.completed()))
        .isEqualTo(new Value(1, "censored: reached by the first score", 0));
    // 12,000 images in batches of 100, twice.
    assertThat(value(name, "{'accuracy': 31}", run.completed()))
        .isEqualTo(new Value(Math.log10(240), "censored: not reached", 0));
    assertThat(value(name, "{}", run.ended(Outcome.DIVERGED)))
        .isEqualTo(new Value(Math.log10(240), "censored: diverged", 0));
    none(name, "{}", run.withoutValidation().completed(), "no validation images");
  }

  @Test
  void gapIsReadAtEqualTrainingLoss() {
    RunMade run =
        RunMade.run()
            .within(10, 2.0, 2.1, 0.2)
            .within(20, 1.6, 1.9, 0.25)
            .score("validation", 20, 9, 0.25)
            .within(30, 1.7, 2.2, 0.3)
            .within(40, 1.5, 2.1, 0.35)
            .score("validation", 40, 9, 0.35);
    String name = "gap-at-training-loss";
    // 1.9 lies a quarter of the way from 2.0 to 1.6; gaps there are 0.1 and 0.3.
    assertThat(value(name, "{'levels': [1.9]}", run.completed()).number())
        .isCloseTo(0.15, within(1e-12));
    // The first fall to 1.65, not the second: 0.1 + 0.875 · 0.2.
    assertThat(value(name, "{'levels': [1.65]}", run.completed()).number())
        .isCloseTo(0.275, within(1e-12));
    assertThat(value(name, "{'levels': [1.9, 1.65]}", run.completed()).number())
        .isCloseTo(0.2125, within(1e-12));
    none(name, "{'levels': [1.9, 1.2]}", run.completed(), "level not reached: 1.2");
    // Already below it at the first score.
    none(name, "{'levels': [2]}", run.completed(), "level not reached: 2");
    assertThat(value("gap", "{}", run.completed()).number()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void whoLearnedNothingHasNoGap() {
    RunMade run = RunMade.run().within(10, 2.0, 2.1, 0.3).within(20, 1.6, 1.9, 0.2);
    none("gap", "{}", run.completed(), "not trained: validation accuracy 20.0 %");
    none("gap", "{}", run.ended(Outcome.COLLAPSED), "not trained: collapsed");
    none("gap", "{}", run.ended(Outcome.DIVERGED), "not trained: diverged");
    RunMade unscored = RunMade.run().score("validation", 120, 1.9, 0.3);
    none("gap", "{}", unscored.completed(), "no score within the run");
    none("gap", "{}", unscored.withoutValidation().completed(), "no validation images");
  }

  @Test
  void spikinessIsThe99thPercentileOverTheMedianAfterStep20() {
    float[] norm = new float[119];
    for (int i = 0; i < norm.length; i++) {
      norm[i] = i < 20 ? 1e6f : i - 19; // 1 to 99 after step 20
    }
    // Places 0.99 · 100 = 99 and 0.5 · 100 = 50.
    RunMade run = RunMade.run().step(RunRecord.NORM, norm);
    assertThat(value("spikiness", "{}", run.completed()).number())
        .isCloseTo(Math.log10(99.0 / 50), within(1e-12));
    none("spikiness", "{}", run.ended(Outcome.DIVERGED), "diverged");
    none(
        "spikiness",
        "{}",
        RunMade.run().step(RunRecord.NORM, new float[39]).completed(),
        "39 steps, fewer than 40");
    none(
        "spikiness",
        "{}",
        RunMade.run().step(RunRecord.NORM, new float[40]).completed(),
        "dead: the gradient is 0");
    // 21 values: 0.99 · 22 = 21.78 is beyond the last, 11 the middle.
    float[] few = new float[41];
    for (int i = 20; i < few.length; i++) {
      few[i] = i - 19;
    }
    assertThat(value("spikiness", "{}", RunMade.run().step(RunRecord.NORM, few).completed()))
        .isEqualTo(Value.of(Math.log10(21.0 / 11)));
  }

  @Test
  void trainingLossIsTheMeanOfTheLastTwenty() {
    float[] loss = new float[22];
    for (int i = 0; i < loss.length; i++) {
      loss[i] = i;
    }
    RunMade run = RunMade.run().step(RunRecord.LOSS, loss);
    assertThat(value("training-loss", "{}", run.completed())).isEqualTo(Value.of(11.5));
    none("training-loss", "{}", run.ended(Outcome.DIVERGED), "diverged");
    assertThat(value("training-loss", "{}", RunMade.run().step(RunRecord.LOSS, 1, 2).completed()))
        .isEqualTo(Value.of(1.5));
  }

  private static RunMade looked() {
    return RunMade.run()
        .step(RunRecord.LOSS, new float[61])
        .probe(RunRecord.PROBE_STEP, 0, 20, 23, 40, 60, 120)
        .probe(SignalTable.SLOPE, -0.5f, 0.25f, 8, NAN, 0.75f, NAN)
        .probe(SignalTable.GRADIENT_NORM + "conv1", 1, 1, 1, 0, 1, NAN);
  }

  @Test
  void slopeIsTheMeanOfTheLooksInRange() {
    String name = "gradient-slope";
    RunRecord run = looked().ended(Outcome.COMPLETED, "", new Watch(20, 0, List.of()));
    assertThat(value(name, "{}", run)).isEqualTo(Value.of(-0.5));
    assertThat(value(name, "{'abs': true}", run)).isEqualTo(Value.of(0.5));
    // The look at step 40 has no slope.
    assertThat(value(name, "{'to': 60}", run).number()).isCloseTo(8.5 / 4, within(1e-12));
    assertThat(value(name, "{'to': 60, 'abs': true}", run).number()).isEqualTo(9.5 / 4);
    assertThat(value(name, "{'from': 1, 'to': 59}", run)).isEqualTo(Value.of(8.25 / 2));
    none(name, "{'from': 61, 'to': 80}", run, "no look, mean of steps 61 to 80");
  }

  @Test
  void aNetworkWithoutASlopeIsNotLevel() {
    String name = "gradient-slope";
    none(name, "{'from': 30, 'to': 50}", looked().completed(), "dead");
    none(name, "{'to': 61}", looked().ended(Outcome.DIVERGED), "diverged");
    assertThat(value(name, "{'to': 60, 'abs': true}", looked().ended(Outcome.DIVERGED)).number())
        .isNotNaN();
    RunMade start = RunMade.run().probe(RunRecord.PROBE_STEP, 0).probe(SignalTable.SLOPE, NAN);
    String norm = SignalTable.GRADIENT_NORM + "conv1";
    none(name, "{}", start.probe(norm, 0).completed(), "dead at init");
    RunRecord infinite = start.probe(norm, Float.POSITIVE_INFINITY).completed();
    none(name, "{}", infinite, "gradients not finite");
    none(name, "{}", RunMade.run().completed(), "no look, step 0");
  }

  @Test
  void gainIsTakenFromOneLayerToTheOneBefore() {
    RunMade run = RunMade.run().probe(RunRecord.PROBE_STEP, 0, 10);
    // Of s4: conv1 to conv3, dense1, deconv1 to deconv3, and the head's dense2.
    String[] layers = {
      "conv1", "conv2", "conv3", "dense1", "deconv1", "deconv2", "deconv3", "dense2"
    };
    float[] at0 = {100, 10, 10, 1, 10, 10, 10, 1};
    for (int l = 0; l < layers.length; l++) {
      run.probe(SignalTable.GRADIENT_NORM + layers[l], at0[l], 1);
    }
    // Trunk: 1, 0, 1, −1, 0, 0; the head's 1 is not in it.
    assertThat(value("gain", "{}", run.completed()).number()).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(value("gain", "{'abs': true}", run.completed()).number())
        .isCloseTo(0.5, within(1e-12));
    String three = "'layers': ['deconv1', 'deconv2', 'dense2']";
    assertThat(value("gain", "{" + three + "}", run.completed()).number()).isZero();
    assertThat(value("gain", "{'abs': true, " + three + "}", run.completed()).number())
        .isCloseTo(2 / 3.0, within(1e-12));
    assertThat(value("gain", "{'to': 10, 'layers': ['conv2']}", run.completed()).number())
        .isEqualTo(0.5);
    run.probe(SignalTable.GRADIENT_NORM + "conv1", 0, 0);
    none("gain", "{'layers': ['conv2']}", run.completed(), "dead at init");
  }

  @Test
  void aLayerWithoutAGainIsRefusedBeforeAnyRun() {
    Measure first = measure("gain", "{'layers': ['conv1']}");
    assertThatThrownBy(() -> first.check(RunMade.CONFIG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layers: conv1 is none of s4 that has a gain; perhaps conv2:"
                + " use some of conv2, conv3, dense1, deconv1, deconv2, deconv3, dense2");
    // The head leaves before the trunk ends: its gain is not to the layer that stands before it.
    NetworkConfig forked = NetworkConfig.of("ddnet").withHead("bottleneck");
    Measure head = measure("gain", "{'layers': ['dense1']}");
    TrainConfig arm = TrainConfig.of(forked, "cifar10-mini");
    assertThatThrownBy(() -> head.check(arm))
        .hasMessageContaining("use some of conv2, conv3, deconv1, deconv2, deconv3");
  }

  @Test
  void deadSharesCountUnits() {
    RunMade run = RunMade.run();
    // Activated, of width 8: 8, 16, 32 channels of 32², 16², 8²; 64 units; 10, 32 channels of 4².
    String[] layers = {"conv1", "conv2", "conv3", "dense1", "deconv1", "deconv2"};
    float[] channels = {0, 0.25f, 0, 0.5f, 0.1f, 0};
    for (int l = 0; l < layers.length; l++) {
      run.probe(SignalTable.DEAD_CHANNELS + layers[l], NAN, 1, channels[l]);
      run.probe(SignalTable.DEAD_POSITIONS + layers[l], NAN, 1, l == 0 ? 0.5f : 0);
    }
    // 4 + 32 + 1 of 162.
    Value value = value("dead-channels", "{}", run.completed());
    assertThat(value.number()).isCloseTo(100 * 37 / 162.0, within(1e-12));
    assertThat(value.resolution()).isEqualTo(100 / 162.0);
    // Half of 8,192 of 8,192 + 4,096 + 2,048 + 64 + 160 + 512.
    assertThat(value("dead-positions", "{}", run.completed()).number())
        .isCloseTo(100 * 4096 / 15_072.0, within(1e-12));
    none("dead-channels", "{}", run.ended(Outcome.DIVERGED), "diverged");
    none("dead-channels", "{}", RunMade.run().completed(), "no count of dead units");
  }
}
