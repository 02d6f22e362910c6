package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.MapGrid.Scaling;
import org.junit.jupiter.api.Test;

class MapGridTest {
  // two maps of (1, 2)
  private static final MapBatch MAPS = new MapBatch(1, 2, new double[] {-2, 1, 0.5, 0});

  @Test
  void signedColoursFollowTheLimit() {
    assertThat(MAPS.limit()).isEqualTo(2);
    assertThat(MAPS.limit(1)).isEqualTo(0.5);
    assertThat(MAPS.signed(0, 2).getRGB(0, 0)).isEqualTo(ColorScale.DIVERGING.at(0).getRGB());
    assertThat(MAPS.signed(0, 2).getRGB(1, 0)).isEqualTo(ColorScale.DIVERGING.at(0.75).getRGB());
    assertThat(MAPS.signed(1, 0.5).getRGB(0, 0)).isEqualTo(ColorScale.DIVERGING.at(1).getRGB());
    assertThat(MAPS.signed(1, 0.5).getRGB(1, 0)).isEqualTo(ColorScale.DIVERGING.at(0.5).getRGB());
    assertThat(MAPS.grey(0).getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(MAPS.grey(0).getRGB(1, 0)).isEqualTo(0xffffffff);
  }

  @Test
  void theScaleSaysWhatFullColourIs() {
    assertThat(MapGrid.filters(MAPS, 2, Scaling.EACH).alt())
        .isEqualTo(
            "2 images in 1 rows: ±2, ±0.5. Colours: weight; full colour is each map's own"
                + " greatest, given below it, −max to 0 to max.");
    assertThat(MapGrid.filters(MAPS, 1, Scaling.ALL).alt())
        .isEqualTo("2 images in 2 rows. Colours: weight, one scale for all maps, −2 to 0 to 2.");
    MapBatch broken = new MapBatch(1, 1, new double[] {Double.NaN});
    assertThat(MapGrid.greyMaps(broken, 1).alt()).contains("not finite");
  }

  @Test
  void differencesAreSignedAndMeansOfChannels() {
    ImageBatch first = new ImageBatch(3, 1, 1, new double[] {0.5, 0.25, 0.75});
    ImageBatch second = new ImageBatch(3, 1, 1, new double[] {0.25, 0.25, 0.25});
    assertThat(first.plain().minus(second.plain()).values()).containsExactly(0.25);
    assertThat(MapGrid.difference("output", first, "input", second).alt())
        .contains("output − input, share of white, −0.25 to 0 to 0.25.");
    assertThat(MapGrid.difference("a", first, "b", first).alt()).contains("all are 0");
    assertThatThrownBy(() -> MAPS.minus(new MapBatch(1, 2, new double[2])))
        .hasMessageContaining("values has 4 values but values of the other has 2");
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
