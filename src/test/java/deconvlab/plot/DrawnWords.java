package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Where the words of a network's drawing stand, for tests of any package. */
public final class DrawnWords {
  private static final int WIDTH = 848;

  private DrawnWords() {}

  /** No word touches another, runs over its neighbour's column or leaves the picture. */
  public static void assertApart(NetworkDrawing drawing) {
    Graphics2D g = Figure.graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    NetworkPlan plan = drawing.plan(g, WIDTH);
    List<Rectangle2D> words = new ArrayList<>();
    for (NetworkPlan.Row row : plan.rows()) {
      for (NetworkPlan.Column column : row.columns()) {
        for (int i = 0; i < column.words().size(); i++) {
          words.add(bounds(g, column, i));
        }
      }
    }
    Rectangle2D picture = new Rectangle2D.Double(0, 0, WIDTH, plan.height());
    for (int i = 0; i < words.size(); i++) {
      assertThat(picture.contains(words.get(i))).as("%s in %s", words.get(i), picture).isTrue();
      for (int j = 0; j < i; j++) {
        assertThat(words.get(i).intersects(words.get(j))).as("%s", words.get(i)).isFalse();
      }
    }
  }

  private static Rectangle2D bounds(Graphics2D g, NetworkPlan.Column column, int line) {
    String word = column.words().get(line);
    Font font = NetworkPlan.font(line == 0, word);
    FontMetrics metrics = g.getFontMetrics(font);
    double wide = metrics.stringWidth(word);
    assertThat(wide).as(word).isLessThan(column.width());
    double top = column.baseline(line) - metrics.getAscent() + 1.0;
    double high = metrics.getAscent() + metrics.getDescent() - 2.0;
    return new Rectangle2D.Double(column.middle() - wide / 2, top, wide, high);
  }

  /** The names that are drawn, row by row. */
  public static List<String> names(NetworkDrawing drawing) {
    Graphics2D g = Figure.graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    return drawing.plan(g, WIDTH).rows().stream()
        .flatMap(row -> row.columns().stream())
        .map(column -> column.box().name())
        .toList();
  }
}
