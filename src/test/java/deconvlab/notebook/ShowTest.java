package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.Curves;
import deconvlab.report.TableCells;
import java.awt.image.BufferedImage;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ShowTest {
  @Test
  void plainJavaHasNoKernelAndPrintsTheAlternativeText() {
    assertThat(Kernel.running()).isEmpty();
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    assertThat(Printed.by(() -> Show.picture(image, "four pixels")))
        .isEqualToIgnoringNewLines("four pixels");
    assertThat(Printed.by(() -> Show.picture(Curves.create().title("Nothing yet"))))
        .isEqualToIgnoringNewLines("Nothing yet.");
  }

  @Test
  void picturesHaveTheirTextAndHalfTheirPixels() {
    BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
    Output.Content content = Show.pictureContent(image, "a \"quoted\" <text>", true);
    assertThat(content.data()).containsKeys("image/png", "text/html", "text/plain");
    assertThat(content.data().get("text/html"))
        .asString()
        .startsWith(
            "<img alt=\"a &quot;quoted&quot; &lt;text&gt;\" width=\"20\" src=\"data:image/png;base64,");
    assertThat(content.metadata().get("image/png"))
        .isEqualTo(Map.of("width", 20, "height", 10, "alt", "a \"quoted\" <text>"));
    assertThat(Show.pictureContent(image, "live", false).data()).doesNotContainKey("text/html");
  }

  @Test
  void tablesAreEscapedRoundedAndCut() {
    Table table =
        Table.create(
            IntColumn.create("step", IntStream.range(0, 30).toArray()),
            DoubleColumn.create("loss", IntStream.range(0, 30).mapToDouble(i -> i / 3.0).toArray()),
            StringColumn.create("a<b", Collections.nCopies(30, "x & <i>")));
    TableCells html = TableCells.of(table).shortened(5);
    assertThat(html.html()).contains("a&lt;b").contains("x &amp; &lt;i&gt;").doesNotContain("<i>");
    assertThat(html.text().lines())
        .containsExactly(
            "step | loss | a<b",
            "0 | 0 | x & <i>",
            "1 | 0.3333 | x & <i>",
            "2 | 0.6667 | x & <i>",
            "… 25 more rows … | … | …",
            "28 | 9.333 | x & <i>",
            "29 | 9.667 | x & <i>");
    assertThat(TableCells.of(table).shortened(30).text()).doesNotContain("more rows");
  }

  @Test
  void missingNumbersShowAsWhatTheyAre() {
    Table table =
        Table.create(
            DoubleColumn.create("loss", Double.NaN, 1), StringColumn.create("note", "", "ok"));
    assertThat(TableCells.of(table).cells())
        .containsExactly(List.of("NaN", ""), List.of("1", "ok"));
    assertThat(Printed.by(() -> Show.table(List.of("a"), List.of(Arrays.asList((Object) null)))))
        .isEqualToIgnoringNewLines("a\n");
    assertThat(Printed.by(() -> Show.table(List.of("a"), List.of(List.of("\u001b[31mred\n")))))
        .isEqualToIgnoringNewLines("a\n?[31mred?\n");
    assertThatThrownBy(() -> Show.table(List.of("a", "b"), List.of(List.of(1))))
        .hasMessageContaining("row 0 has 1 cells for 2 headers");
  }

  /** What was rounded to nothing has no sign; what was not keeps it. */
  @Test
  void zerosHaveNoSign() {
    List<String> cells =
        List.of("-0.000", "−0.0 ± 0.1", "-0", "-0.05", "10^-0", "-0.0·10⁻³", "2-0");
    assertThat(
            cells.stream().map(cell -> TableCells.of(List.of("a"), List.of(List.of(cell))).text()))
        .containsExactly(
            "a\n0.000", "a\n0.0 ± 0.1", "a\n0", "a\n-0.05", "a\n10^-0", "a\n-0.0·10⁻³", "a\n2-0");
  }

  /** A cell whose last line returned something would print it. */
  @Test
  void everyDisplayMethodIsVoid() {
    Stream.of(Show.class, Check.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getReturnType)
        .forEach(type -> assertThat(type).isEqualTo(void.class));
  }
}
