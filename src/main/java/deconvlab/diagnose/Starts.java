package deconvlab.diagnose;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One network as it starts, looked at with several seeds: rows are seeds, columns are layers. */
public record Starts(List<Signals> looks) {
  public Starts {
    looks = List.copyOf(looks);
  }

  /** The names of the trunk's layers. */
  public List<String> layers() {
    return looks.get(0).trunkNames();
  }

  /** {@link Signals#gains()} of each seed; the columns are {@link #layers()} but the first. */
  public double[][] gains() {
    return rows(Signals::gains);
  }

  /** {@link Signals#slope()} of each seed. */
  public double[] slopes() {
    return looks.stream().mapToDouble(Signals::slope).toArray();
  }

  /** One quantity of the trunk's layers, for instance {@code LayerSignal::gradientNorm}. */
  public double[][] each(ToDoubleFunction<LayerSignal> quantity) {
    return rows(look -> look.trunkEach(quantity));
  }

  private double[][] rows(Function<Signals, double[]> row) {
    return looks.stream().map(row).toArray(double[][]::new);
  }
}
