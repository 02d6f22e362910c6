package deconvlab.plot;

import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gradient norms from the input's layer to the output's on a log scale, one line for each arm or
 * moment of training. A level line is healthy, one that falls towards the input vanishes, one that
 * rises towards the input explodes. Norms of exactly 0 lie at the floor, marked.
 */
public final class GradientFlow extends LayerFigure<GradientFlow> {
  private GradientFlow(List<String> layers) {
    super(layers, "gradient norm (log scale)", "gradients");
    logY();
  }

  /** An empty picture over these layers, the input's first. */
  public static GradientFlow over(List<String> layers) {
    return new GradientFlow(layers);
  }

  /** Adds the norms of one arm or moment, one for each layer, in the next free colour. */
  public GradientFlow add(String label, double[] norms) {
    return arm("norms", label, norms);
  }

  /**
   * Adds one arm's runs over seeds: the median of each layer, and a band from least to greatest.
   *
   * @param norms [seed][layer]
   */
  public GradientFlow addRuns(String label, double[][] norms) {
    return runs("norms", label, norms);
  }

  /**
   * Adds three moments of one training: the medians over its first, middle and last tenth (at least
   * one step each).
   *
   * @param norms [step][layer]
   */
  public GradientFlow addMoments(double[][] norms) {
    int tenth = Math.max(1, norms.length / 10);
    if (norms.length < 3) {
      return norms.length == 0 ? this : add("step 1", median(norms, 0, 1));
    }
    int last = norms.length - tenth;
    for (int from : new int[] {0, last / 2, last}) {
      add(span(from, tenth), median(norms, from, tenth));
    }
    return this;
  }

  @Override
  String summary() {
    return arms.stream()
        .map(ChartLine::line)
        .filter(line -> line.y().length > 0)
        .map(
            line ->
                Text.format(
                    "%s: %s in %s (input side), %s in %s (output side).",
                    line.label(),
                    Numbers.digits(line.y()[0], 2),
                    layers.get(0),
                    Numbers.digits(line.y()[layers.size() - 1], 2),
                    layers.get(layers.size() - 1)))
        .collect(Collectors.joining(" "));
  }

  @Override
  Drawing drawing(List<DrawnLine> traces) {
    // A level line is the message; on an axis zoomed to its noise nobody would see it.
    Plane plane = plane(heights(traces).widened(0.08).atLeast(2));
    return lines(plane, arms, traces, 40, axis::name);
  }

  private static String span(int from, int count) {
    return count == 1 ? "step " + (from + 1) : Text.format("steps %d–%d", from + 1, from + count);
  }

  /**
   * The median norm of each layer over {@code count} steps from step {@code from} on; of an even
   * number of steps, the larger middle one.
   *
   * @param norms [step][layer]
   */
  public static double[] median(double[][] norms, int from, int count) {
    return IntStream.range(0, norms[from].length)
        .mapToDouble(
            layer ->
                Arrays.stream(norms, from, from + count)
                    .mapToDouble(step -> step[layer])
                    .sorted()
                    .toArray()[count / 2])
        .toArray();
  }
}
