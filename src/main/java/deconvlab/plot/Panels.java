package deconvlab.plot;

import deconvlab.text.Checks;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several pictures in one, side by side or in a grid, under a common title. They keep a page's
 * width, so that nobody's notebook shrinks their letters: a row too wide gets narrower pictures
 * where they have no width of their own, else it goes on below. What is compared shares one axis
 * ({@link SharedScales}).
 */
public final class Panels extends Figure<Panels> {
  /** The width of a notebook's page in pixels. */
  static final int PAGE = 880;

  private final List<Panel> panels = new ArrayList<>();
  private final int columns;
  private List<BufferedImage> pictures = new ArrayList<>();

  /** A picture, or a figure to be drawn beside the others. */
  private record Panel(Figure<?> figure, BufferedImage picture, String alt) {
    BufferedImage drawn() {
      return figure == null ? picture : figure.draw();
    }
  }

  private Panels(int columns) {
    this.columns = columns;
  }

  /** Panels filled row by row, {@code columns} in a row. */
  public static Panels columns(int columns) {
    return new Panels(Checks.within("columns", columns, 1, 100));
  }

  /** Adds {@code figure}; it is drawn when all are there. */
  public Panels add(Figure<?> figure) {
    panels.add(new Panel(Objects.requireNonNull(figure, "figure"), null, ""));
    return this;
  }

  /** Adds a picture drawn at {@value Figure#SCALE} pixels a pixel of the page. */
  public Panels add(BufferedImage picture, String alt) {
    Objects.requireNonNull(picture, "picture");
    panels.add(new Panel(null, picture, Objects.requireNonNull(alt, "alt")));
    return this;
  }

  @Override
  String summary() {
    return panels.stream()
        .map(panel -> panel.figure() == null ? panel.alt() : panel.figure().alt())
        .collect(Collectors.joining(" "));
  }

  @Override
  int pageWidth(Graphics2D g) {
    SharedScales.apply(
        panels.stream().<Figure<?>>map(Panel::figure).filter(Objects::nonNull).toList());
    pictures = new ArrayList<>(panels.stream().map(Panel::drawn).toList());
    narrow();
    int widest = 220;
    for (List<BufferedImage> row : rows()) {
      widest = Math.max(widest, width(row));
    }
    return widest;
  }

  /** Where a row is wider than a page, no figure takes more than its share of one. */
  private void narrow() {
    int share = Math.max(LEAST_WIDTH, PAGE / Math.max(1, Math.min(columns, panels.size())));
    boolean fits =
        IntStream.iterate(0, from -> from < panels.size(), from -> from + columns)
            .mapToObj(from -> pictures.subList(from, Math.min(panels.size(), from + columns)))
            .allMatch(row -> width(row) <= PAGE);
    for (int i = 0; i < panels.size() && !fits; i++) {
      Figure<?> figure = panels.get(i).figure();
      if (figure != null && figure.isFlexible() && pictures.get(i).getWidth() > share * SCALE) {
        pictures.set(i, figure.width(share).draw());
      }
    }
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return Math.max(60, rows().stream().mapToInt(Panels::height).sum());
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (pictures.isEmpty()) {
      sentence(g, area, "Nothing to draw yet: no picture was added.");
      return;
    }
    int y = area.y;
    for (List<BufferedImage> row : rows()) {
      int x = 0;
      for (BufferedImage picture : row) {
        // At half its pixels, that is one to one on the page drawn at twice its size.
        g.drawImage(picture, x, y, picture.getWidth() / SCALE, picture.getHeight() / SCALE, null);
        x += picture.getWidth() / SCALE;
      }
      y += height(row);
    }
  }

  private List<List<BufferedImage>> rows() {
    List<List<BufferedImage>> rows = new ArrayList<>();
    for (BufferedImage picture : pictures) {
      List<BufferedImage> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
      boolean fits = last.size() < columns && width(last) + picture.getWidth() / SCALE <= PAGE;
      if (rows.isEmpty() || !fits) {
        last = new ArrayList<>();
        rows.add(last);
      }
      last.add(picture);
    }
    return rows;
  }

  private static int width(List<BufferedImage> row) {
    return row.stream().mapToInt(picture -> picture.getWidth() / SCALE).sum();
  }

  private static int height(List<BufferedImage> row) {
    return row.stream().mapToInt(picture -> picture.getHeight() / SCALE).max().orElse(0);
  }
}
