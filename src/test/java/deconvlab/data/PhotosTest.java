package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos as people have them: what becomes of each, and the word for it. */
class PhotosTest {
  @TempDir private Path folder;

  private static BufferedImage picture(int width, int height, int type) {
    return new BufferedImage(width, height, type);
  }

  private void write(String name, BufferedImage picture) throws IOException {
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(picture, format, folder.resolve(name).toFile())).isTrue();
  }

  private static int pixel(Photos photos, int image, int channel, int row, int column) {
    return photos.images().image(image)[(channel * 32 + row) * 32 + column] & 0xff;
  }

  /** 96×64: the middle square starts at column 16; each box has 2×2 pixels. */
  @Test
  void theMiddleSquareByMeans() throws IOException {
    BufferedImage wide = picture(96, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 96 * 64; i++) {
      wide.setRGB(i % 96, i / 96, new Color(i % 96 * 2, i / 96 * 4, 7).getRGB());
    }
    write("wide.png", wide);
    Photos photos = Photos.in(folder);
    assertThat(photos.told()).containsExactly("wide.png: 96×64");
    // Columns 16 + 2·5 and the next: 2·26.5; rows 2·3 and the next: 4·6.5.
    assertThat(pixel(photos, 0, 0, 3, 5)).isEqualTo(53);
    assertThat(pixel(photos, 0, 1, 3, 5)).isEqualTo(26);
    assertThat(pixel(photos, 0, 2, 3, 5)).isEqualTo(7);
  }

  @Test
  void largeOnesAreReadInSteps() throws IOException {
    BufferedImage large = picture(4000, 3000, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = large.createGraphics();
    g.setColor(new Color(200, 100, 50));
    g.fillRect(500, 0, 1500, 3000);
    g.dispose();
    write("large.jpg", large);
    Photos photos = Photos.in(folder);
    assertThat(photos.told()).containsExactly("large.jpg: 4000×3000");
    assertThat(pixel(photos, 0, 0, 10, 2)).isBetween(198, 202);
    assertThat(pixel(photos, 0, 0, 10, 29)).isBetween(0, 2);
  }

  /** Java's own conversion would make 100 a lighter grey. */
  @Test
  void greyStaysAsItIs() throws IOException {
    BufferedImage grey = picture(40, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1600; i++) {
      grey.getRaster().setSample(i % 40, i / 40, 0, 100);
    }
    write("grey.png", grey);
    Photos photos = Photos.in(folder);
    assertThat(photos.told()).containsExactly("grey.png: 40×40, grey");
    for (int c = 0; c < 3; c++) {
      assertThat(pixel(photos, 0, c, 16, 16)).isEqualTo(100);
    }
  }

  /** Grey with alpha of 8 and 16 bits: 100, and at half alpha over white (100 + 255)/2. */
  @Test
  void seeThroughGreyStaysAsItIs() throws IOException {
    ColorSpace grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    for (int type : new int[] {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
      int unit = type == DataBuffer.TYPE_BYTE ? 1 : 257;
      ComponentColorModel model =
          new ComponentColorModel(grey, true, false, Transparency.TRANSLUCENT, type);
      WritableRaster raster = model.createCompatibleWritableRaster(40, 40);
      for (int i = 0; i < 1600; i++) {
        int alpha = i % 40 < 20 ? 255 : 128;
        raster.setPixel(i % 40, i / 40, new int[] {100 * unit, alpha * unit});
      }
      write("grey.png", new BufferedImage(model, raster, false, null));
      Photos photos = Photos.in(folder);
      assertThat(photos.told())
          .containsExactly("grey.png: 40×40, grey, see-through parts on white");
      for (int c = 0; c < 3; c++) {
        assertThat(pixel(photos, 0, c, 16, 4)).isEqualTo(100);
        assertThat(pixel(photos, 0, c, 16, 28)).isBetween(177, 178);
      }
    }
  }

  /** Of 8 bits without alpha, one value see-through by a chunk of its own. */
  @Test
  void greyOfWhichOneValueIsSeeThroughStaysAsItIs() throws IOException {
    BufferedImage grey = picture(40, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1600; i++) {
      grey.getRaster().setSample(i % 40, i / 40, 0, i % 40 < 20 ? 100 : 7);
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(grey, "png", plain);
    Files.write(folder.resolve("grey.png"), clear(plain.toByteArray(), 7));
    Photos photos = Photos.in(folder);
    assertThat(photos.told()).containsExactly("grey.png: 40×40, grey, see-through parts on white");
    assertThat(pixel(photos, 0, 1, 16, 4)).isEqualTo(100);
    assertThat(pixel(photos, 0, 1, 16, 28)).isEqualTo(255);
  }

  /** Puts a tRNS chunk behind the header: this grey is clear. */
  private static byte[] clear(byte[] png, int value) {
    int header = 8 + 25;
    byte[] chunk = {'t', 'R', 'N', 'S', 0, (byte) value};
    CRC32 check = new CRC32();
    check.update(chunk);
    return ByteBuffer.allocate(png.length + 14)
        .put(png, 0, header)
        .putInt(2)
        .put(chunk)
        .putInt((int) check.getValue())
        .put(png, header, png.length - header)
        .array();
  }

  @Test
  void whatIsSeeThroughLiesOnWhite() throws IOException {
    BufferedImage glass = picture(32, 32, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 1024; i++) {
      glass.setRGB(i % 32, i / 32, i % 32 < 16 ? 0x00ff0000 : 0xff102030);
    }
    write("glass.png", glass);
    Photos photos = Photos.in(folder);
    assertThat(photos.told()).containsExactly("glass.png: 32×32, see-through parts on white");
    assertThat(pixel(photos, 0, 1, 8, 3)).isEqualTo(255);
    assertThat(pixel(photos, 0, 1, 8, 20)).isEqualTo(0x20);
  }

  /** The stored picture is bright in its upper left quarter; where that has to be upright. */
  @ParameterizedTest
  @CsvSource({
    "1, 4, 4",
    "2, 4, 28",
    "3, 28, 28",
    "4, 28, 4",
    "5, 4, 4",
    "6, 4, 28",
    "7, 28, 28",
    "8, 28, 4"
  })
  void turnedAsTheCameraWasHeld(int orientation, int row, int column) throws IOException {
    BufferedImage corner = picture(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 32 * 32; i++) {
      corner.setRGB(i % 32, i / 32, 0xffffff);
    }
    for (boolean little : new boolean[] {true, false}) {
      Files.write(folder.resolve("held.jpg"), exif(jpeg(corner), orientation, little));
      Photos photos = Photos.in(folder);
      assertThat(pixel(photos, 0, 0, row, column)).isGreaterThan(240);
      assertThat(pixel(photos, 0, 0, 32 - row, 32 - column)).isLessThan(15);
      assertThat(photos.told().get(0))
          .isEqualTo(
              "held.jpg: 64×64" + (orientation == 1 ? "" : ", turned (EXIF " + orientation + ")"));
    }
  }

  /** Bright above: 5 to 8 swap the axes, and 6 is a quarter turn to the right. */
  @Test
  void aQuarterTurn() throws IOException {
    BufferedImage top = picture(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 64 * 32; i++) {
      top.setRGB(i % 64, i / 64, 0xffffff);
    }
    Files.write(folder.resolve("right.jpg"), exif(jpeg(top), 6, false));
    Photos photos = Photos.in(folder);
    assertThat(pixel(photos, 0, 0, 5, 28)).isGreaterThan(240);
    assertThat(pixel(photos, 0, 0, 28, 28)).isGreaterThan(240);
    assertThat(pixel(photos, 0, 0, 5, 4)).isLessThan(15);
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", out);
    return out.toByteArray();
  }

  /** Puts an EXIF segment with one other entry and the orientation behind the first two bytes. */
  private static byte[] exif(byte[] jpeg, int orientation, boolean little) {
    int[] tiff = {
      0x4d,
      0x4d,
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      2,
      1,
      0,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      64,
      0,
      0,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    if (little) {
      tiff =
          new int[] {
            0x49,
            0x49,
            42,
            0,
            8,
            0,
            0,
            0,
            2,
            0,
            0,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            64,
            0,
            0,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0
          };
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (8 + tiff.length)});
    out.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
    for (int one : tiff) {
      out.write(one);
    }
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @Test
  void whatCannotBeUsedIsLeftOutWithAReason() throws IOException {
    write("a.png", picture(40, 33, BufferedImage.TYPE_INT_RGB));
    write("dot.png", picture(1, 1, BufferedImage.TYPE_INT_RGB));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Files.write(folder.resolve("empty.jpg"), new byte[0]);
    byte[] whole = jpeg(picture(300, 300, BufferedImage.TYPE_INT_RGB));
    Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, 300));
    Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("more.jpg"), Arrays.copyOf(whole, whole.length + 9));
    write("half.bmp", picture(40, 40, BufferedImage.TYPE_INT_RGB));
    byte[] bmp = Files.readAllBytes(folder.resolve("half.bmp"));
    Files.write(folder.resolve("half.bmp"), Arrays.copyOf(bmp, bmp.length / 2));
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve(".hidden"), "x");
    Photos photos = Photos.in(folder);
    assertThat(photos.images().size()).isEqualTo(2);
    assertThat(photos.told()).hasSize(8);
    assertThat(photos.told().get(0)).isEqualTo("a.png: 40×33");
    assertThat(photos.told().get(1)).startsWith("cut.jpg: left out, cannot be read: ");
    assertThat(photos.told().subList(2, 8))
        .containsExactly(
            "dot.png: left out, 1×1 pixels are too few: at least 32×32 are needed",
            "empty.jpg: left out, it is no PNG, JPEG, GIF, BMP or TIFF picture",
            "half.bmp: left out, cannot be read: EOFException",
            "half.jpg: left out, it is cut short",
            "more.jpg: 300×300",
            "notes.txt: left out, it is no PNG, JPEG, GIF, BMP or TIFF picture");
  }

  @Test
  void asADataSet() throws IOException {
    for (int i = 0; i < 7; i++) {
      BufferedImage one = picture(32, 32, BufferedImage.TYPE_INT_RGB);
      one.setRGB(0, 0, i + 1);
      write(i + ".png", one);
    }
    ImageData data = Datasets.load("folder:" + folder);
    assertThat(data.train().size()).isEqualTo(5);
    assertThat(data.test().size()).isEqualTo(2);
    assertThat(data.test().image(1)[2048]).isEqualTo((byte) 6);
    assertThat(data.test().className(0)).isEqualTo("photo");
  }

  @Test
  void foldersWithoutPhotos() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Datasets.load("folder:" + none))
        .isInstanceOf(DataException.class)
        .hasMessage(none + " is no folder that can be read: name one with photos");
    assertThatThrownBy(() -> Photos.in(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder
                + " holds no photo that can be used (PNG, JPEG, GIF, BMP or TIFF, at least 32×32)");
    write("dot.png", picture(1, 1, BufferedImage.TYPE_INT_RGB));
    assertThatThrownBy(() -> Photos.in(folder)).hasMessageEndingWith("are needed");
    write("one.png", picture(32, 32, BufferedImage.TYPE_INT_RGB));
    assertThatThrownBy(() -> Datasets.load("folder:" + folder))
        .hasMessageEndingWith("has one usable photo, needs two: one to train, one to test");
  }
}
