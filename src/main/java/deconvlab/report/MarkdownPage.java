package deconvlab.report;

import deconvlab.plot.Figure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The page as Markdown, to be read in a terminal or beside the code: pictures as what they say in
 * words; what the HTML page folds away is left to it.
 */
final class MarkdownPage implements Page {
  private final StringBuilder text = new StringBuilder();

  MarkdownPage(String title) {
    add("# " + plain(title));
  }

  /** The page as text. */
  String text() {
    return text.toString();
  }

  @Override
  public MarkdownPage lead(String sentences) {
    return paragraph(sentences);
  }

  @Override
  public MarkdownPage section(String heading) {
    return add("## " + plain(heading));
  }

  @Override
  public MarkdownPage heading(String heading) {
    return add("### " + plain(heading));
  }

  @Override
  public MarkdownPage paragraph(String sentences) {
    return add(plain(sentences));
  }

  @Override
  public MarkdownPage list(List<String> sentences) {
    return add(sentences.stream().map(s -> "- " + plain(s)).collect(Collectors.joining("\n")));
  }

  @Override
  public MarkdownPage code(String code) {
    String fence = "```";
    while (code.contains(fence)) {
      fence += "`";
    }
    return add(fence + "\n" + TableCells.plainLines(code) + "\n" + fence);
  }

  @Override
  public MarkdownPage values(Map<String, ?> values) {
    List<List<Object>> rows =
        values.entrySet().stream().map(e -> List.<Object>of(e.getKey(), e.getValue())).toList();
    return table(TableCells.of(List.of("", ""), rows));
  }

  @Override
  public MarkdownPage table(TableCells cells) {
    String rule =
        cells.numeric().stream().map(n -> n ? " ---: |" : " --- |").collect(Collectors.joining());
    return add(
        row(cells.headers())
            + "\n|"
            + rule
            + cells.cells().stream().map(row -> "\n" + row(row)).collect(Collectors.joining()));
  }

  private static String row(List<String> cells) {
    return cells.stream().map(c -> " " + plain(c) + " |").collect(Collectors.joining("", "|", ""));
  }

  @Override
  public MarkdownPage index(TableCells cells, List<Integer> sections) {
    return table(cells);
  }

  @Override
  public MarkdownPage picture(Figure<?> figure, String caption) {
    return paragraph("Picture: " + figure.alt());
  }

  @Override
  public MarkdownPage part(String summary, boolean folded, Consumer<Page> inside) {
    inside.accept(this);
    return this;
  }

  @Override
  public MarkdownPage fold(String summary, boolean open, Consumer<Page> inside) {
    return this;
  }

  private MarkdownPage add(String block) {
    text.append(text.length() == 0 ? "" : "\n").append(block).append('\n');
    return this;
  }

  /** On one line, with nothing in it that Markdown or HTML would take for markup. */
  private static String plain(String words) {
    return TableCells.plain(words).replaceAll("([\\\\`*_\\[\\]<>|#~&])", "\\\\$1").strip();
  }
}
