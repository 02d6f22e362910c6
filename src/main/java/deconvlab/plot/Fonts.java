package deconvlab.plot;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fonts of the house: the first of a short list that the machine has and can show the text. */
public final class Fonts {
  private static final List<String> WANTED =
      List.of("Helvetica Neue", "Segoe UI", "Liberation Sans", "Arial", "DejaVu Sans");

  private static final String MISSING =
      "Java found no font, so it cannot draw pictures. Install fontconfig and one font, on Debian"
          + " and Ubuntu: apt-get install fontconfig fonts-dejavu-core; on Fedora: dnf install"
          + " fontconfig dejavu-sans-fonts; on Alpine: apk add fontconfig ttf-dejavu. Then start"
          + " Java again.";

  private static List<Font> found;

  private Fonts() {}

  /**
   * Makes sure, before work that ends in pictures, that they can be drawn.
   *
   * @throws IllegalStateException if the machine has no font; the message says how to get one
   */
  public static void check() {
    families();
  }

  /** A plain font of {@code size} pixels that has a glyph for every character of {@code text}. */
  static Font plain(float size, String... text) {
    return of(Font.PLAIN, size, text);
  }

  /** A bold font of {@code size} pixels that has a glyph for every character of {@code text}. */
  static Font bold(float size, String... text) {
    return of(Font.BOLD, size, text);
  }

  private static Font of(int style, float size, String... text) {
    String all = String.join("", text);
    for (Font family : families()) {
      Font font = family.deriveFont(style, size);
      if (font.canDisplayUpTo(all) < 0) {
        return font;
      }
    }
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(style, size);
  }

  /** Breaks {@code text} at spaces so that each line fits {@code width}; a longer word stands. */
  static List<String> wrap(Graphics2D g, Font font, String text, int width) {
    FontMetrics metrics = g.getFontMetrics(font);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && metrics.stringWidth(line + " " + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** {@code text}, or its beginning and "…" where it is wider than {@code width}. */
  static String fit(Graphics2D g, Font font, String text, int width) {
    FontMetrics metrics = g.getFontMetrics(font);
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    int fits = 0;
    for (int beyond = text.length(); beyond - fits > 1; ) {
      int middle = (fits + beyond) / 2;
      boolean isIn = metrics.stringWidth(text.substring(0, middle) + "…") <= width;
      fits = isIn ? middle : fits;
      beyond = isIn ? beyond : middle;
    }
    return text.substring(0, fits).strip() + "…";
  }

  static void draw(Graphics2D g, Font font, Color color, String text, double x, double y) {
    g.setFont(font);
    g.setColor(color);
    g.drawString(text, (float) x, (float) y);
  }

  /** The width of the widest text. */
  static int widest(Graphics2D g, Stream<String> texts, Function<String, Font> font) {
    return texts
        .mapToInt(text -> g.getFontMetrics(font.apply(text)).stringWidth(text))
        .max()
        .orElse(0);
  }

  /** As found before; the first look at the machine's fonts takes about 0.1 s. */
  private static synchronized List<Font> families() {
    if (found == null) {
      found = find();
    }
    return found;
  }

  /** AWT fails without fonts by an error of its own, another one each time, never by a sentence. */
  private static List<Font> find() {
    try {
      GraphicsEnvironment machine = GraphicsEnvironment.getLocalGraphicsEnvironment();
      Set<String> names = Set.of(machine.getAvailableFontFamilyNames(Locale.ROOT));
      Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("0");
      g.dispose();
      return WANTED.stream()
          .filter(names::contains)
          .map(name -> new Font(name, Font.PLAIN, 12))
          .toList();
    } catch (RuntimeException | AWTError | InternalError | LinkageError e) {
      throw new IllegalStateException(MISSING, e);
    }
  }
}
