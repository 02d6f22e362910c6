package deconvlab.ablation;

import deconvlab.model.NetworkConfig;
import deconvlab.record.CodeScore;
import deconvlab.record.DataUsed;
import deconvlab.record.Outcome;
import deconvlab.record.PictureScore;
import deconvlab.record.Platform;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import deconvlab.record.Watch;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run record put together by hand: what a test does not say is empty. */
final class RunMade {
  /** 12,000 images in batches of 100, two epochs: 240 steps. */
  static final TrainConfig CONFIG =
      TrainConfig.of(NetworkConfig.of("s4").withWidth(8), "cifar10-mini")
          .withBatch(100)
          .withEpochs(2);

  private final TrainConfig config;
  private final Map<String, float[]> steps = new LinkedHashMap<>();
  private final Map<String, float[]> probes = new LinkedHashMap<>();
  private final List<Score> scores = new ArrayList<>();
  private int validation = 500;

  private RunMade(TrainConfig config) {
    this.config = config;
  }

  static RunMade of(TrainConfig config) {
    return new RunMade(config);
  }

  static RunMade run() {
    return of(CONFIG);
  }

  RunMade step(String column, float... values) {
    steps.put(column, values);
    return this;
  }

  RunMade probe(String column, float... values) {
    probes.put(column, values);
    return this;
  }

  /** A score within the run: of training, then of validation images. */
  RunMade within(int step, double train, double held, double accuracy) {
    scores.add(new Score(0, step, "train", train, 0.5, 2000));
    return score("validation", step, held, accuracy);
  }

  RunMade score(String split, int step, double loss, double accuracy) {
    scores.add(new Score(0, step, split, loss, accuracy, split.equals("test") ? 2000 : 500));
    return this;
  }

  RunMade pictures(String split, int step, PictureScore pictures) {
    scores.add(new Score(0, step, split, 0.1, Double.NaN, 2000, pictures, null));
    return this;
  }

  RunMade code(String split, int step, PictureScore pictures, Double... divergences) {
    CodeScore code = new CodeScore(List.of(divergences));
    scores.add(new Score(0, step, split, 0.1, Double.NaN, 2000, pictures, code));
    return this;
  }

  RunMade withoutValidation() {
    validation = 0;
    return this;
  }

  RunRecord completed() {
    return ended(Outcome.COMPLETED, "", Watch.NONE);
  }

  RunRecord ended(Outcome outcome) {
    return ended(outcome, "because", Watch.NONE);
  }

  RunRecord ended(Outcome outcome, String message, Watch watch) {
    return new RunRecord(
        RunRecord.FORMAT,
        config.toJson(),
        7,
        new DataUsed("cifar10-mini", "JPEG-75 copy", "ab", "cd", "ef", 12_000, validation, 2000),
        new Platform("1234", "PyTorch 2.7.1", "Java 17", "Linux", "CPU", "cpu", 1),
        "2026-01-02T03:04:05Z",
        1,
        new Series(steps),
        new Series(probes),
        scores,
        List.of(),
        outcome,
        message,
        watch,
        null);
  }
}
