package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A small matrix with its numbers in the cells, coloured around 0 (blue below, orange above), for
 * inputs, kernels and operators. Zeros are left pale, so a sparse operator shows its structure; on
 * matrices too wide for numbers only the colours remain.
 */
public final class MatrixPicture extends Figure<MatrixPicture> {
  private static final int LABEL = 20;
  private static final Color NOT_FINITE = new Color(0xf2c4cc);

  private final double[][] cells;
  private List<String> rowNames = List.of();
  private List<String> columnNames = List.of();
  private boolean[][] framed = {};
  private double limit = Double.NaN;
  private int cell;
  private boolean fixedWidth;

  private MatrixPicture(double[][] cells) {
    this.cells = Arrays.stream(cells).map(double[]::clone).toArray(double[][]::new);
    Require.rowsAlike(cells);
  }

  /** A picture of {@code cells} [row][column]. */
  public static MatrixPicture of(double[][] cells) {
    return new MatrixPicture(cells);
  }

  /** Names beside the rows, one each. */
  public MatrixPicture rows(List<String> names) {
    Require.sameLength("row names", names.size(), "rows", cells.length);
    rowNames = List.copyOf(names);
    return this;
  }

  /** Names above the columns, one each. */
  public MatrixPicture columns(List<String> names) {
    Require.sameLength("column names", names.size(), "columns", columnCount());
    columnNames = List.copyOf(names);
    return this;
  }

  /** Puts a frame around the cells that are true: where a kernel lies, which output is meant. */
  public MatrixPicture frame(boolean[][] which) {
    Require.sameLength("frame", which.length, "rows", cells.length);
    for (boolean[] row : which) {
      Require.sameLength("frame row", row.length, "columns", columnCount());
    }
    framed = which;
    return this;
  }

  /** The absolute value that gets the full colour, so that several matrices share one scale. */
  public MatrixPicture limit(double greatest) {
    if (!(greatest > 0 && greatest <= Scale.LIMIT)) {
      throw new IllegalArgumentException(
          Text.format("limit=%s must be a positive finite number", greatest));
    }
    limit = greatest;
    return this;
  }

  /** Whether it still takes its colours' scale from its own numbers. */
  boolean isOnItsOwnScale() {
    return Double.isNaN(limit);
  }

  /** Rows and columns, in words. */
  String size() {
    return Text.format("%d rows by %d columns", cells.length, columnCount());
  }

  /** The side of a cell on the page in pixels, 2 to 120; by default what fits, at most 46. */
  public MatrixPicture cell(int pixels) {
    cell = Checks.within("cell", pixels, 2, 120);
    return this;
  }

  @Override
  public MatrixPicture width(int pixels) {
    fixedWidth = true;
    return super.width(pixels);
  }

  @Override
  boolean isFlexible() {
    return cell == 0;
  }

  @Override
  String summary() {
    String size = "Matrix of " + size();
    if (cells.length * columnCount() > 36) {
      return size + ".";
    }
    List<String> rows =
        Arrays.stream(cells)
            .map(row -> String.join(" ", Arrays.stream(row).mapToObj(Numbers::brief).toList()))
            .toList();
    return size + ": " + String.join("; ", rows) + ".";
  }

  @Override
  int pageWidth(Graphics2D g) {
    int content = namesWidth(g) + columnCount() * side(g) + 2 * MARGIN + 2;
    return fixedWidth ? super.pageWidth(g) : Math.max(220, content);
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return Math.max(40, (columnNames.isEmpty() ? 0 : LABEL) + cells.length * side(g) + 2);
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (cells.length == 0 || columnCount() == 0) {
      sentence(g, area, "Nothing to draw: the matrix is empty.");
      return;
    }
    int side = side(g);
    int left = area.x + namesWidth(g);
    int top = area.y + (columnNames.isEmpty() ? 0 : LABEL);
    names(g, area, left, top, side);
    double most = Double.isNaN(limit) ? greatest() : limit;
    int widest = widestNumber();
    for (int row = 0; row < cells.length; row++) {
      for (int column = 0; column < columnCount(); column++) {
        Rectangle box = new Rectangle(left + column * side, top + row * side, side, side);
        cell(g, box, cells[row][column], most, widest);
      }
    }
    frames(g, left, top, side);
  }

  private void cell(Graphics2D g, Rectangle box, double value, double most, int widest) {
    Color ground =
        Double.isFinite(value) ? ColorScale.DIVERGING.at(0.5 + value / most / 2) : NOT_FINITE;
    g.setColor(ground);
    g.fillRect(box.x, box.y, box.width, box.height);
    g.setColor(Theme.GRID);
    if (box.width > 5) {
      g.drawRect(box.x, box.y, box.width, box.height);
    }
    // One size for all cells: as large as the longest number allows.
    float size = Math.min(14f, (box.width - 4) / (0.6f * widest));
    if (size >= 7.5f) {
      String text = number(value);
      Font font = Fonts.plain(size, text);
      Color ink = value == 0 ? Theme.AXIS : ColorScale.inkOn(ground);
      int x = box.x + (box.width - g.getFontMetrics(font).stringWidth(text)) / 2;
      Fonts.draw(g, font, ink, text, x, box.y + box.height / 2f + size * 0.36f);
    }
  }

  private void names(Graphics2D g, Rectangle area, int left, int top, int side) {
    for (int row = 0; row < rowNames.size() && side >= 11; row++) {
      int y = top + row * side + side / 2 + 4;
      name(g, rowNames.get(row), wide -> left - 6 - wide, y, Integer.MAX_VALUE);
    }
    for (int column = 0; column < columnNames.size(); column++) {
      int x = left + column * side;
      name(g, columnNames.get(column), wide -> x + (side - wide) / 2, area.y + 14, side);
    }
  }

  private static void name(Graphics2D g, String name, IntUnaryOperator x, int y, int room) {
    Font font = Fonts.plain(Theme.SMALL_SIZE, name);
    int wide = g.getFontMetrics(font).stringWidth(name);
    if (wide <= room) {
      Fonts.draw(g, font, Theme.SOFT_INK, name, x.applyAsInt(wide), y);
    }
  }

  private void frames(Graphics2D g, int left, int top, int side) {
    g.setColor(Theme.INK);
    g.setStroke(Theme.stroke(0, 2f));
    for (int row = 0; row < framed.length; row++) {
      for (int column = 0; column < framed[row].length; column++) {
        if (framed[row][column]) {
          g.drawRect(left + column * side + 1, top + row * side + 1, side - 2, side - 2);
        }
      }
    }
  }

  private int side(Graphics2D g) {
    if (cell > 0) {
      return cell;
    }
    int room = super.pageWidth(g) - 2 * MARGIN - namesWidth(g);
    return Math.max(2, Math.min(46, room / Math.max(1, columnCount())));
  }

  private int namesWidth(Graphics2D g) {
    Font font = Fonts.plain(Theme.SMALL_SIZE, String.join("", rowNames));
    int widest = Fonts.widest(g, rowNames.stream(), name -> font);
    return widest == 0 ? 0 : widest + 10;
  }

  /** The greatest finite absolute value, 1 where there is none. */
  double greatest() {
    double most = values().map(Math::abs).filter(value -> value <= Scale.LIMIT).max().orElse(0);
    return most == 0 ? 1 : most;
  }

  private int widestNumber() {
    return values().mapToObj(MatrixPicture::number).mapToInt(String::length).max().orElse(1);
  }

  private DoubleStream values() {
    return Arrays.stream(cells).flatMapToDouble(Arrays::stream);
  }

  private static String number(double value) {
    return Numbers.digits(value, 3);
  }

  private int columnCount() {
    return cells.length == 0 ? 0 : cells[0].length;
  }
}
