package deconvlab.plot;

import deconvlab.plot.LayerBox.Kind;
import deconvlab.plot.NetworkPlan.Column;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Draws the boxes of one network, all on one scale. */
final class LayerBoxPainter {
  private static final double TALLEST = 82;
  private static final double WIDEST = 30;
  private static final double MARK = 5;
  private static final int FEW_UNITS = 12;

  private final Graphics2D g;
  private final double side;
  private final double channels;
  private final double units;

  LayerBoxPainter(Graphics2D g, List<LayerBox> all) {
    this.g = g;
    side = all.stream().mapToInt(LayerBox::side).max().orElse(1);
    channels = all.stream().filter(b -> b.side() > 0).mapToInt(LayerBox::channels).max().orElse(1);
    units = all.stream().filter(b -> b.side() == 0).mapToInt(LayerBox::channels).max().orElse(1);
  }

  /** The colour of what follows a layer's own operation: batch norm, dropout, an activation. */
  static Color mark(String what) {
    return switch (what) {
      case "batch norm" -> new Color(0x009e73);
      case "dropout" -> new Color(0xe69f00);
      default -> new Color(0x444444);
    };
  }

  /** The left end of a column's box. */
  double left(Column column) {
    return column.middle() - wide(column.box()) / 2;
  }

  /** The right end of a column's box, on its axis. */
  double right(Column column) {
    return column.middle() + wide(column.box()) / 2;
  }

  private double wide(LayerBox box) {
    return front(box) + MARK * box.marks().size() + depth(box);
  }

  private double front(LayerBox box) {
    if (box.kind() == Kind.LOSS) {
      return 30;
    }
    return box.side() == 0 ? 8 : 5 + WIDEST * Math.sqrt(box.channels() / channels);
  }

  private double high(LayerBox box) {
    if (box.kind() == Kind.LOSS) {
      return 30;
    }
    return box.side() == 0
        ? 18 + (TALLEST - 18) * Math.sqrt(box.channels() / units)
        : 10 + (TALLEST - 10) * Math.sqrt(box.side() / side);
  }

  /** How far the box goes back: what makes a map a map. */
  private double depth(LayerBox box) {
    return box.kind() == Kind.LOSS ? 0 : box.side() == 0 ? 3 : 0.2 * high(box);
  }

  void paint(Column column) {
    LayerBox box = column.box();
    double x = left(column);
    double bottom = column.axis() + (high(box) + depth(box)) / 2;
    g.setStroke(new BasicStroke(1f));
    if (box.kind() == Kind.LOSS) {
      loss(column);
      return;
    }
    slab(x, bottom, front(box), box, box.kind().color());
    if (box.side() == 0 && box.channels() <= FEW_UNITS) {
      units(x, bottom, box);
    }
    x += front(box);
    for (String mark : box.marks()) {
      slab(x, bottom, MARK, box, mark(mark));
      x += MARK;
    }
  }

  private void loss(Column column) {
    g.setColor(Kind.LOSS.color());
    g.fillOval(column.middle() - 15, column.axis() - 15, 30, 30);
    Font font = Fonts.bold(16f, "L");
    int wide = g.getFontMetrics(font).stringWidth("L");
    Fonts.draw(g, font, Color.WHITE, "L", column.middle() - wide / 2.0, column.axis() + 6);
  }

  /** Front, top and right side of a box. */
  private void slab(double x, double bottom, double wide, LayerBox box, Color color) {
    double high = high(box);
    double back = depth(box);
    double top = bottom - high;
    face(mixed(color, 0.62), x, bottom, x + wide, bottom, x + wide, top, x, top);
    face(
        mixed(color, 0.4),
        x,
        top,
        x + back,
        top - back,
        x + wide + back,
        top - back,
        x + wide,
        top);
    double right = x + wide;
    face(
        mixed(color, 0.85),
        right,
        bottom,
        right + back,
        bottom - back,
        right + back,
        top - back,
        right,
        top);
  }

  private void face(Color color, double... xy) {
    Path2D face = new Path2D.Double();
    face.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      face.lineTo(xy[i], xy[i + 1]);
    }
    face.closePath();
    g.setColor(color);
    g.fill(face);
    g.setColor(new Color(0, 0, 0, 90));
    g.draw(face);
  }

  /** The units of a short vector one by one. */
  private void units(double x, double bottom, LayerBox box) {
    double each = high(box) / box.channels();
    g.setColor(new Color(0, 0, 0, 90));
    for (int i = 1; i < box.channels(); i++) {
      g.draw(new Rectangle2D.Double(x, bottom - i * each, front(box), 0));
    }
  }

  /** {@code share} of the colour on white. */
  private static Color mixed(Color color, double share) {
    return new Color(
        (int) Math.round(255 + share * (color.getRed() - 255)),
        (int) Math.round(255 + share * (color.getGreen() - 255)),
        (int) Math.round(255 + share * (color.getBlue() - 255)));
  }
}
