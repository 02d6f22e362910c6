package deconvlab.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import deconvlab.plot.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Tables of a report, numbers rounded to four digits and aligned to the right. */
final class HtmlTables {
  private HtmlTables() {}

  static DomContent of(Table table) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      List<Object> cells = new ArrayList<>();
      table.columns().forEach(column -> cells.add(column.get(at)));
      rows.add(cells);
    }
    return of(table.columnNames(), rows);
  }

  static DomContent of(List<String> headers, List<? extends List<?>> rows) {
    boolean[] numeric = new boolean[headers.size()];
    for (int column = 0; column < numeric.length; column++) {
      int at = column;
      numeric[column] =
          rows.stream().allMatch(row -> row.get(at) == null || row.get(at) instanceof Number);
    }
    List<DomContent> head =
        IntStream.range(0, headers.size())
            .<DomContent>mapToObj(
                c -> th(headers.get(c)).withCondClass(numeric[c], "n").attr("scope", "col"))
            .toList();
    return scrolling(
        table(
            thead(tr(each(head, cell -> cell))),
            tbody(each(rows, row -> row(row, headers.size(), numeric)))));
  }

  static DomContent values(Map<String, ?> values) {
    return scrolling(
        table(
            tbody(
                each(
                    values.entrySet(),
                    entry ->
                        tr(
                            th(entry.getKey()).attr("scope", "row"),
                            td(text(entry.getValue())))))));
  }

  private static DomContent row(List<?> cells, int expected, boolean[] numeric) {
    if (cells.size() != expected) {
      throw new IllegalArgumentException(
          "a row has %d cells for %d headers: give one cell a header"
              .formatted(cells.size(), expected));
    }
    List<DomContent> out = new ArrayList<>();
    for (int column = 0; column < expected; column++) {
      out.add(td(text(cells.get(column))).withCondClass(numeric[column], "n"));
    }
    return tr(each(out, cell -> cell));
  }

  private static DomContent scrolling(DomContent table) {
    return div(table).withClass("scroll");
  }

  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Numbers.brief(((Number) value).doubleValue());
    }
    return value == null ? "" : value.toString();
  }
}
