package deconvlab.plot;

import deconvlab.plot.LayerBox.Kind;
import deconvlab.plot.NetworkPlan.Column;
import deconvlab.plot.NetworkPlan.Row;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The lines of a {@link NetworkDrawing}: forward from box to box, and the gradients' way back. */
record NetworkLines(NetworkPlan plan, LayerBoxPainter painter) {
  private static final int HEAD = 6;
  private static final Color FORWARD = Theme.SOFT_INK;

  /** Room for a few words below columns. */
  record Room(int left, int width, int baseline) {}

  /** Arrows within rows, from a row's end to the next row's beginning, and into the branch. */
  void forward(Graphics2D g) {
    g.setColor(FORWARD);
    Row before = null;
    for (Row row : plan.rows()) {
      List<Column> columns = row.columns();
      for (int i = 1; i < columns.size(); i++) {
        double y = columns.get(i).axis();
        double from = painter.right(columns.get(i - 1)) + 3;
        arrow(g, from, y, painter.left(columns.get(i)) - 3, y);
      }
      if (row.isHead()) {
        intoHead(g, row);
      } else {
        if (before != null) {
          intoNext(g, before, row);
        }
        before = row;
      }
    }
  }

  private void intoHead(Graphics2D g, Row head) {
    Column from = plan.branch();
    Path2D path = new Path2D.Double();
    path.moveTo(branchX(), from.axis());
    path.lineTo(branchX(), head.first().axis());
    g.draw(path);
    g.fill(new Ellipse2D.Double(branchX() - 3, from.axis() - 3, 6, 6));
    arrow(g, branchX(), head.first().axis(), painter.left(head.first()) - 3, head.first().axis());
  }

  private void intoNext(Graphics2D g, Row row, Row next) {
    double across = next.first().axis() - NetworkPlan.BOX / 2.0 - NetworkPlan.GAP / 2.0 + 4;
    double right = edge();
    Path2D path = new Path2D.Double();
    path.moveTo(painter.right(row.last()) + 3, row.last().axis());
    path.lineTo(right, row.last().axis());
    path.lineTo(right, across);
    path.lineTo(10, across);
    path.lineTo(10, next.first().axis());
    g.draw(path);
    arrow(g, 10, next.first().axis(), painter.left(next.first()) - 3, next.first().axis());
  }

  /** Where lines from row to row turn, right of all rows. */
  private double edge() {
    return plan.rows().stream()
            .mapToInt(row -> row.last().left() + row.last().width())
            .max()
            .orElse(0)
        + NetworkPlan.SIDE
        - 4.0;
  }

  /** The x of the line from the trunk down to its head: between two columns. */
  private int branchX() {
    return plan.branch().left() + plan.branch().width();
  }

  /** From the loss through every row that leads to it, to the image. */
  void gradient(Graphics2D g) {
    g.setColor(Theme.ALARM);
    List<Row> way = way();
    Path2D path = new Path2D.Double();
    path.moveTo(way.get(0).last().middle(), way.get(0).gradient());
    for (int i = 0; i < way.size(); i++) {
      Row row = way.get(i);
      triangles(g, row, i > 0 && way.get(i - 1).isHead() ? branchX() : Integer.MAX_VALUE);
      if (i == way.size() - 1) {
        path.lineTo(row.first().middle() + HEAD, row.gradient());
        g.draw(path);
        left(g, row.first().middle(), row.gradient());
      } else if (row.isHead()) {
        path.lineTo(branchX() - 8.0, row.gradient());
        path.lineTo(branchX() - 8.0, way.get(i + 1).gradient());
      } else {
        double across = row.first().axis() - NetworkPlan.BOX / 2.0 - NetworkPlan.GAP / 2.0 - 3;
        path.lineTo(3, row.gradient());
        path.lineTo(3, across);
        path.lineTo(edge() - 8, across);
        path.lineTo(edge() - 8, way.get(i + 1).gradient());
      }
    }
    double x = way.get(0).last().middle();
    g.fill(new Ellipse2D.Double(x - 4, way.get(0).gradient() - 4, 8, 8));
  }

  /** The rows from the loss back to the image. */
  private List<Row> way() {
    List<Row> way = new ArrayList<>();
    for (Row row : plan.rows()) {
      way.add(row);
      if (row.isHead()) {
        break;
      }
    }
    Collections.reverse(way);
    return way;
  }

  private static void triangles(Graphics2D g, Row row, int until) {
    for (Column column : row.columns()) {
      Kind kind = column.box().kind();
      boolean hasWeights =
          kind == Kind.CONVOLUTION || kind == Kind.TRANSPOSED || kind == Kind.DENSE;
      if (hasWeights && column.middle() < until) {
        double x = column.middle();
        double y = row.gradient();
        triangle(g, x - 4, y - 1, x, y - 7, x + 4, y - 1);
      }
    }
  }

  /** Where a trunk goes on without a gradient from the scores. */
  Optional<Room> silent() {
    return plan.rows().stream()
        .filter(row -> plan.branch() != null && row.columns().contains(plan.branch()))
        .findFirst()
        .map(
            row -> {
              int left = branchX() + 6;
              int right = row.last().left() + row.last().width();
              return new Room(left, right - left, row.gradient() + 4);
            });
  }

  private static void arrow(Graphics2D g, double x, double y, double toX, double toY) {
    Path2D line = new Path2D.Double();
    line.moveTo(x, y);
    line.lineTo(Math.max(x, toX - HEAD), toY);
    g.draw(line);
    triangle(g, toX - HEAD, toY - 4, toX, toY, toX - HEAD, toY + 4);
  }

  private static void left(Graphics2D g, double x, double y) {
    triangle(g, x + HEAD + 2, y - 5, x, y, x + HEAD + 2, y + 5);
  }

  private static void triangle(Graphics2D g, double... xy) {
    Path2D shape = new Path2D.Double();
    shape.moveTo(xy[0], xy[1]);
    shape.lineTo(xy[2], xy[3]);
    shape.lineTo(xy[4], xy[5]);
    shape.closePath();
    g.fill(shape);
  }
}
