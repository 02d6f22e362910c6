package deconvlab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether one factor's effect turns with another: the levels of one across, a line for each level
 * of the other, mean and 95 % t-interval over seeds. Parallel lines are no interaction.
 */
public final class Interaction extends ChartFigure<Interaction> {
  private final List<String> levels;
  private final List<ChartLine> lines = new ArrayList<>();

  private Interaction(List<String> levels) {
    this.levels = List.copyOf(levels);
  }

  /** An empty picture over the levels of factor {@code x}. */
  public static Interaction over(String x, List<String> levels) {
    return new Interaction(levels).x(x);
  }

  /**
   * Adds the line of one level of the other factor.
   *
   * @param values [seed][level across]; NaN where there is none
   */
  public Interaction add(String label, double[][] values) {
    for (double[] seed : values) {
      Require.sameLength("a seed of '" + label + "'", seed.length, "levels", levels.size());
    }
    double[] places = IntStream.range(0, levels.size()).asDoubleStream().toArray();
    lines.add(ChartLine.of(SeedRuns.of(label, values).at(places), lines.size()));
    return this;
  }

  @Override
  String summary() {
    return lines.stream()
        .map(
            arm ->
                IntStream.range(0, levels.size())
                    .mapToObj(i -> levels.get(i) + " " + Numbers.brief(arm.line().y()[i]))
                    .collect(Collectors.joining(", ", arm.line().label() + ": ", ".")))
        .collect(Collectors.joining(" "));
  }

  @Override
  Drawing drawing() {
    List<DrawnLine> traces = ChartLine.traces(lines, scale(), null);
    if (lines.isEmpty() || levels.isEmpty()) {
      return Drawing.nothing("Nothing to draw yet: no level was added.");
    }
    Plane plane =
        plane(
            new Span(-0.3, levels.size() - 0.7), Tick.named(levels), heights(traces).widened(0.08));
    return lines(plane, lines, traces, levels.size(), at -> levels.get((int) at));
  }
}
