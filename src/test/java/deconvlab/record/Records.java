package deconvlab.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A record with something in every field. */
public final class Records {
  private Records() {}

  public static Series series() {
    Map<String, float[]> columns = new LinkedHashMap<>();
    columns.put(RunRecord.EPOCH, new float[] {0, 0, 1});
    columns.put(RunRecord.LOSS, new float[] {2.3025851f, 1e-8f, Float.NaN});
    columns.put(RunRecord.RATE, new float[] {0.1f, 0.1f, 0.1f});
    columns.put(
        RunRecord.NORM,
        new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE});
    columns.put(RunRecord.LAYER_NORM + "conv1", new float[] {1, 2, 3});
    columns.put(RunRecord.LAYER_NORM + "dense1", new float[] {-0f, 5, 6});
    return new Series(columns);
  }

  public static RunRecord record(Outcome outcome) {
    return record(outcome, 7, "relu");
  }

  public static RunRecord record(Outcome outcome, long seed, String activation) {
    ObjectNode configuration = Json.object();
    configuration
        .putObject("network")
        .put("model", "ddnet")
        .put("activation", activation)
        .put("slope", 0.01);
    configuration.putObject("optimizer").put("learningRate", 1.0E-4);
    configuration.put("epochs", 3).put("augment", false).put("batch", 128).put("maxSteps", 3);
    return new RunRecord(
        RunRecord.FORMAT,
        configuration,
        seed,
        new DataUsed("cifar10-mini", "JPEG-75 copy", "ab", "cd", "ef", 10_000, 5_000, 2_000),
        new Platform("1234-dirty", "PyTorch 2.7.1", "Java 17", "Linux", "\"CPU\" µ", "cpu", 2),
        "2026-01-02T03:04:05Z",
        12.5,
        series(),
        Series.NONE,
        List.of(
            new Score(1, 1, "validation", 2.1, 0.25, 5_000),
            new Score(3, 3, "validation", Double.NaN, 0.5, 5_000),
            new Score(3, 3, "test", Double.POSITIVE_INFINITY, 1.0 / 3, 2_000)),
        List.of(Finding.fault("vanishing", "conv1", 3, "slope -0.9 < -0.5", "try <relu> & co")),
        outcome,
        outcome == Outcome.COMPLETED ? "" : "because",
        Watch.NONE,
        null);
  }
}
