package deconvlab.plot;

import deconvlab.plot.LayerBox.Kind;
import deconvlab.plot.NetworkPlan.Column;
import deconvlab.plot.NetworkPlan.Row;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network as boxes from the image to the loss: a map's box is as high as its side and as wide as
 * its channels suggest (by square roots), a vector is a thin bar. Below each stand name, operation
 * and shape. A red line shows where gradients run: from the loss back to the image, and into every
 * layer with weights (▲). Layers that repeat are drawn once, with how often they come; a head that
 * leaves the trunk is a branch.
 */
public final class NetworkDrawing extends Figure<NetworkDrawing> {
  private static final String NO_GRADIENT = "no gradient comes here from the scores";
  private static final BasicStroke LINE = new BasicStroke(1.5f);
  private static final BasicStroke GRADIENT =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private final List<LayerBox> before;
  private final List<LayerBox> after;
  private final List<LayerBox> head;

  private NetworkDrawing(List<LayerBox> before, List<LayerBox> after, List<LayerBox> head) {
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
    this.head = List.copyOf(head);
  }

  /** A network without a branch: the image first, the loss last. */
  public static NetworkDrawing of(List<LayerBox> layers) {
    return new NetworkDrawing(layers, List.of(), List.of());
  }

  /**
   * A network whose head leaves the trunk.
   *
   * @param before the trunk up to there, the image first
   * @param after the rest of the trunk
   * @param head from there to the loss
   */
  public static NetworkDrawing branching(
      List<LayerBox> before, List<LayerBox> after, List<LayerBox> head) {
    return new NetworkDrawing(before, after, head);
  }

  private List<LayerBox> all() {
    return Stream.of(before, after, head).flatMap(List::stream).toList();
  }

  NetworkPlan plan(Graphics2D g, int width) {
    return NetworkPlan.of(g, before, after, head, width);
  }

  @Override
  String summary() {
    String trunk = words(before);
    return after.isEmpty()
        ? trunk + ". Gradients run back from the loss to the image."
        : trunk
            + ". There the trunk goes on: "
            + words(after)
            + "; and the head leaves it: "
            + words(head)
            + ". Gradients run back from the loss through the head to the image; "
            + NO_GRADIENT.replace("here", "to the rest of the trunk")
            + ".";
  }

  private static String words(List<LayerBox> layers) {
    return LayerRepeats.of(layers).stream()
        .map(
            part -> {
              String words =
                  part.boxes().stream().map(LayerBox::inWords).collect(Collectors.joining(" → "));
              return part.times() == 1 ? words : part.times() + " times [" + words + "]";
            })
        .collect(Collectors.joining(" → "));
  }

  private Legend legend() {
    Legend legend = new Legend();
    all().stream()
        .map(LayerBox::kind)
        .filter(kind -> kind != Kind.LOSS && kind != Kind.IMAGE)
        .distinct()
        .sorted()
        .forEach(kind -> legend.add(new Legend.Entry(kind.words(), kind.color(), null, null)));
    all().stream()
        .flatMap(box -> box.marks().stream())
        .distinct()
        .forEach(
            mark -> legend.add(new Legend.Entry(mark, LayerBoxPainter.mark(mark), null, null)));
    legend.add(new Legend.Entry("gradients", Theme.ALARM, GRADIENT, null));
    return legend;
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return legend().layOut(g, 0, 0, width, false) + 6 + plan(g, width).height();
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    int legend = legend().layOut(g, area.x, area.y, area.width, true) + 6;
    Graphics2D moved = (Graphics2D) g.create();
    moved.translate(area.x, area.y + legend);
    NetworkPlan plan = plan(moved, area.width);
    frames(moved, plan);
    LayerBoxPainter painter = new LayerBoxPainter(moved, all());
    NetworkLines lines = new NetworkLines(plan, painter);
    moved.setStroke(LINE);
    lines.forward(moved);
    moved.setStroke(GRADIENT);
    lines.gradient(moved);
    for (Row row : plan.rows()) {
      for (Column column : row.columns()) {
        painter.paint(column);
        words(moved, column);
      }
    }
    lines.silent().ifPresent(room -> sentence(moved, room));
    moved.dispose();
  }

  private static void frames(Graphics2D g, NetworkPlan plan) {
    for (NetworkPlan.Frame frame : plan.frames()) {
      Rectangle at = frame.area();
      g.setColor(new Color(0xf4f4f4));
      g.fillRoundRect(at.x, at.y, at.width, at.height, 14, 14);
      g.setColor(Theme.AXIS);
      g.setStroke(new BasicStroke(1f));
      g.drawRoundRect(at.x, at.y, at.width, at.height, 14, 14);
      String text = "× " + frame.times();
      Font font = Fonts.bold(Theme.TEXT_SIZE, text);
      int x = at.x + at.width - 8 - g.getFontMetrics(font).stringWidth(text);
      Fonts.draw(g, font, Theme.INK, text, x, at.y + 17);
    }
  }

  private static void words(Graphics2D g, Column column) {
    List<String> words = column.words();
    for (int i = 0; i < words.size(); i++) {
      Font font = NetworkPlan.font(i == 0, words.get(i));
      int x = column.middle() - g.getFontMetrics(font).stringWidth(words.get(i)) / 2;
      Fonts.draw(g, font, i == 0 ? Theme.INK : Theme.SOFT_INK, words.get(i), x, column.baseline(i));
    }
  }

  private static void sentence(Graphics2D g, NetworkLines.Room room) {
    Font font = Fonts.plain(Theme.SMALL_SIZE, NO_GRADIENT);
    String text = Fonts.fit(g, font, NO_GRADIENT, room.width());
    int x = room.left() + (room.width() - g.getFontMetrics(font).stringWidth(text)) / 2;
    Fonts.draw(g, font, Theme.SOFT_INK, text, x, room.baseline());
  }
}
