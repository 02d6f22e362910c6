package deconvlab.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tables of a report or a notebook; wide ones scroll in their own box. */
final class HtmlTables {
  private HtmlTables() {}

  /**
   * The table; with {@code links}, one a row, the first column leads there.
   *
   * @param alone whether it stands in a page of another style, where a notebook strips style sheets
   *     and classes; our own page is the smaller for having none of it in every cell
   */
  static DomContent of(TableCells cells, List<String> links, boolean alone) {
    List<Integer> columns = IntStream.range(0, cells.headers().size()).boxed().toList();
    DomContent head =
        tr(
            each(
                columns,
                c ->
                    aligned(th(cells.headers().get(c)), cells.numeric().get(c), alone)
                        .attr("scope", "col")));
    DomContent rows =
        each(
            IntStream.range(0, cells.cells().size()).boxed().toList(),
            row ->
                tr(
                    each(
                        columns,
                        c ->
                            aligned(
                                td(cell(cells, links, row, c)), cells.numeric().get(c), alone))));
    return scrolling(table(thead(head), tbody(rows)));
  }

  private static <T extends ContainerTag<T>> T aligned(T cell, boolean number, boolean alone) {
    if (alone) {
      return cell.withStyle(number ? "text-align:right;white-space:nowrap" : "text-align:left");
    }
    return number ? cell.withClass("n") : cell;
  }

  private static DomContent cell(TableCells cells, List<String> links, int row, int column) {
    String words = cells.cells().get(row).get(column);
    return links.isEmpty() || column > 0 ? text(words) : a(words).withHref(links.get(row));
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
                            td(TableCells.text(entry.getValue())))))));
  }

  private static DomContent scrolling(DomContent table) {
    return div(table).withClass("scroll");
  }
}
