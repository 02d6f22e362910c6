package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  @Test
  void bytesAreUnsignedAndPlanesAreRedGreenBlue() {
    // one image (3,1,2): red plane, green plane, blue plane
    byte[] nchw = {(byte) 255, 0, 0, (byte) 128, 1, 2};
    BufferedImage image = ImageBatch.ofBytes(nchw, 3, 1, 2).image(0);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0001);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff008002);
  }

  @Test
  void secondImageOfABatchIsTheSecond() {
    ImageBatch batch = ImageBatch.ofFloats(new float[] {0, 0, 1, 0.2f}, 1, 2, 1);
    assertThat(batch.count()).isEqualTo(2);
    assertThat(batch.image(1).getRGB(0, 0)).isEqualTo(0xffffffff);
    assertThat(batch.image(1).getRGB(0, 1)).isEqualTo(0xff333333);
  }

  @Test
  void outOfRangeIsCutAndNaNIsMagenta() {
    double[] shares = {-5, 7, Double.NaN, Double.POSITIVE_INFINITY};
    BufferedImage image = new ImageBatch(1, 2, 2, shares).image(0);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(0, 1)).isEqualTo(0xffff00ff);
    assertThat(image.getRGB(1, 1)).isEqualTo(0xffffffff);
  }

  @Test
  void stretchingUsesTheWholeRange() {
    ImageBatch stretched = new ImageBatch(1, 1, 3, new double[] {-2, 0, 6}).stretched();
    assertThat(stretched.shares()).containsExactly(0, 0.25, 1);
    double[] flat = {3, 3, 3};
    assertThat(new ImageBatch(1, 1, 3, flat).stretched().shares()).isEqualTo(flat);
  }

  @Test
  void signedNumbersAreDarkOrBrightAroundGreyAndOneInAHundredIsCut() {
    double[] values = new double[200];
    values[0] = 9;
    values[1] = -2;
    values[2] = 4;
    values[3] = 1;
    // Two of two hundred exceed 2.
    ImageBatch batch = ImageBatch.ofSigned(values, 1, 10, 20);
    assertThat(batch.shares()).startsWith(2.75, 0, 1.5, 0.75).endsWith(0.5);
    BufferedImage map = ColorScale.signed(values, 20);
    assertThat(map.getRGB(19, 9)).isEqualTo(0xfff7f7f7);
    assertThat(map.getRGB(1, 0)).isEqualTo(0xff0b4f8a);
    assertThat(map.getRGB(2, 0)).isEqualTo(0xffb03a00);
    assertThat(ImageBatch.ofSigned(new double[2], 1, 1, 2).shares()).containsOnly(0.5);
    assertThatThrownBy(() -> ColorScale.signed(values, 30)).hasMessageContaining("map");
  }

  @Test
  void gridEnlargesWithoutBlurring() {
    ImageBatch batch = new ImageBatch(1, 1, 2, new double[] {0, 1});
    BufferedImage grid = ImageGrid.create().row("", batch, List.of("half")).side(64).draw();
    // The image is 64x32 on the page, its black half 32x32, drawn at two pixels a pixel.
    assertThat(Ink.count(grid, Color.BLACK)).isEqualTo(64 * 64);
    assertThat(ImageGrid.create().title("T").row("in", batch, List.of("half")).alt())
        .isEqualTo("T. in: 1 images: half.");
  }

  @Test
  void emptyAndCrowdedGridsAreStillPictures() {
    ImageBatch many = new ImageBatch(1, 1, 1, new double[300]);
    Ink.assertDrawn(ImageGrid.create().draw());
    Ink.assertDrawn(ImageGrid.create().row("none", new ImageBatch(3, 2, 2, new double[0])).draw());
    Ink.assertDrawn(ImageGrid.create().row("a label ".repeat(30), many).draw());
    List<String> captions = Collections.nCopies(300, "caption");
    BufferedImage wrapped = ImageGrid.create().wrapped(many, captions, 20).draw();
    assertThat(wrapped.getHeight()).isGreaterThan(15 * 2 * 20);
  }

  @Test
  void wrongShapesSayWhatIsRight() {
    assertThatThrownBy(() -> new ImageBatch(2, 1, 1, new double[2]))
        .hasMessageContaining("channels=2 must be 1 (grey) or 3 (colour)");
    assertThatThrownBy(() -> ImageBatch.ofBytes(new byte[7], 3, 1, 2))
        .hasMessageContaining("7 values do not make whole images of (3, 1, 2)");
    assertThatThrownBy(() -> new ImageBatch(1, 1, 1, new double[2]).image(2))
        .hasMessageContaining("index=2 must be in [0, 2)");
  }

  @Test
  void rowsThatDoNotFitGoOnBelow() {
    int one = ImageGrid.create().row("", ImageSamples.images(40, 1, 4)).side(40).draw().getHeight();
    int few = ImageGrid.create().row("", ImageSamples.images(4, 1, 4)).side(40).draw().getHeight();
    assertThat(one).isGreaterThanOrEqualTo(few);
    var crowded = ImageGrid.create().row("", ImageSamples.images(300, 1, 4)).draw();
    // 848 pixels hold 85 images of 8 with a gap of 2: four lines
    assertThat(crowded.getHeight()).isGreaterThanOrEqualTo(2 * 4 * 10);
    assertThat(crowded.getWidth()).isEqualTo(1760);
  }
}
