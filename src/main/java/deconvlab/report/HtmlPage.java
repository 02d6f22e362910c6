package deconvlab.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.head;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.ul;

import deconvlab.plot.Figure;
import deconvlab.plot.Pictures;
import deconvlab.record.WholeFiles;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.DetailsTag;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One self-contained page: a file to keep, to mail, to open anywhere. */
final class HtmlPage implements Page {
  private final String title;
  private final List<Section> sections = new ArrayList<>();
  private final List<DomContent> opening = new ArrayList<>();
  private List<DomContent> current = opening;

  private record Section(String heading, List<DomContent> parts) {}

  private HtmlPage(String title) {
    this.title = TableCells.plain(title);
  }

  /** An empty page. */
  static HtmlPage page(String title) {
    return new HtmlPage(title);
  }

  /** What came out, in a sentence or two below the title. */
  @Override
  public HtmlPage lead(String sentences) {
    return add(p(TableCells.plain(sentences)).withClass("lead"));
  }

  /** Starts a section; what is added next belongs to it. */
  @Override
  public HtmlPage section(String heading) {
    current = new ArrayList<>();
    sections.add(new Section(TableCells.plain(heading), current));
    return this;
  }

  @Override
  public HtmlPage heading(String text) {
    return add(h3(TableCells.plain(text)));
  }

  /** A paragraph of plain text. */
  @Override
  public HtmlPage paragraph(String text) {
    return add(p(TableCells.plain(text)));
  }

  @Override
  public HtmlPage list(List<String> sentences) {
    return add(ul(each(sentences, s -> li(TableCells.plain(s)))));
  }

  @Override
  public HtmlPage code(String text) {
    return add(pre(TagCreator.code(TableCells.plainLines(text))));
  }

  /** A picture with its own alternative text. */
  @Override
  public HtmlPage picture(Figure<?> figure, String caption) {
    return picture(figure.draw(), figure.alt(), caption);
  }

  /**
   * A picture drawn at twice its size, shown at half its pixels or the page's width.
   *
   * @param altText what the picture says, for readers who do not see it
   * @param caption below the picture; may be blank
   */
  HtmlPage picture(BufferedImage picture, String altText, String caption) {
    DomContent image =
        img()
            .withSrc(Pictures.dataUri(picture))
            .withAlt(TableCells.plain(altText))
            .withWidth(Integer.toString(picture.getWidth() / Figure.SCALE))
            .withHeight(Integer.toString(picture.getHeight() / Figure.SCALE));
    return add(
        caption.isBlank() ? figure(image) : figure(image, figcaption(TableCells.plain(caption))));
  }

  /** Names and values side by side: settings, machine, data. Keeps the map's order. */
  @Override
  public HtmlPage values(Map<String, ?> values) {
    return add(HtmlTables.values(values));
  }

  @Override
  public HtmlPage table(TableCells cells) {
    return add(HtmlTables.of(cells, List.of(), false));
  }

  @Override
  public HtmlPage index(TableCells cells, List<Integer> numbers) {
    return add(HtmlTables.of(cells, numbers.stream().map(i -> "#s" + i).toList(), false));
  }

  @Override
  public HtmlPage part(String summary, boolean folded, Consumer<Page> inside) {
    if (folded) {
      return fold(summary, false, inside);
    }
    inside.accept(this);
    return this;
  }

  /** Parts that the reader unfolds, or finds unfolded: the raw data. */
  @Override
  public HtmlPage fold(String summary, boolean open, Consumer<Page> inside) {
    List<DomContent> around = current;
    current = new ArrayList<>();
    inside.accept(this);
    DetailsTag details =
        TagCreator.details(summary(TableCells.plain(summary)), each(current, part -> part));
    current = around;
    return add(open ? details.isOpen() : details);
  }

  /** The page as text. */
  String html() {
    return document(
        TagCreator.html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    TagCreator.title(title),
                    style(rawHtml(Css.TEXT))),
                body(main(h1(title), each(opening, part -> part), contents(), numbered())))
            .withLang("en"));
  }

  /**
   * Writes the page; a reader sees the old file or the new one, never half of one.
   *
   * @return {@code file}
   */
  Path write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFiles.write(file, html().getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private HtmlPage add(DomContent part) {
    current.add(part);
    return this;
  }

  /** Links to the sections, from three on. */
  private DomContent contents() {
    if (sections.size() < 3) {
      return rawHtml("");
    }
    return nav(each(sectionNumbers(), i -> a(sections.get(i).heading()).withHref("#s" + (i + 1))))
        .attr("aria-label", "Sections");
  }

  private DomContent numbered() {
    return each(
        sectionNumbers(),
        i ->
            TagCreator.section(h2(sections.get(i).heading()), each(sections.get(i).parts(), x -> x))
                .withId("s" + (i + 1)));
  }

  private List<Integer> sectionNumbers() {
    return IntStream.range(0, sections.size()).boxed().toList();
  }
}
