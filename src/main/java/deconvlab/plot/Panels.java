package deconvlab.plot;

import deconvlab.text.Checks;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Several finished pictures in one, side by side or in a grid, under a common title. */
public final class Panels extends Figure<Panels> {
  private final List<BufferedImage> pictures = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final int columns;

  private Panels(int columns) {
    this.columns = columns;
  }

  /** Panels filled row by row, {@code columns} in a row. */
  public static Panels columns(int columns) {
    return new Panels(Checks.within("columns", columns, 1, 100));
  }

  /** Draws {@code figure} and adds it. */
  public Panels add(Figure<?> figure) {
    return add(figure.draw(), figure.alt());
  }

  /** Adds a picture drawn at {@value Figure#SCALE} pixels a pixel of the page. */
  public Panels add(BufferedImage picture, String alt) {
    pictures.add(Objects.requireNonNull(picture, "picture"));
    texts.add(Objects.requireNonNull(alt, "alt"));
    return this;
  }

  @Override
  String summary() {
    return String.join(" ", texts);
  }

  @Override
  int pageWidth(Graphics2D g) {
    int widest = 220;
    for (int from = 0; from < pictures.size(); from += columns) {
      widest = Math.max(widest, row(from).stream().mapToInt(p -> p.getWidth() / SCALE).sum());
    }
    return widest;
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    int height = 0;
    for (int from = 0; from < pictures.size(); from += columns) {
      height += rowHeight(from);
    }
    return Math.max(60, height);
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (pictures.isEmpty()) {
      sentence(g, area, "Nothing to draw yet: no picture was added.");
      return;
    }
    int y = area.y;
    for (int from = 0; from < pictures.size(); from += columns) {
      int x = 0;
      for (BufferedImage picture : row(from)) {
        // At half its pixels, that is one to one on the page drawn at twice its size.
        g.drawImage(picture, x, y, picture.getWidth() / SCALE, picture.getHeight() / SCALE, null);
        x += picture.getWidth() / SCALE;
      }
      y += rowHeight(from);
    }
  }

  private List<BufferedImage> row(int from) {
    return pictures.subList(from, Math.min(pictures.size(), from + columns));
  }

  private int rowHeight(int from) {
    return row(from).stream().mapToInt(picture -> picture.getHeight() / SCALE).max().orElse(0);
  }
}
