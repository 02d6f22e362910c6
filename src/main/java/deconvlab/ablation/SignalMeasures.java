package deconvlab.ablation;

import deconvlab.diagnose.SignalTable;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import deconvlab.model.Stage;
import deconvlab.record.Defaulted;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Measures of what looks inside a run saw: the gradients layer by layer. */
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
      Looks.range(from, to);
    }

    @Override
    public String title() {
      return (abs ? "|gradient slope|" : "gradient slope") + Looks.during(from, to);
    }

    @Override
    public String unit() {
      return "decades a layer";
    }

    @Override
    public String lacks(Watch watch) {
      return Looks.lacks(watch, from, to, SignalTable.SLOPE);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      double[] slope = Looks.column(run.probes(), SignalTable.SLOPE);
      return Looks.mean(run, from, to, row -> abs ? Math.abs(slope[row]) : slope[row]);
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
      Looks.range(from, to);
    }

    @Override
    public String title() {
      String which = layers.isEmpty() ? "" : " of " + String.join(", ", layers);
      return (abs ? "mean |gain|" : "mean gain") + which + Looks.during(from, to);
    }

    @Override
    public String unit() {
      return "decades a layer";
    }

    @Override
    public String lacks(Watch watch) {
      return Looks.lacks(watch, from, to);
    }

    /** Refuses a layer that the arm's network does not have. */
    @Override
    public void check(TrainConfig arm) {
      places(arm.network());
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      List<String> chain = chain(arm.network());
      double[][] norms =
          chain.stream()
              .map(l -> Looks.column(run.probes(), SignalTable.GRADIENT_NORM + l))
              .toArray(double[][]::new);
      int[] places = places(arm.network());
      return Looks.mean(
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
}
