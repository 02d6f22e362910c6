package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Rows of numbers as colours, e.g. layers by steps. Wide maps average neighbouring columns; a value
 * that is not finite is never averaged away but shown in its own colour.
 */
public final class HeatMap extends Figure<HeatMap> {
  private static final int AXIS = 40;
  private static final int LEAST_COLUMN = 60;

  private final List<String> rows;
  private final double[][] cells;
  private String xTitle = "";
  private String valueTitle = "";
  private List<String> columnNames = List.of();
  private boolean numbers;

  private HeatMap(List<String> rows, double[][] cells) {
    this.rows = List.copyOf(rows);
    this.cells = cells;
    Require.sameLength("cells", cells.length, "rows", rows.size());
    Require.rowsAlike(cells);
  }

  /** A map of {@code cells} [row][column], the first row on top. */
  public static HeatMap of(List<String> rows, double[][] cells) {
    return new HeatMap(rows, cells);
  }

  /** The horizontal axis: quantity and unit. */
  public HeatMap x(String quantityAndUnit) {
    xTitle = Objects.requireNonNull(quantityAndUnit, "x");
    return this;
  }

  /** What each column is, in natural words or numbers ("0.0215"): every column has its mark. */
  public HeatMap columns(List<String> names) {
    Require.sameLength("column names", names.size(), "columns", columnCount());
    columnNames = List.copyOf(names);
    return this;
  }

  /** Writes each cell's number into it, where the cells are large enough. */
  public HeatMap numbers() {
    numbers = true;
    return this;
  }

  /** What the colours mean: quantity and unit. */
  public HeatMap value(String quantityAndUnit) {
    valueTitle = Objects.requireNonNull(quantityAndUnit, "value");
    return this;
  }

  @Override
  String summary() {
    Span.Gather seen = new Span.Gather();
    Arrays.stream(cells).forEach(seen::addAll);
    String range =
        seen.isEmpty()
            ? "no finite value"
            : Text.format(
                "values from %s to %s", Numbers.brief(seen.low()), Numbers.brief(seen.high()));
    int columns = columnCount();
    return Text.format("Heat map of %d rows by %d columns, %s.", rows.size(), columns, range);
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return AXIS + Math.min(640, Math.max(190, rows.size() * 26));
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (cells.length == 0 || cells[0].length == 0) {
      sentence(
          g,
          area,
          "Nothing to draw yet: the map has no " + (cells.length == 0 ? "row." : "column."));
      return;
    }
    Font font = Fonts.plain(Theme.SMALL_SIZE, String.join("", rows));
    int left = Math.min(area.width / 3, Fonts.widest(g, rows.stream(), row -> font) + 10);
    Rectangle plot =
        new Rectangle(area.x + left, area.y, area.width - left - HeatCells.BAR, area.height - AXIS);
    HeatCells colors = HeatCells.of(cells, plot.width * SCALE);
    colors.paint(g, plot);
    if (numbers) {
      colors.numbers(g, plot, cells);
    }
    rowLabels(g, font, plot, left - 10);
    columnTicks(g, plot);
    colors.bar(g, plot, valueTitle);
  }

  private void rowLabels(Graphics2D g, Font font, Rectangle plot, int room) {
    double height = (double) plot.height / rows.size();
    int every = (int) Math.ceil(15 / height);
    for (int row = 0; row < rows.size(); row += every) {
      String text = Fonts.fit(g, font, rows.get(row), room);
      int x = plot.x - 8 - g.getFontMetrics(font).stringWidth(text);
      Fonts.draw(g, font, Theme.SOFT_INK, text, x, plot.y + (row + 0.5) * height + 4);
    }
  }

  private void columnTicks(Graphics2D g, Rectangle plot) {
    for (Tick tick : columnTicks(plot.width)) {
      int x = (int) (plot.x + (tick.at() + 0.5) * plot.width / columnCount());
      g.setColor(Theme.AXIS);
      g.drawLine(x, plot.y + plot.height, x, plot.y + plot.height + 4);
      Axes.label(g, tick.label(), x, plot.y + plot.height + 17, 0.5);
    }
    Axes.title(g, xTitle, plot.x + plot.width / 2, plot.y + plot.height + 35, plot.width);
  }

  /** Marks by column, from 0: every column's where there is room, else round numbers. */
  List<Tick> columnTicks(int width) {
    int columns = columnCount();
    int most = Math.max(1, width / LEAST_COLUMN);
    if (columnNames.isEmpty() && columns > most) {
      return Tick.linear(new Span(1, columns), ticksAcross(), 1).stream()
          .map(tick -> new Tick(tick.at() - 1, tick.label()))
          .toList();
    }
    return Arrays.stream(LayerAxis.some(columns, most))
        .mapToObj(i -> new Tick(i, columnNames.isEmpty() ? "" + (i + 1) : columnNames.get(i)))
        .toList();
  }

  private int columnCount() {
    return cells.length == 0 ? 0 : cells[0].length;
  }
}
