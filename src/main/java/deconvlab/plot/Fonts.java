package deconvlab.plot;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fonts of the house: the first of a short list that the machine has and can show the text. */
final class Fonts {
  private static final List<String> WANTED =
      List.of("Helvetica Neue", "Segoe UI", "Liberation Sans", "Arial", "DejaVu Sans");

  private Fonts() {}

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
    for (Font family : Families.FOUND) {
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
    String cut = text;
    while (!cut.isEmpty() && metrics.stringWidth(cut + "…") > width) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut.strip() + "…";
  }

  /**
   * The error for a machine where Java finds no font. AWT fails there with a NullPointerException
   * or an Error of its own, never with a sentence.
   */
  static IllegalStateException missing(Throwable cause) {
    return new IllegalStateException(
        "Java found no font, so it cannot draw pictures. Install fontconfig and one font, on Debian"
            + " and Ubuntu: apt-get install fontconfig fonts-dejavu-core; on Fedora: dnf install"
            + " fontconfig dejavu-sans-fonts; on Alpine: apk add fontconfig ttf-dejavu. Then start"
            + " Java again.",
        cause);
  }

  /** Looked up once: the first look at the machine's fonts takes about 0.1 s. */
  private static final class Families {
    static final List<Font> FOUND = find();

    private static List<Font> find() {
      try {
        GraphicsEnvironment machine = GraphicsEnvironment.getLocalGraphicsEnvironment();
        Set<String> names = Set.of(machine.getAvailableFontFamilyNames());
        measure(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        return WANTED.stream()
            .filter(names::contains)
            .map(name -> new Font(name, Font.PLAIN, 12))
            .toList();
      } catch (RuntimeException | InternalError | LinkageError e) {
        throw missing(e);
      }
    }

    private static void measure(Font font) {
      Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      g.getFontMetrics(font).stringWidth("0");
      g.dispose();
    }
  }
}
