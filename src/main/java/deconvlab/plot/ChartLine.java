package deconvlab.plot;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One arm of a chart, still as values.
 *
 * @param line the line as it is added, or as its runs make it
 * @param runs the runs over seeds that become the line, or null
 * @param slot the arm's colour
 */
record ChartLine(Curves.Line line, SeedRuns runs, int slot) {
  static ChartLine of(SeedRuns runs, int slot) {
    return new ChartLine(runs.line(null), runs, slot);
  }

  DrawnLine trace(Scale scale, Smoothing smoothing) {
    LineStyle look = LineStyle.arm(slot);
    return runs == null
        ? DrawnLine.of(line, look, scale, smoothing)
        : DrawnLine.of(runs, look, scale, smoothing);
  }

  /**
   * Marks, legend and remarks of {@code trace}; {@code place} says in words where a position is.
   */
  void finish(
      DrawnLine trace, int marks, DoubleFunction<String> place, Plane plane, List<String> notes) {
    new LineMarks(trace).paint(plane, marks);
    notes.addAll(new LineMarks(trace).notes(place));
    if (runs == null) {
      return;
    }
    int[] n = runs.counts();
    for (int at : runs.changes()) {
      int end = n[at] > 0 ? at : at - 1;
      double top = Double.isNaN(trace.high()[end]) ? trace.main()[end] : trace.high()[end];
      String label = n[at] > 0 ? "n = " + n[at] : "no value after";
      plane.label(runs.x()[end], top, label, trace.look().color(), 0.5);
    }
    notes.addAll(runs.notes(place));
  }

  /** What the bands of these arms are, once each. */
  static List<Legend.Entry> bands(List<ChartLine> arms) {
    return arms.stream()
        .filter(arm -> arm.runs() != null)
        .map(arm -> arm.runs().interval().describe())
        .distinct()
        .map(text -> new Legend.Entry(text, Theme.faint(Theme.SOFT_INK, 60), null, null))
        .toList();
  }
}
