package deconvlab.ablation;

import ai.djl.ndarray.types.Shape;
import deconvlab.diagnose.SignalTable;
import deconvlab.model.Network;
import deconvlab.model.Networks;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Stage;
import deconvlab.record.Defaulted;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Measures of what looks inside a run saw: gradients layer by layer, and units that are dead. */
final class SignalMeasures {
  private SignalMeasures() {}

  /**
   * Slope of log10 ‖dL/dz_l‖₂ over the trunk's layers from the output to the input ({@link
   * deconvlab.diagnose.Decades#slope}): the mean over the looks at steps {@code from} to {@code
   * to}. Activation gradients, since weight gradients may look level while the signal dies (Glorot
   * and Bengio, 2010).
   *
   * @param from first step, 0 where it is left out
   * @param to last step, {@code from} where it is left out
   * @param abs whether each look counts with its absolute value
   */
  record GradientSlope(@Defaulted Integer from, @Defaulted Integer to, @Defaulted Boolean abs)
      implements OneRun {
    GradientSlope {
      from = from == null ? 0 : from;
      to = to == null ? from : to;
      abs = abs != null && abs;
      range(from, to);
    }

    @Override
    public String title() {
      return (abs ? "|gradient slope|" : "gradient slope") + during(from, to);
    }

    @Override
    public String unit() {
      return "decades a layer";
    }

    @Override
    public String lacks(Watch watch) {
      return unseen(watch, from, to, SignalTable.SLOPE);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      float[] slope = column(run.probes(), SignalTable.SLOPE);
      return mean(run, from, to, row -> abs ? Math.abs(slope[row]) : slope[row]);
    }
  }

  /**
   * Gain of layers, log10(‖dL/dz_{l−1}‖₂ / ‖dL/dz_l‖₂): the mean over layers, then over the looks
   * at steps {@code from} to {@code to}.
   *
   * @param from first step, 0 where it is left out
   * @param to last step, {@code from} where it is left out
   * @param abs whether each layer counts with its absolute value in each look
   * @param layers which; every layer of the trunk that has one before it where they are left out.
   *     The head's layer may be named where it follows the whole trunk
   */
  record Gain(
      @Defaulted Integer from,
      @Defaulted Integer to,
      @Defaulted Boolean abs,
      @Defaulted List<String> layers)
      implements OneRun {
    Gain {
      from = from == null ? 0 : from;
      to = to == null ? from : to;
      abs = abs != null && abs;
      layers = layers == null ? List.of() : List.copyOf(layers);
      range(from, to);
    }

    @Override
    public String title() {
      String which = layers.isEmpty() ? "" : " of " + String.join(", ", layers);
      return (abs ? "mean |gain|" : "mean gain") + which + during(from, to);
    }

    @Override
    public String unit() {
      return "decades a layer";
    }

    @Override
    public String lacks(Watch watch) {
      return unseen(watch, from, to);
    }

    /** Refuses a layer that the arm's network does not have, before anything is run. */
    @Override
    public Optional<TrainConfig> next(TrainConfig arm, Runs runs) {
      places(arm.network());
      return OneRun.super.next(arm, runs);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      List<String> chain = chain(arm.network());
      double[][] norms =
          chain.stream()
              .map(l -> wide(column(run.probes(), SignalTable.GRADIENT_NORM + l)))
              .toArray(double[][]::new);
      int[] places = places(arm.network());
      return mean(
          run,
          from,
          to,
          row ->
              Arrays.stream(places)
                  .mapToDouble(l -> Math.log10(norms[l - 1][row] / norms[l][row]))
                  .map(gain -> abs ? Math.abs(gain) : gain)
                  .average()
                  .orElse(Double.NaN));
    }

    /** The places of the layers in their chain, each at least 1. */
    private int[] places(NetworkConfig network) {
      List<String> chain = chain(network);
      if (layers.isEmpty()) {
        int trunk = Network.of(network, 0).trunkLayers().size();
        return IntStream.range(1, trunk).toArray();
      }
      List<String> valid = chain.subList(1, chain.size());
      for (String layer : layers) {
        Checks.that(
            valid.contains(layer),
            "layers: %s is none of %s that has a gain; perhaps %s: use some of %s",
            layer,
            network.model(),
            Text.nearest(layer, valid),
            String.join(", ", valid));
      }
      return layers.stream().mapToInt(chain::indexOf).toArray();
    }

    /** The layers with a weight, each fed by the one before. */
    private static List<String> chain(NetworkConfig config) {
      Network network = Network.of(config, 0);
      boolean straight = Networks.layout(config).headAt() == Networks.layout(config).trunk().size();
      return straight
          ? network.stages().stream().filter(Stage::weighted).map(Stage::name).toList()
          : network.trunkLayers();
    }
  }

  /** Share of the network's channels that are 0 on the whole split at the last count. */
  record DeadChannels() implements OneRun {
    @Override
    public String title() {
      return "dead channels";
    }

    @Override
    public String unit() {
      return "pp";
    }

    @Override
    public String lacks(Watch watch) {
      return uncounted(watch, SignalTable.DEAD_CHANNELS);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      return dead(arm, run, SignalTable.DEAD_CHANNELS, shape -> shape.get(0));
    }
  }

  /** Share of the network's positions of channels that are 0 on the whole split. */
  record DeadPositions() implements OneRun {
    @Override
    public String title() {
      return "dead positions";
    }

    @Override
    public String unit() {
      return "pp";
    }

    @Override
    public String lacks(Watch watch) {
      return uncounted(watch, SignalTable.DEAD_POSITIONS);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      return dead(arm, run, SignalTable.DEAD_POSITIONS, Shape::size);
    }
  }

  /** Each activated layer's share counts as many times as the layer has units. */
  private static Value dead(
      TrainConfig arm, RunRecord run, String prefix, ToLongFunction<Shape> units) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    long all = 0;
    long dead = 0;
    for (Stage stage : Network.of(arm.network(), 0).stages()) {
      if (stage.activated()) {
        double[] counts =
            Arrays.stream(wide(column(run.probes(), prefix + stage.name())))
                .filter(share -> !Double.isNaN(share))
                .toArray();
        if (counts.length == 0) {
          return Value.none("no count of dead units");
        }
        long of = units.applyAsLong(stage.output());
        all += of;
        dead += Math.round(counts[counts.length - 1] * of);
      }
    }
    return Value.of(100.0 * dead / all, 100.0 / all);
  }

  /** The mean over the looks at steps from..to that have a finite number; or why there is none. */
  private static Value mean(RunRecord run, int from, int to, IntToDoubleFunction number) {
    if (OneRun.diverged(run) && run.steps().length() <= to) {
      return Value.none("diverged");
    }
    int[] looks = looks(run, from, to);
    double[] numbers =
        Arrays.stream(looks).mapToDouble(number).filter(Double::isFinite).toArray();
    return numbers.length > 0
        ? Value.of(Arrays.stream(numbers).average().orElseThrow())
        : Value.none(why(run, from, to, looks));
  }

  /**
   * The rows of looks. Those that an alarm called for between two of the watch are left out: they
   * would weigh the noisy moments of noisy arms more.
   */
  private static int[] looks(RunRecord run, int from, int to) {
    float[] step = column(run.probes(), RunRecord.PROBE_STEP);
    int every = Math.max(1, run.watch().look());
    return IntStream.range(0, step.length)
        .filter(row -> step[row] >= from && step[row] <= to && step[row] % every == 0)
        .toArray();
  }

  /** A gradient of 0 never comes back: the network is dead, not level. */
  private static String why(RunRecord run, int from, int to, int... looks) {
    boolean seen = false;
    for (String layer : SignalTable.layers(run.probes(), SignalTable.GRADIENT_NORM)) {
      float[] norm = column(run.probes(), SignalTable.GRADIENT_NORM + layer);
      for (int row : looks) {
        if (norm[row] == 0) {
          return run.probes().get(RunRecord.PROBE_STEP)[row] == 0 ? "dead at init" : "dead";
        }
        seen |= !Float.isNaN(norm[row]);
      }
    }
    return seen ? "gradients not finite" : "no look" + during(from, to);
  }

  private static float[] column(Series series, String name) {
    if (series.names().contains(name)) {
      return series.get(name);
    }
    float[] none = new float[series.length()];
    Arrays.fill(none, Float.NaN);
    return none;
  }

  private static double[] wide(float... values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static void range(int from, int to) {
    Checks.least("from", from, 0);
    Checks.that(to >= from, "to=%d must be at least from=%d", to, from);
  }

  private static String during(int from, int to) {
    return from == to
        ? Text.format(", step %d", from)
        : Text.format(", mean of steps %d to %d", from, to);
  }

  /** The norms say of a look without a slope whether the network is dead. */
  private static String unseen(Watch watch, int from, int to, String... columns) {
    List<String> needed = new ArrayList<>(List.of(columns));
    needed.add(0, RunRecord.PROBE_STEP);
    needed.add(SignalTable.GRADIENT_NORM);
    if (watch.look() == 0) {
      return "looks inside: watch.look above 0";
    }
    // The first multiple of look that is not before from.
    long first = ((long) from + watch.look() - 1) / watch.look() * watch.look();
    return first > to
        ? Text.format("a look in steps %d to %d: watch.look that divides one of them", from, to)
        : OneRun.unkept(watch, needed.toArray(String[]::new));
  }

  private static String uncounted(Watch watch, String column) {
    return watch.look() == 0
        ? "looks inside, with counts of dead units: watch.look above 0"
        : OneRun.unkept(watch, column);
  }
}
