package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Small images in rows, enlarged without blurring, each with a caption, each row with a label. */
public final class ImageGrid extends Figure<ImageGrid> {
  private static final int GAP = 8;
  private static final int CAPTION = 18;
  private static final int LEAST_CAPTIONED = 40;

  private final List<Row> rows = new ArrayList<>();
  private int side;

  private record Row(String label, List<BufferedImage> images, List<String> captions) {
    Row {
      Objects.requireNonNull(label, "label");
      if (captions.size() > images.size()) {
        throw new IllegalArgumentException(
            Text.format(
                "%d captions for %d images: give at most one each",
                captions.size(), images.size()));
      }
    }

    /** The same in rows of {@code most} images, the label at the first. */
    List<Row> pieces(int most) {
      List<Row> pieces = new ArrayList<>();
      for (int from = 0; from == 0 || from < images.size(); from += most) {
        int to = Math.min(images.size(), from + most);
        int last = Math.min(to, captions.size());
        List<String> words = from < last ? captions.subList(from, last) : List.of();
        pieces.add(new Row(from == 0 ? label : "", images.subList(from, to), words));
      }
      return pieces;
    }

    boolean hasCaptions() {
      return captions.stream().anyMatch(caption -> !caption.isBlank());
    }
  }

  private ImageGrid() {}

  /** An empty grid. */
  public static ImageGrid create() {
    return new ImageGrid();
  }

  /** Adds a row without captions. */
  public ImageGrid row(String label, ImageBatch images) {
    return row(label, images, List.of());
  }

  /** Adds a row; captions go with the images one by one, missing ones stay blank. */
  public ImageGrid row(String label, ImageBatch images, List<String> captions) {
    return row(label, images.images(), captions);
  }

  /** Adds a row of pictures of any size. */
  public ImageGrid row(String label, List<BufferedImage> images, List<String> captions) {
    rows.add(new Row(label, List.copyOf(images), List.copyOf(captions)));
    return this;
  }

  /** Adds rows of {@code columns} images each. */
  public ImageGrid wrapped(ImageBatch images, List<String> captions, int columns) {
    Checks.within("columns", columns, 1, 1000);
    new Row("", images.images(), captions).pieces(columns).forEach(rows::add);
    return this;
  }

  /** The side of an image on the page in pixels, 8 to 512; by default what fits, at most 96. */
  public ImageGrid side(int pixels) {
    side = Checks.within("side", pixels, 8, 512);
    return this;
  }

  @Override
  String summary() {
    List<String> parts = new ArrayList<>();
    List<Row> unnamed = rows.stream().filter(row -> row.label().isBlank()).toList();
    if (!unnamed.isEmpty()) {
      int images = unnamed.stream().mapToInt(row -> row.images().size()).sum();
      List<String> words = unnamed.stream().flatMap(row -> row.captions().stream()).toList();
      parts.add(Text.format("%d images in %d rows", images, unnamed.size()) + list(words));
    }
    for (Row row : rows) {
      if (!row.label().isBlank()) {
        parts.add(
            Text.format("%s: %d images", row.label(), row.images().size()) + list(row.captions()));
      }
    }
    return String.join(" ", parts);
  }

  private static String list(List<String> captions) {
    int most = Math.min(captions.size(), 16);
    String more = most < captions.size() ? ", …" : "";
    return most == 0 ? "." : ": " + String.join(", ", captions.subList(0, most)) + more + ".";
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    Layout layout = layout(g, width);
    int height = layout.rows().stream().mapToInt(layout::height).sum();
    return Math.max(80, height);
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (rows.stream().allMatch(row -> row.images().isEmpty())) {
      sentence(g, area, "Nothing to draw yet: no image.");
      return;
    }
    Layout layout = layout(g, area.width);
    int y = area.y;
    for (Row row : layout.rows()) {
      drawRow(g, row, area.x, y, layout);
      y += layout.height(row);
    }
  }

  private void drawRow(Graphics2D g, Row row, int left, int y, Layout layout) {
    int cell = layout.cell();
    int x = left + labelWidth(g);
    label(g, row.label(), left, y + cell / 2 + 5, labelWidth(g) - 10);
    for (int i = 0; i < row.images().size(); i++) {
      BufferedImage image = row.images().get(i);
      double zoom = (double) cell / Math.max(image.getWidth(), image.getHeight());
      int w = Math.max(1, (int) (image.getWidth() * zoom));
      int h = Math.max(1, (int) (image.getHeight() * zoom));
      g.drawImage(image, x, y, w, h, null);
      g.setColor(new Color(0, 0, 0, 40));
      g.drawRect(x, y, w, h);
      if (i < row.captions().size()) {
        label(g, row.captions().get(i), x, y + cell + 14, cell + layout.gap() - 2);
      }
      x += cell + layout.gap();
    }
  }

  private static void label(Graphics2D g, String text, int x, int y, int room) {
    Font font = Fonts.plain(Theme.SMALL_SIZE, text);
    Fonts.draw(g, font, Theme.INK, Fonts.fit(g, font, text, Math.max(room, 1)), x, y);
  }

  private int labelWidth(Graphics2D g) {
    int widest =
        Fonts.widest(g, rows.stream().map(Row::label), text -> Fonts.plain(Theme.SMALL_SIZE, text));
    return widest == 0 ? 0 : Math.min(200, widest + 14);
  }

  /** Images as large as fit, and rows that would not fit at a size to see, continued below. */
  private Layout layout(Graphics2D g, int width) {
    int room = width - labelWidth(g);
    int most = Math.max(1, rows.stream().mapToInt(row -> row.images().size()).max().orElse(0));
    boolean isCaptioned = rows.stream().anyMatch(Row::hasCaptions);
    int gap = isCaptioned || room / most > 32 ? GAP : 2;
    int least = isCaptioned ? LEAST_CAPTIONED : 8;
    int fits = Math.min(side > 0 ? side : 96, (room + gap) / most - gap);
    int cell = Math.max(side > 0 ? Math.min(side, least) : least, fits);
    int across = Math.max(1, (room + gap) / (cell + gap));
    return new Layout(
        rows.stream().flatMap(row -> row.pieces(across).stream()).toList(), cell, gap);
  }

  private record Layout(List<Row> rows, int cell, int gap) {
    int height(Row row) {
      return cell + gap + (row.hasCaptions() ? CAPTION : 2);
    }
  }
}
