package deconvlab.notebook;

import deconvlab.report.TableCells;
import deconvlab.text.Text;
import j2html.utils.EscapeUtil;
import java.util.List;

/**
 * A table for a cell's output: HTML that takes its colours from the page, light or dark, and text.
 * Styles stand in the elements, since a notebook page strips style sheets.
 *
 * @param mostRows of more rows than this, only the first and the last are shown
 */
record HtmlTable(TableCells table, int mostRows) {
  static final int ROWS = 20;

  HtmlTable {
    if (mostRows < 2) {
      throw new IllegalArgumentException(Text.format("mostRows=%d must be 2 or more", mostRows));
    }
  }

  String html() {
    StringBuilder html =
        new StringBuilder("<table style=\"border-collapse:collapse\"><thead>")
            .append(row("th", table.headers(), "border-bottom:1px solid currentColor;"))
            .append("</thead><tbody>");
    head().forEach(cells -> html.append(row("td", cells, "")));
    if (hidden() > 0) {
      html.append(
          Text.format(
              "<tr><td colspan=\"%d\" style=\"text-align:center;opacity:.7\">… %,d more rows …</td></tr>",
              table.headers().size(), hidden()));
    }
    tail().forEach(cells -> html.append(row("td", cells, "")));
    return html.append("</tbody></table>").toString();
  }

  String text() {
    StringBuilder text = new StringBuilder(String.join(" | ", table.headers()));
    head().forEach(cells -> text.append('\n').append(String.join(" | ", cells)));
    if (hidden() > 0) {
      text.append(Text.format("\n… %,d more rows …", hidden()));
    }
    tail().forEach(cells -> text.append('\n').append(String.join(" | ", cells)));
    return text.toString();
  }

  private int hidden() {
    return Math.max(0, table.cells().size() - mostRows);
  }

  private List<List<String>> head() {
    int rows = table.cells().size();
    return table.cells().subList(0, hidden() == 0 ? rows : mostRows - mostRows / 2);
  }

  private List<List<String>> tail() {
    int rows = table.cells().size();
    return table.cells().subList(hidden() == 0 ? rows : rows - mostRows / 2, rows);
  }

  private String row(String tag, List<String> cells, String style) {
    StringBuilder html = new StringBuilder("<tr>");
    for (int column = 0; column < cells.size(); column++) {
      String align = table.numeric().get(column) ? "right" : "left";
      html.append(
          Text.format(
              "<%s style=\"%stext-align:%s;padding:3px 12px\">%s</%s>",
              tag, style, align, escape(cells.get(column)), tag));
    }
    return html.append("</tr>").toString();
  }

  static String escape(String text) {
    return EscapeUtil.escape(text);
  }
}
