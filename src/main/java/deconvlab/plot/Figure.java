package deconvlab.plot;

import deconvlab.text.Checks;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What all pictures share: a takeaway as title, a subtitle that says what is shown (data, n, what a
 * band means), a white page, and an alternative text for readers who do not see the picture.
 *
 * @param <F> the picture itself, so that options can be chained
 */
public abstract class Figure<F extends Figure<F>> {
  /** Pixels drawn for each pixel of the page: sharp on dense screens and in print. */
  public static final int SCALE = 2;

  static final int MARGIN = 16;

  static final int LEAST_WIDTH = 160;

  /** The most letters of a title; what a longer one adds goes to a line of its own below it. */
  static final int LONGEST_TITLE = 80;

  /** The fewest words that a title cut in two begins with: "At 32 layers" says nothing. */
  private static final int LEAST_WORDS = 4;

  private String title = "";
  private String subtitle = "";
  private int width = 880;

  Figure() {}

  /** This picture by its own class. */
  @SuppressWarnings("unchecked") // Every figure's class names itself as F.
  final F self() {
    return (F) this;
  }

  /** The body's height for a body {@code width} pixels wide. */
  abstract int bodyHeight(Graphics2D g, int width);

  /** Draws everything below title and subtitle. */
  abstract void body(Graphics2D g, Rectangle area);

  /** One or two sentences on what the data show, for the alternative text. */
  abstract String summary();

  /**
   * The takeaway: what the reader should see, as a sentence of at most {@value #LONGEST_TITLE}
   * letters. Of a longer one what follows the last "; " before that, or else the last ": ", is
   * drawn smaller, unless fewer than {@value #LEAST_WORDS} words stand before it; then it is broken
   * into lines.
   */
  public F title(String takeaway) {
    title = Objects.requireNonNull(takeaway, "title");
    return self();
  }

  final String title() {
    return title;
  }

  final String subtitle() {
    return subtitle;
  }

  /** What is drawn: network, data, seeds, what a band means. */
  public F subtitle(String text) {
    subtitle = Objects.requireNonNull(text, "subtitle");
    return self();
  }

  /** The picture's width on the page in pixels, 160 to 4000 (default 880). */
  public F width(int pixels) {
    width = Checks.within("width", pixels, LEAST_WIDTH, 4000);
    return self();
  }

  /** Title, subtitle and what the data show, as text for readers who do not see the picture. */
  public String alt() {
    StringBuilder text = new StringBuilder();
    for (String part : List.of(title, subtitle, summary())) {
      if (!part.isBlank()) {
        text.append(text.length() == 0 ? "" : " ").append(part.strip());
        text.append(part.strip().matches("(?s).*[.!?:]") ? "" : ".");
      }
    }
    return text.toString();
  }

  /**
   * Draws the picture, {@value #SCALE} pixels for each pixel of the page.
   *
   * @throws IllegalStateException if the machine has no font; the message says how to get one
   */
  public final BufferedImage draw() {
    Graphics2D ruler = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    int page = pageWidth(ruler);
    int inner = page - 2 * MARGIN;
    int top = MARGIN + header(ruler, inner, false);
    int bodyHeight = bodyHeight(ruler, inner);
    ruler.dispose();
    int height = top + bodyHeight + MARGIN;
    BufferedImage image =
        new BufferedImage(page * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = graphics(image);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(SCALE, SCALE);
    header(g, inner, true);
    body(g, new Rectangle(MARGIN, top, inner, bodyHeight));
    g.dispose();
    return image;
  }

  /** Whether another width makes another layout; else contents are cut. */
  boolean isFlexible() {
    return true;
  }

  /** The page's width: what was asked for, unless the contents decide. */
  int pageWidth(Graphics2D g) {
    return width;
  }

  /** How many marks fit side by side below a plot of this width. */
  final int ticksAcross() {
    return Math.max(3, width / 80);
  }

  private int header(Graphics2D g, int inner, boolean paint) {
    int cut = takeaway(title);
    String rest = title.substring(cut).replaceFirst("^[;:] ", "");
    Color ink = paint ? Theme.INK : null;
    Font bold = Fonts.bold(Theme.TITLE_SIZE, title);
    int y = paragraph(g, title.substring(0, cut), bold, ink, MARGIN, MARGIN, inner);
    int top = y + (y > MARGIN ? 2 : 0);
    y = paragraph(g, rest, Fonts.plain(Theme.TEXT_SIZE, rest), ink, MARGIN, top, inner);
    Font plain = Fonts.plain(Theme.TEXT_SIZE, subtitle);
    y = paragraph(g, subtitle, plain, paint ? Theme.SOFT_INK : null, MARGIN, y, inner);
    return y == MARGIN ? 0 : y - MARGIN + 10;
  }

  /** Where the title's first clauses end, of as many as {@value #LONGEST_TITLE} letters hold. */
  static int takeaway(String title) {
    return title.length() <= LONGEST_TITLE
        ? title.length()
        : Stream.of("; ", ": ")
            .map(end -> title.lastIndexOf(end, LONGEST_TITLE))
            .filter(at -> at > 0 && words(title.substring(0, at)) >= LEAST_WORDS)
            .findFirst()
            .orElse(title.length());
  }

  private static int words(String text) {
    return text.strip().split("\\s+", -1).length;
  }

  /** Lines of text from {@code top} on, only measured without a colour; returns where they end. */
  static int paragraph(
      Graphics2D g, String text, Font font, Color color, int left, int top, int width) {
    int y = top;
    for (String line : Fonts.wrap(g, font, text, width)) {
      if (color != null) {
        Fonts.draw(g, font, color, line, left, y + g.getFontMetrics(font).getAscent());
      }
      y += g.getFontMetrics(font).getHeight();
    }
    return y;
  }

  /** A sentence in the middle of an area that has nothing else to show. */
  static void sentence(Graphics2D g, Rectangle area, String text) {
    Font font = Fonts.plain(14f, text);
    List<String> lines = Fonts.wrap(g, font, text, Math.max(80, area.width - 40));
    int line = g.getFontMetrics(font).getHeight();
    int y = area.y + (area.height - line * lines.size()) / 2 + g.getFontMetrics(font).getAscent();
    g.setColor(Theme.GRID);
    g.drawRect(area.x, area.y, area.width - 1, area.height - 1);
    for (String text1 : lines) {
      int room = area.width - g.getFontMetrics(font).stringWidth(text1);
      Fonts.draw(g, font, Theme.SOFT_INK, text1, area.x + room / 2, y);
      y += line;
    }
  }

  static Graphics2D graphics(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    // A pixel or a cell stays a rectangle: no colour is invented between two.
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    return g;
  }
}
