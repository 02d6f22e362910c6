package deconvlab.notebook;

import deconvlab.model.NetworkConfig;
import deconvlab.notebook.Output.Content;
import deconvlab.plot.Figure;
import deconvlab.plot.Pictures;
import deconvlab.plot.VegaFigure;
import deconvlab.report.TableCells;
import deconvlab.text.Text;
import j2html.utils.EscapeUtil;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * Shows things in the notebook's cell; in plain Java prints a line instead.
 *
 * <p>A picture goes out twice: as {@code text/html}, an {@code img} element with its alternative
 * text, since JupyterLab drops the text of plain pictures, and as {@code image/png} for every other
 * reader (web export, checks).
 */
public final class Show {
  private static final int ROWS = 20;

  private Show() {}

  /** Shows a picture drawn at twice its size, at its size on the page, with its own text. */
  public static void picture(Figure<?> figure) {
    picture(figure.draw(), figure.alt());
  }

  /**
   * Shows a picture drawn at twice its size at half its pixels.
   *
   * @param altText what the picture says, for readers who do not see it
   */
  public static void picture(BufferedImage picture, String altText) {
    new Output().show(pictureContent(picture, altText, true), true);
  }

  /** Shows a network as a drawing: its layers, their shapes, and the way of the gradients. */
  public static void network(NetworkConfig config) {
    picture(NetworkPicture.of(config));
  }

  /**
   * Shows a figure with sliders, which JupyterLab and VS Code draw by themselves; every other
   * reader (GitHub, web export, print) gets its picture. It goes without {@code text/html}:
   * JupyterLab prefers that to Vega-Lite.
   */
  public static void interactive(VegaFigure figure) {
    new Output().show(interactiveContent(figure), true);
  }

  static Content interactiveContent(VegaFigure figure) {
    return pictureContent(Pictures.packed(figure.still().draw()), figure.alt(), false)
        .with(VegaFigure.MIME, figure.spec())
        .withMetadata(VegaFigure.MIME, VegaFigure.METADATA);
  }

  /** Shows a table; of more than 20 rows the first and last ten. */
  public static void table(Table table) {
    table(TableCells.of(table));
  }

  /** Shows rows under headers; numbers are aligned and rounded, everything else is text. */
  public static void table(List<String> headers, List<? extends List<?>> rows) {
    table(TableCells.of(headers, rows));
  }

  private static void table(TableCells all) {
    TableCells shown = all.shortened(ROWS);
    new Output().show(Content.text(shown.text()).with("text/html", shown.html()), true);
  }

  /** Shows plain text in one output, where println would send one message a line. */
  public static void text(String text) {
    new Output().show(Content.text(text), true);
  }

  /**
   * A picture's forms. While it is live, only the small one: a picture in HTML is its bytes again.
   */
  static Content pictureContent(BufferedImage picture, String altText, boolean isFinal) {
    Objects.requireNonNull(altText, "altText");
    String png = Pictures.base64(picture);
    int width = Math.max(1, picture.getWidth() / Figure.SCALE);
    int height = Math.max(1, picture.getHeight() / Figure.SCALE);
    Content content =
        Content.text(altText)
            .with("image/png", png)
            .withMetadata("image/png", Map.of("width", width, "height", height, "alt", altText));
    String image =
        Text.format(
            "<img alt=\"%s\" width=\"%d\" src=\"data:image/png;base64,%s\">",
            EscapeUtil.escape(altText), width, png);
    return isFinal ? content.with("text/html", image) : content;
  }
}
