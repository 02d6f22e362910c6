package deconvlab.report;

import deconvlab.plot.Numbers;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table's cells as readers see them, whatever it is then written as.
 *
 * @param headers one for each column
 * @param cells [row][column]: numbers rounded to four digits, what is missing is empty
 * @param numeric which columns hold numbers only and are aligned to the right
 */
public record TableCells(List<String> headers, List<List<String>> cells, List<Boolean> numeric) {
  /** A zero that was negative before it was rounded: −0.000. */
  private static final Pattern ZERO =
      Pattern.compile("(?<![\\w.^·])[-−](0(?:\\.0+)?)(?![\\w.·]|\\^)");

  /** The cells of a Tablesaw table. It takes a NaN for missing; here it is a result, and shown. */
  public static TableCells of(Table table) {
    List<List<Object>> rows =
        IntStream.range(0, table.rowCount())
            .mapToObj(row -> table.columns().stream().map(c -> value(c, row)).toList())
            .toList();
    return of(table.columnNames(), rows);
  }

  private static Object value(Column<?> column, int row) {
    if (!column.isMissing(row)) {
      return column.get(row);
    }
    boolean isReal = column instanceof DoubleColumn || column instanceof FloatColumn;
    return isReal ? Double.NaN : null;
  }

  /**
   * The cells of rows under headers.
   *
   * @throws IllegalArgumentException if a row has not one cell for each header
   */
  public static TableCells of(List<String> headers, List<? extends List<?>> rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).size() != headers.size()) {
        throw new IllegalArgumentException(
            Text.format(
                "row %d has %d cells for %d headers: give one cell a header",
                row, rows.get(row).size(), headers.size()));
      }
    }
    List<Boolean> numeric =
        IntStream.range(0, headers.size()).mapToObj(column -> isNumeric(rows, column)).toList();
    List<List<String>> cells =
        rows.stream().map(row -> row.stream().map(TableCells::text).toList()).toList();
    return new TableCells(headers.stream().map(TableCells::plain).toList(), cells, numeric);
  }

  /**
   * The same with only the first and the last of more than {@code most} rows, and between them how
   * many are left out.
   */
  public TableCells shortened(int most) {
    int hidden = cells.size() - most;
    if (hidden <= 0) {
      return this;
    }
    String remark = Text.format("… %,d more rows …", hidden);
    List<List<String>> shown = new ArrayList<>(cells.subList(0, most - most / 2));
    shown.add(IntStream.range(0, headers.size()).mapToObj(c -> c == 0 ? remark : "…").toList());
    shown.addAll(cells.subList(cells.size() - most / 2, cells.size()));
    return new TableCells(headers, shown, numeric);
  }

  /** The table as text, a line a row. */
  public String text() {
    return Stream.concat(Stream.of(headers), cells.stream())
        .map(row -> String.join(" | ", row))
        .collect(Collectors.joining("\n"));
  }

  /** The table as HTML, for a page of any style. */
  public String html() {
    return HtmlTables.of(this, List.of(), true).render();
  }

  /** One value as readers see it. */
  static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Numbers.brief(((Number) value).doubleValue());
    }
    return value == null ? "" : ZERO.matcher(plain(value.toString())).replaceAll("$1");
  }

  /** Without what ends a line, moves a terminal or turns the rest of a line around. */
  static String plain(String words) {
    return words.replaceAll("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]", "?");
  }

  /** The same, line by line. */
  static String plainLines(String words) {
    return words.lines().map(TableCells::plain).collect(Collectors.joining("\n"));
  }

  private static boolean isNumeric(List<? extends List<?>> rows, int column) {
    return rows.stream()
        .allMatch(row -> row.get(column) == null || row.get(column) instanceof Number);
  }
}
