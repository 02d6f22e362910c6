package deconvlab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * One arm of a chart, still as values, or the theory of one.
 *
 * @param line the line as it is added, or as its runs make it
 * @param runs the runs over seeds that become the line, or null
 * @param slot the arm's colour where its name has none
 */
record ChartLine(Curves.Line line, SeedRuns runs, int slot, boolean isTheory) {
  static ChartLine of(SeedRuns runs, int slot) {
    return new ChartLine(runs.line(null), runs, slot, false);
  }

  static ChartLine of(Curves.Line line, int slot) {
    return new ChartLine(line, null, slot, false);
  }

  static ChartLine theory(Curves.Line line, int slot) {
    return new ChartLine(line, null, slot, true);
  }

  /** The lines made ready, each in its arm's hue. */
  static List<DrawnLine> traces(List<ChartLine> lines, Scale scale, Smoothing smoothing) {
    int[] slots = ArmSlots.of(lines);
    List<DrawnLine> traces = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      int slot = slots[i];
      boolean isTheory = lines.get(i).isTheory;
      int before =
          (int)
              IntStream.range(0, i).filter(k -> lines.get(k).isTheory && slots[k] == slot).count();
      LineStyle look = isTheory ? LineStyle.theory(slot, before) : LineStyle.arm(slot);
      traces.add(lines.get(i).trace(look, scale, isTheory ? null : smoothing));
    }
    return traces;
  }

  /** The arm's name, without what is added to it in the legend. */
  String name() {
    return runs == null ? line.label() : runs.label();
  }

  private DrawnLine trace(LineStyle look, Scale scale, Smoothing smoothing) {
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
      plane.label(
          runs.x()[end],
          top,
          n[at] > 0 ? "n = " + n[at] : "no value after",
          trace.look().color(),
          0.5);
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
