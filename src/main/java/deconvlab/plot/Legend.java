package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/** The legend, in rows above the plot, and the notes below it. XChart's own is a box that clips. */
final class Legend {
  private static final int SAMPLE = 34;
  private static final int GAP = 22;
  private static final int ROW = 20;

  /**
   * One line of a chart: how it looks, what it is called; no marker where {@code marker} is null.
   */
  record Entry(String label, Color color, BasicStroke stroke, Marker marker) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(Entry entry) {
    entries.add(entry);
  }

  /** The height needed, and drawn if {@code paint}, from {@code top} on. */
  int layOut(Graphics2D g, int left, int top, int width, boolean paint) {
    if (entries.isEmpty()) {
      return 0;
    }
    int x = left;
    int y = top;
    for (Entry entry : entries) {
      Font font = Fonts.plain(Theme.TEXT_SIZE, entry.label());
      String label = Fonts.fit(g, font, entry.label(), width - SAMPLE - 8);
      int entryWidth = SAMPLE + 8 + g.getFontMetrics(font).stringWidth(label);
      if (x > left && x + entryWidth > left + width) {
        x = left;
        y += ROW;
      }
      if (paint) {
        sample(g, entry, x, y + ROW / 2);
        Fonts.draw(g, font, Theme.INK, label, x + SAMPLE + 8, y + ROW / 2 + 5);
      }
      x += entryWidth + GAP;
    }
    return y + ROW + 4 - top;
  }

  private static void sample(Graphics2D g, Entry entry, int x, int y) {
    g.setColor(entry.color());
    if (entry.stroke() == null) {
      g.fillRect(x, y - 6, SAMPLE, 12);
    } else if (entry.stroke().getLineWidth() > 0) {
      g.setStroke(entry.stroke());
      g.drawLine(x, y, x + SAMPLE, y);
    }
    if (entry.marker() != null) {
      g.setColor(entry.color());
      g.setStroke(new BasicStroke(1.5f));
      entry.marker().paint(g, x + SAMPLE / 2.0, y, 8);
    }
  }

  /**
   * Remarks below a plot, e.g. "not finite from step 120 on"; returns their height. What is broken
   * (×) is an alarm; what has vanished or ended is said quietly.
   */
  static int notes(Graphics2D g, List<String> notes, int left, int top, int width, boolean paint) {
    int y = top;
    for (String note : notes) {
      Font font = Fonts.plain(Theme.SMALL_SIZE, note);
      Color ink = note.startsWith("×") ? Theme.ALARM : Theme.SOFT_INK;
      y = Figure.paragraph(g, note, font, paint ? ink : null, left, y, width);
    }
    return y - top;
  }
}
