package deconvlab.train;

import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Collects steps into the columns of a {@link Series}. */
final class StepLog {
  private final List<String> layers;
  private final List<StepResult> steps = new ArrayList<>();

  /** Nothing yet, of these layers, the input's first. */
  StepLog(List<String> layers) {
    this.layers = layers;
  }

  /** Adds the next step. */
  void add(StepResult step) {
    steps.add(step);
  }

  /** How many steps there are. */
  int size() {
    return steps.size();
  }

  /** The steps so far. */
  List<StepResult> steps() {
    return steps;
  }

  /**
   * The steps that {@link #series} has told, without what it does not tell: the gradients of
   * parameters that are no weights.
   */
  List<StepResult> told(Series series) {
    Map<String, float[]> all = new LinkedHashMap<>();
    series.names().forEach(name -> all.put(name, series.get(name)));
    List<String> game = Adversary.NOTED.stream().filter(all::containsKey).toList();
    boolean noted = all.containsKey(RunRecord.CLIPPED_NORM);
    List<StepResult> told = new ArrayList<>();
    for (int i = 0; i < series.length(); i++) {
      int step = i;
      Function<String, Float> at = name -> all.get(name)[step];
      told.add(
          new StepResult(
              i,
              at.apply(RunRecord.EPOCH).intValue(),
              at.apply(RunRecord.LOSS),
              at.apply(RunRecord.CROSS_ENTROPY),
              at.apply(RunRecord.MSE),
              at.apply(RunRecord.RATE),
              at.apply(RunRecord.NORM),
              noted ? scalars(at) : StepScalars.NONE,
              entries(at, "", game)));
    }
    return told;
  }

  private StepScalars scalars(Function<String, Float> at) {
    return new StepScalars(
        at.apply(RunRecord.CLIPPED_NORM),
        at.apply(RunRecord.SHARE_CLIPPED),
        new float[0],
        entries(at, RunRecord.LAYER_NORM, layers),
        entries(at, RunRecord.GRADIENT_RMS, layers),
        entries(at, RunRecord.PARAMETER_NORM, layers),
        entries(at, RunRecord.UPDATE_RATIO, layers),
        entries(at, RunRecord.NON_FINITE, layers));
  }

  private static float[] entries(Function<String, Float> at, String prefix, List<String> names) {
    float[] entries = new float[names.size()];
    for (int n = 0; n < entries.length; n++) {
      entries[n] = at.apply(prefix + names.get(n));
    }
    return entries;
  }

  /** The steps so far, a column for each quantity. */
  Series series() {
    Map<String, float[]> columns = new LinkedHashMap<>();
    columns.put(RunRecord.EPOCH, column(StepResult::epoch));
    columns.put(RunRecord.LOSS, column(StepResult::loss));
    columns.put(RunRecord.CROSS_ENTROPY, column(StepResult::crossEntropy));
    columns.put(RunRecord.MSE, column(StepResult::mse));
    columns.put(RunRecord.RATE, column(StepResult::learningRate));
    columns.put(RunRecord.NORM, column(StepResult::gradientNorm));
    for (int i = 0; !steps.isEmpty() && i < steps.get(0).game().length; i++) {
      int at = i;
      columns.put(Adversary.NOTED.get(i), column(s -> s.game()[at]));
    }
    boolean scalars = !steps.isEmpty() && steps.get(0).scalars().gradientNorms().length > 0;
    if (scalars) {
      columns.put(RunRecord.CLIPPED_NORM, column(s -> s.scalars().clippedNorm()));
      columns.put(RunRecord.SHARE_CLIPPED, column(s -> s.scalars().shareClipped()));
      each(columns, RunRecord.LAYER_NORM, StepScalars::gradientNorms);
      each(columns, RunRecord.GRADIENT_RMS, StepScalars::gradientRms);
      each(columns, RunRecord.UPDATE_RATIO, StepScalars::updateRatios);
      each(columns, RunRecord.PARAMETER_NORM, StepScalars::parameterNorms);
      each(columns, RunRecord.NON_FINITE, StepScalars::nonFinite);
    }
    return new Series(columns);
  }

  /** One column a layer. */
  private void each(
      Map<String, float[]> columns, String name, Function<StepScalars, float[]> values) {
    for (int l = 0; l < layers.size(); l++) {
      int layer = l;
      columns.put(name + layers.get(l), column(s -> values.apply(s.scalars())[layer]));
    }
  }

  private float[] column(ToDoubleFunction<StepResult> value) {
    float[] column = new float[steps.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = (float) value.applyAsDouble(steps.get(i));
    }
    return column;
  }
}
