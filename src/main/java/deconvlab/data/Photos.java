package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Somebody's own photos, made as the networks know pictures: the middle square of each, brought to
 * 32×32 by the mean over boxes, upright as EXIF says, grey in three equal planes, see-through parts
 * on white.
 *
 * @param images those that could be used, in the order of their names, all of class "photo"
 * @param told a line for each file: its size and what was done to it, or why it was left out
 */
public record Photos(ImageSet images, List<String> told) {
  /** What a data set's name begins with. */
  public static final String PREFIX = "folder:";

  private static final int SIDE = ImageSet.SIDE;
  private static final int MOST_BYTES = 1 << 28;

  /** Of larger ones only every n-th pixel is read: enough for the boxes, whatever the camera. */
  private static final int ENOUGH = 16 * SIDE;

  /** A photo left out, and why. */
  private static final class LeftOut extends Exception {
    private static final long serialVersionUID = 1L;

    LeftOut(String why) {
      super(why);
    }
  }

  /**
   * The files of a folder, without those in folders below it and hidden ones.
   *
   * @throws DataException if it cannot be read or holds no photo; says what each file lacks
   */
  public static Photos in(Path folder) {
    List<byte[]> pictures = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = Text.printable(file.getFileName().toString());
      try {
        StringBuilder done = new StringBuilder();
        pictures.add(picture(WholeFiles.read(file, MOST_BYTES), done));
        told.add(name + ": " + done);
      } catch (LeftOut e) {
        told.add(name + ": left out, " + e.getMessage());
      } catch (IOException | RuntimeException e) {
        // Java's readers throw either on a damaged file.
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        told.add(name + ": left out, cannot be read: " + Text.brief(why));
      }
    }
    if (pictures.isEmpty()) {
      throw DataException.of(
          "%s holds no photo that can be used (PNG, JPEG, GIF, BMP or TIFF, at least 32×32)%s",
          folder, told.isEmpty() ? "" : ": " + String.join("; ", told));
    }
    byte[] pixels = new byte[pictures.size() * ImageSet.IMAGE_BYTES];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, pixels, i * ImageSet.IMAGE_BYTES, ImageSet.IMAGE_BYTES);
    }
    return new Photos(
        new ImageSet(pixels, new byte[pictures.size()], List.of("photo")), List.copyOf(told));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(
          Text.format("%s is no folder that can be read: name one with photos", folder), e);
    }
  }

  /** As a data set: every fifth photo, from the first on, to test, the others to train. */
  ImageData data(String name) {
    if (images.size() < 2) {
      throw DataException.of("%s has one usable photo, needs two: one to train, one to test", name);
    }
    int[] test = IntStream.range(0, images.size()).filter(i -> i % 5 == 0).toArray();
    int[] train = IntStream.range(0, images.size()).filter(i -> i % 5 != 0).toArray();
    String source = Hashes.sha256(images.pixels());
    return ImageData.of(
        name, images.pick(train), images.pick(test), source, pixels -> "own photos at 32×32");
  }

  /** (3, 32, 32); tells {@code done} what was done. */
  private static byte[] picture(byte[] file, StringBuilder done) throws IOException, LeftOut {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new LeftOut("it is no PNG, JPEG, GIF, BMP or TIFF picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int orientation = ExifOrientation.of(file);
        byte[] picture = turned(boxes(square(reader, done)), orientation);
        done.append(orientation == 1 ? "" : Text.format(", turned (EXIF %d)", orientation));
        return picture;
      } finally {
        reader.dispose();
      }
    }
  }

  /** The middle square on white. */
  private static BufferedImage square(ImageReader reader, StringBuilder done)
      throws IOException, LeftOut {
    int least = Math.min(reader.getWidth(0), reader.getHeight(0));
    String size = reader.getWidth(0) + "×" + reader.getHeight(0);
    if (least < SIDE) {
      throw new LeftOut(Text.format("%s pixels are too few: at least 32×32 are needed", size));
    }
    ImageReadParam how = reader.getDefaultReadParam();
    int step = Math.max(1, least / ENOUGH);
    how.setSourceSubsampling(step, step, 0, 0);
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage read = reader.read(0, how);
    if (warnings.stream().anyMatch(Photos::cutShort)) {
      throw new LeftOut("it is cut short");
    }
    boolean grey = read.getColorModel().getNumColorComponents() == 1;
    boolean seeThrough = read.getColorModel().hasAlpha();
    done.append(size)
        .append(grey ? ", grey" : "")
        .append(seeThrough ? ", see-through parts on white" : "");
    int side = Math.min(read.getWidth(), read.getHeight());
    BufferedImage square = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = square.createGraphics();
    g.drawImage(
        grey && seeThrough ? inColours(read) : read,
        (side - read.getWidth()) / 2,
        (side - read.getHeight()) / 2,
        Color.WHITE,
        null);
    g.dispose();
    return square;
  }

  /** Java's JPEG reader fills up with grey what a file lacks, and only warns. */
  private static boolean cutShort(String warning) {
    return warning.contains("EOI") || warning.contains("remature end");
  }

  /** See-through grey as it is: Java's own conversion would make it lighter. */
  private static BufferedImage inColours(BufferedImage grey) {
    int type =
        grey.isAlphaPremultiplied() ? BufferedImage.TYPE_INT_ARGB_PRE : BufferedImage.TYPE_INT_ARGB;
    BufferedImage colours = new BufferedImage(grey.getWidth(), grey.getHeight(), type);
    for (int i = 0; i < grey.getWidth() * grey.getHeight(); i++) {
      int x = i % grey.getWidth();
      int y = i / grey.getWidth();
      Object pixel = grey.getRaster().getDataElements(x, y, null);
      float[] of = grey.getColorModel().getNormalizedComponents(pixel, null, 0);
      int value = Math.round(255 * of[0]);
      int alpha = Math.round(255 * of[1]);
      colours.getRaster().setPixel(x, y, new int[] {value, value, value, alpha});
    }
    return colours;
  }

  /** The mean colour of each of 32×32 boxes of a square at least as large. */
  private static byte[] boxes(BufferedImage square) {
    int side = square.getWidth();
    byte[] picture = new byte[ImageSet.IMAGE_BYTES];
    for (int at = 0; at < SIDE * SIDE; at++) {
      int top = at / SIDE * side / SIDE;
      int left = at % SIDE * side / SIDE;
      int height = (at / SIDE + 1) * side / SIDE - top;
      int width = (at % SIDE + 1) * side / SIDE - left;
      int[] colours = square.getRGB(left, top, width, height, null, 0, width);
      for (int c = 0; c < ImageSet.CHANNELS; c++) {
        int shift = 16 - 8 * c;
        double mean = IntStream.of(colours).map(v -> (v >> shift) & 0xff).average().orElseThrow();
        picture[c * SIDE * SIDE + at] = (byte) Math.round(mean);
      }
    }
    return picture;
  }

  /** Upright: 2, 4, 5, 7 are mirrored, 3 stands on its head, 6 and 8 lie on their sides. */
  private static byte[] turned(byte[] stored, int orientation) {
    byte[] upright = new byte[stored.length];
    int last = SIDE - 1;
    for (int i = 0; i < upright.length; i++) {
      int r = i % (SIDE * SIDE) / SIDE;
      int c = i % SIDE;
      int row = orientation >= 5 ? c : r;
      int column = orientation >= 5 ? r : c;
      boolean fromBelow = List.of(3, 4, 6, 7).contains(orientation);
      boolean fromRight = List.of(2, 3, 7, 8).contains(orientation);
      int at = (fromBelow ? last - row : row) * SIDE + (fromRight ? last - column : column);
      upright[i] = stored[i / (SIDE * SIDE) * SIDE * SIDE + at];
    }
    return upright;
  }
}
