package deconvlab.notebook;

import deconvlab.plot.Numbers;
import j2html.utils.EscapeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * A table as HTML that takes its colours from the page, light or dark, and as text.
 *
 * @param headers one for each column
 * @param cells [row][column] as they are shown
 * @param numeric which columns are aligned to the right
 * @param hidden rows left out between the first and the last ones
 */
record HtmlTable(
    List<String> headers, List<List<String>> cells, List<Boolean> numeric, int hidden) {
  static final int ROWS = 20;

  static HtmlTable of(Table table, int mostRows) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row : shown(table.rowCount(), mostRows)) {
      List<Object> cells = new ArrayList<>();
      for (int column = 0; column < table.columnCount(); column++) {
        boolean missing = table.column(column).isMissing(row);
        // Tablesaw stores NaN as "missing"; in a column of doubles it is a result and is shown.
        Object value = table.get(row, column);
        cells.add(missing && !(value instanceof Double) ? null : value);
      }
      rows.add(cells);
    }
    return build(table.columnNames(), rows, table.rowCount() - rows.size());
  }

  static HtmlTable of(List<String> headers, List<? extends List<?>> rows, int mostRows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).size() != headers.size()) {
        throw new IllegalArgumentException(
            "row %d has %d cells for %d headers: give one cell a header"
                .formatted(row, rows.get(row).size(), headers.size()));
      }
    }
    List<List<?>> kept = new ArrayList<>();
    shown(rows.size(), mostRows).forEach(row -> kept.add(rows.get(row)));
    return build(headers, kept, rows.size() - kept.size());
  }

  private static List<Integer> shown(int rows, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("mostRows=%d must be 2 or more".formatted(most));
    }
    int head = rows <= most ? rows : most - most / 2;
    int tail = rows <= most ? 0 : most / 2;
    return IntStream.concat(IntStream.range(0, head), IntStream.range(rows - tail, rows))
        .boxed()
        .toList();
  }

  private static HtmlTable build(
      List<String> headers, List<? extends List<?>> rows, int hidden) {
    List<Boolean> numeric =
        IntStream.range(0, headers.size())
            .mapToObj(c -> rows.stream().allMatch(r -> r.get(c) == null || r.get(c) instanceof Number))
            .toList();
    List<List<String>> cells =
        rows.stream().map(row -> row.stream().map(HtmlTable::cell).toList()).toList();
    return new HtmlTable(List.copyOf(headers), cells, numeric, hidden);
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return Numbers.brief(((Number) value).doubleValue());
    }
    return value.toString();
  }

  String html() {
    StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse\"><thead><tr>");
    for (int column = 0; column < headers.size(); column++) {
      html.append(tag("th", headers.get(column), column, "border-bottom:1px solid currentColor;"));
    }
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < cells.size(); row++) {
      if (hidden > 0 && row == (cells.size() + 1) / 2) {
        html.append("<tr><td colspan=\"%d\" style=\"text-align:center;opacity:.7\">".formatted(headers.size()));
        html.append("… %,d more rows …</td></tr>".formatted(hidden));
      }
      html.append("<tr>");
      for (int column = 0; column < headers.size(); column++) {
        html.append(tag("td", cells.get(row).get(column), column, ""));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private String tag(String name, String text, int column, String style) {
    String align = numeric.get(column) ? "right" : "left";
    return "<%s style=\"%stext-align:%s;padding:3px 12px\">%s</%s>"
        .formatted(name, style, align, escape(text), name);
  }

  String text() {
    StringBuilder text = new StringBuilder(String.join(" | ", headers));
    for (List<String> row : cells) {
      text.append('\n').append(row.stream().collect(Collectors.joining(" | ")));
    }
    return hidden > 0 ? text + "\n(%,d rows left out)".formatted(hidden) : text.toString();
  }

  static String escape(String text) {
    return EscapeUtil.escape(text);
  }
}
