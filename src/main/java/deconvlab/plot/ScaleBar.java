package deconvlab.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/** A lying bar that says what the colours of a grid mean. */
record ScaleBar(ColorScale colors, List<String> marks, String title) {
  static final int HEIGHT = 44;
  private static final int WIDTH = 220;

  void paint(Graphics2D g, int left, int top, int room) {
    int y = top + 10;
    for (int i = 0; i < WIDTH; i++) {
      g.setColor(colors.at((i + 0.5) / WIDTH));
      g.fillRect(left + i, y, 1, 12);
    }
    g.setColor(Theme.AXIS);
    g.drawRect(left, y, WIDTH, 12);
    for (int i = 0; i < marks.size(); i++) {
      double share = (double) i / (marks.size() - 1);
      Axes.label(g, marks.get(i), left + (int) (share * WIDTH), y + 27, share);
    }
    Font font = Fonts.plain(Theme.SMALL_SIZE, title);
    String text = Fonts.fit(g, font, title, room - WIDTH - 14);
    Fonts.draw(g, font, Theme.INK, text, left + WIDTH + 14, y + 11);
  }
}
