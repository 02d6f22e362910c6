package deconvlab.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where everything of a {@link NetworkDrawing} lies: layers in columns, columns in rows, a head
 * that leaves the trunk in a row of its own below the place where it leaves.
 *
 * @param rows from the image on; a head's row comes after the trunk's row that it leaves
 * @param frames around what repeats
 * @param branch the column after which a head leaves, or null
 */
record NetworkPlan(List<Row> rows, List<Frame> frames, Column branch, int height) {
  /** Room at the left and the right for lines from row to row. */
  static final int SIDE = 20;

  static final int BOX = 104;
  static final int LINE = 17;
  static final int GAP = 28;

  private static final int FRAME_TITLE = 20;
  private static final int FRAME = 8;
  private static final int BELOW = BOX + 4 + 3 * LINE + 18;
  private static final int LEAST_COLUMN = 40;
  private static final int AT_BRANCH = 20;
  private static final int AFTER_BRANCH = 14;
  private static final int MOST_STRETCH = 16;

  /** One layer: its box around {@code axis}, its words below it. */
  record Column(LayerBox box, int left, int width, int axis) {
    int middle() {
      return left + width / 2;
    }

    /** Where line {@code i} of its words stands. */
    int baseline(int i) {
      return axis + BOX / 2 + 4 + (i + 1) * LINE - 4;
    }

    /** Name, operation, shape; what is blank leaves no gap. */
    List<String> words() {
      return Stream.of(box.name(), box.operation(), box.shape())
          .filter(word -> !word.isBlank())
          .toList();
    }
  }

  /** Columns side by side; {@code gradient} is the height of the line below their words. */
  record Row(List<Column> columns, int gradient, boolean isHead) {
    Column first() {
      return columns.get(0);
    }

    Column last() {
      return columns.get(columns.size() - 1);
    }
  }

  /** What repeats and how often. */
  record Frame(Rectangle area, int times) {}

  static Font font(boolean isName, String text) {
    return isName ? Fonts.bold(Theme.SMALL_SIZE, text) : Fonts.plain(Theme.SMALL_SIZE, text);
  }

  /**
   * Trunk and head in an area from (0, 0) on.
   *
   * @param before the trunk up to where the head leaves, or all of it
   * @param after the rest of the trunk
   */
  static NetworkPlan of(
      Graphics2D g, List<LayerBox> before, List<LayerBox> after, List<LayerBox> head, int width) {
    Maker maker = new Maker(g, width, after.isEmpty() ? null : before.get(before.size() - 1));
    List<LayerRepeats> trunk = new ArrayList<>(LayerRepeats.of(before));
    int branchAt = trunk.size() - 1;
    trunk.addAll(LayerRepeats.of(after));
    Column branch = null;
    for (List<LayerRepeats> row : maker.rows(trunk, branchAt, LayerRepeats.of(head))) {
      maker.row(row, SIDE, false);
      if (!after.isEmpty() && branchAt >= 0 && branchAt < row.size()) {
        int columns = row.subList(0, branchAt + 1).stream().mapToInt(r -> r.boxes().size()).sum();
        branch = maker.rows.get(maker.rows.size() - 1).columns().get(columns - 1);
        maker.row(LayerRepeats.of(head), branch.left() + branch.width() + AFTER_BRANCH, true);
      }
      branchAt -= row.size();
    }
    return new NetworkPlan(maker.rows, maker.frames, branch, maker.top - GAP);
  }

  /** Fills rows from the top down. */
  private static final class Maker {
    private final Graphics2D g;
    private final int room;

    /** The layer after which a head leaves and needs room for its lines; null for none. */
    private final LayerBox branch;

    private final List<Row> rows = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private int top;

    Maker(Graphics2D g, int width, LayerBox branch) {
      this.g = g;
      this.branch = branch;
      this.room = width - 2 * SIDE;
    }

    /** The trunk's rows; where its head would not fit right of its branch, a row begins there. */
    List<List<LayerRepeats>> rows(List<LayerRepeats> trunk, int branchAt, List<LayerRepeats> head) {
      List<List<LayerRepeats>> rows = wrapped(trunk);
      int passed = 0;
      for (List<LayerRepeats> row : rows) {
        int here = branchAt + 1 - passed;
        passed += row.size();
        if (here >= 1 && here <= row.size() && !head.isEmpty()) {
          // A row is stretched only where it has room.
          int stretched = here * MOST_STRETCH;
          if (width(row.subList(0, here)) + stretched + AFTER_BRANCH + width(head) > room) {
            rows = wrapped(trunk.subList(0, branchAt));
            rows.addAll(wrapped(trunk.subList(branchAt, trunk.size())));
            return rows;
          }
        }
      }
      return rows;
    }

    /** As few rows as hold all, and these about equally long. */
    List<List<LayerRepeats>> wrapped(List<LayerRepeats> parts) {
      List<List<LayerRepeats>> best = wrapped(parts, room);
      for (int shorter = room - 8; shorter > 0; shorter -= 8) {
        List<List<LayerRepeats>> tried = wrapped(parts, shorter);
        if (tried.size() > best.size()) {
          break;
        }
        best = tried;
      }
      return best;
    }

    private List<List<LayerRepeats>> wrapped(List<LayerRepeats> parts, int most) {
      List<List<LayerRepeats>> wrapped = new ArrayList<>();
      int left = 0;
      for (LayerRepeats part : parts) {
        int wide = width(List.of(part));
        if (wrapped.isEmpty() || left < wide) {
          wrapped.add(new ArrayList<>());
          left = most;
        }
        wrapped.get(wrapped.size() - 1).add(part);
        left -= wide;
      }
      return wrapped;
    }

    /** A row of columns from {@code from} on; a trunk's row uses the room it has. */
    void row(List<LayerRepeats> parts, int from, boolean isHead) {
      int count = parts.stream().mapToInt(part -> part.boxes().size()).sum();
      int stretch = isHead ? 0 : Math.max(0, Math.min(MOST_STRETCH, (room - width(parts)) / count));
      boolean framed = parts.stream().anyMatch(part -> part.times() > 1);
      int axis = top + (framed ? FRAME_TITLE : 0) + BOX / 2;
      List<Column> columns = new ArrayList<>();
      int x = from;
      for (LayerRepeats part : parts) {
        int begin = x;
        x += part.times() > 1 ? FRAME : 0;
        for (LayerBox box : part.boxes()) {
          columns.add(new Column(box, x, width(box) + stretch, axis));
          x += width(box) + stretch;
        }
        if (part.times() > 1) {
          x += FRAME;
          int high = FRAME_TITLE + BOX + 3 * LINE + 6;
          frames.add(new Frame(new Rectangle(begin + 2, top, x - begin - 4, high), part.times()));
        }
      }
      top = axis - BOX / 2 + BELOW;
      rows.add(new Row(columns, top - 8, isHead));
      top += GAP;
    }

    private int width(List<LayerRepeats> parts) {
      return parts.stream()
          .mapToInt(
              part ->
                  part.boxes().stream().mapToInt(this::width).sum()
                      + (part.times() > 1 ? 2 * FRAME : 0))
          .sum();
    }

    private int width(LayerBox box) {
      int words =
          Math.max(
              g.getFontMetrics(font(true, box.name())).stringWidth(box.name()),
              Fonts.widest(g, Stream.of(box.operation(), box.shape()), text -> font(false, text)));
      return Math.max(LEAST_COLUMN, words + 11) + (box.equals(branch) ? AT_BRANCH : 0);
    }
  }
}
