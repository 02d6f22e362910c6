package deconvlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.Curves;
import deconvlab.plot.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlPageTest {
  @TempDir Path folder;

  @Test
  void everythingFromOutsideIsEscaped() {
    String evil = "<script>alert('\"')</script> & co";
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    Table table = Table.create(evil, StringColumn.create(evil, evil));
    String html =
        HtmlPage.page(evil)
            .lead(evil)
            .section(evil)
            .paragraph(evil)
            .picture(image, evil, evil)
            .values(Map.of(evil, evil))
            .table(TableCells.of(table))
            .list(List.of(evil))
            .code(evil)
            .fold(evil, true, in -> in.heading(evil).table(TableCells.of(table)))
            .html();
    assertThat(html).doesNotContain("<script").doesNotContain("alert('\"')");
    assertThat(html).contains("&lt;script&gt;").contains("&amp; co");
  }

  @Test
  void needsNoNetworkAndNoScript() {
    String html =
        HtmlPage.page("T").section("S").picture(Curves.create().title("C"), "caption").html();
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("src=\"data:image/png;base64,")
        .contains("alt=\"C.\"")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("<script")
        .doesNotContain("<link");
  }

  /** Seen in Chromium's PDF: a box that scrolls is cut off and never split between pages. */
  @Test
  void onPaperNothingScrollsAndNoGroundIsDark() {
    String html = HtmlPage.page("t").html();
    String print = html.substring(html.indexOf("@media print"));
    assertThat(print)
        .contains(".scroll, pre { overflow: visible; }", "tr { break-inside: avoid; }")
        .doesNotContain("table { break-inside");
    assertThat(html).contains("@media screen and (prefers-color-scheme: dark)");
  }

  @Test
  void picturesAreHalfTheirPixelsWide() {
    BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
    assertThat(HtmlPage.page("T").picture(image, "alt", "").html())
        .contains("width=\"20\"")
        .contains("height=\"10\"")
        .contains(Pictures.dataUri(image))
        .doesNotContain("<figcaption");
  }

  @Test
  void partsStandInTheirSectionsInOrder() {
    String html =
        HtmlPage.page("T").lead("0").section("A").paragraph("1").section("B").paragraph("2").html();
    assertThat(html)
        .containsSubsequence("<p class=\"lead\">0", "<h2>A", "<p>1", "<h2>B", "<p>2")
        .doesNotContain("<nav");
    assertThat(HtmlPage.page("T").section("A").section("B").section("C").html())
        .contains("<a href=\"#s3\">C</a>")
        .contains("<section id=\"s3\">");
  }

  @Test
  void numbersAreRoundedAndAligned() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("learning rate", 1e-3);
    settings.put("seed", 0L);
    settings.put("loss", 0.123456);
    settings.put("nothing", null);
    assertThat(HtmlPage.page("T").values(settings).html())
        .containsSubsequence("<td>0.001</td>", "<td>0</td>", "<td>0.1235</td>", "<td></td>");
    Table table = Table.create(DoubleColumn.create("loss", 2, Double.NaN));
    assertThat(HtmlPage.page("T").table(TableCells.of(table)).html())
        .contains("<td class=\"n\">2</td>")
        .contains("<td class=\"n\">NaN</td>");
    assertThatThrownBy(() -> TableCells.of(List.of("a"), List.of(List.of(1, 2))))
        .hasMessageContaining("row 0 has 2 cells for 1 headers");
  }

  @Test
  void writingReplacesThePageAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("new").resolve("report.html");
    HtmlPage.page("first").write(file);
    assertThat(HtmlPage.page("zweite · 第二").write(file)).isEqualTo(file);
    assertThat(Files.readString(file)).contains("zweite · 第二").doesNotContain("first");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }
}
