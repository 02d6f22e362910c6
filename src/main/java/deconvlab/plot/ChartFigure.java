package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * A picture with one pair of axes: legend above, remarks below, the plot between.
 *
 * @param <F> the picture itself, so that options can be chained
 */
public abstract class ChartFigure<F extends ChartFigure<F>> extends Figure<F> {
  private String xTitle = "";
  private String yTitle = "";
  private int height = 380;
  private Scale scale = Scale.LINEAR;
  private Span shared;
  private final Guides guides = new Guides();

  ChartFigure() {}

  /** What is drawn; {@code plane} is null where {@code empty} is the sentence to show instead. */
  record Drawing(Plane plane, Legend legend, List<String> notes, String empty) {
    private static final int MOST_NOTES = 6;

    Drawing {
      if (notes.size() > MOST_NOTES) {
        List<String> first = new ArrayList<>(notes.subList(0, MOST_NOTES - 1));
        first.add(Text.format("… and %d more remarks like these.", notes.size() - first.size()));
        notes = first;
      }
    }

    static Drawing nothing(String sentence) {
      return new Drawing(null, new Legend(), List.of(), sentence);
    }
  }

  abstract Drawing drawing();

  /** The horizontal axis: quantity and unit, e.g. "step" or "time (s)". */
  public F x(String quantityAndUnit) {
    xTitle = Objects.requireNonNull(quantityAndUnit, "x");
    return self();
  }

  /** The vertical axis: quantity and unit, e.g. "loss (nats)". */
  public F y(String quantityAndUnit) {
    yTitle = Objects.requireNonNull(quantityAndUnit, "y");
    return self();
  }

  /** A logarithmic vertical axis; zeros and negatives are drawn at the floor and marked. */
  public F logY() {
    scale = Scale.LOG;
    return self();
  }

  /** The height of legend and plot in pixels, 160 to 4000 (default 380). */
  public F height(int pixels) {
    height = Checks.within("height", pixels, 160, 4000);
    return self();
  }

  /** A thin horizontal line to compare with, e.g. the loss of guessing. */
  public F reference(String label, double value) {
    guides.reference(label, value);
    return self();
  }

  /** A thin line to compare with that is no arm's, e.g. a diagonal; within the arms' positions. */
  public F reference(Curves.Line line) {
    guides.reference(line);
    return self();
  }

  final Guides guides() {
    return guides;
  }

  final Scale scale() {
    return scale;
  }

  /** What this vertical axis must have in common with another to be one with it; "" for nothing. */
  final String axisName() {
    return yTitle.isBlank() ? "" : scale + yTitle;
  }

  /** The vertical axis as it is; null where there is nothing to draw. */
  final Span heights() {
    Plane plane = drawing().plane();
    return plane == null ? null : plane.axes().y();
  }

  /** Makes {@code ys} the vertical axis, whatever is drawn. */
  final void heights(Span ys) {
    shared = ys;
  }

  final Plane plane(Span xs, List<Tick> xTicks, Span wanted) {
    Span ys = shared == null ? wanted : shared;
    // About one mark every 28 pixels; labels of two lines never touch.
    int most = Math.max(3, (height - 90) / 28);
    return new Plane(new Axes(xs, ys, xTicks, scale.ticks(ys, most), xTitle, yTitle));
  }

  /** What lines and guides need of the vertical axis. */
  final Span.Gather heights(List<DrawnLine> traces) {
    Span.Gather ys = new Span.Gather();
    traces.forEach(trace -> trace.heights(ys));
    guides.heights(scale, ys);
    return ys;
  }

  /** Lines with bands, marks and remarks; {@code place} says in words where a position is. */
  final Drawing lines(
      Plane plane,
      List<ChartLine> arms,
      List<DrawnLine> traces,
      int marks,
      DoubleFunction<String> place) {
    Legend legend = new Legend();
    List<String> notes = new ArrayList<>();
    guides.paint(plane, legend, scale);
    traces.forEach(trace -> trace.bands(plane));
    traces.forEach(trace -> trace.lines(plane));
    for (int i = 0; i < traces.size(); i++) {
      legend.add(traces.get(i).legend());
      arms.get(i).finish(traces.get(i), marks, place, plane, notes);
    }
    ChartLine.bands(arms).forEach(legend::add);
    return new Drawing(plane, legend, notes, "");
  }

  final String xTitle() {
    return xTitle;
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return height;
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    Drawing drawing = drawing();
    if (drawing.plane() == null) {
      sentence(g, area, drawing.empty());
      return;
    }
    int legend = drawing.legend().layOut(g, area.x + 4, area.y, area.width - 8, false);
    int notes = Legend.notes(g, drawing.notes(), area.x, 0, area.width, false);
    int bottom = area.y + area.height - notes;
    // However many remarks there are, a plot remains.
    int plot = Math.max(130, bottom - area.y - legend);
    drawing.plane().paint(g, new Rectangle(area.x, area.y + legend, area.width, plot));
    drawing.legend().layOut(g, area.x + 4, area.y, area.width - 8, true);
    Legend.notes(g, drawing.notes(), area.x + 4, area.y + legend + plot, area.width - 8, true);
  }
}
