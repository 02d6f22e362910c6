package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.TestImages;
import org.junit.jupiter.api.Test;

/** Parts of a set. */
class ImageSetTest {
  private final ImageData data = TestImages.data();

  @Test
  void picksImagesInTheOrderAskedFor() {
    ImageSet set = data.test();
    ImageSet picked = set.pick(41, 3, 3);
    assertThat(picked.size()).isEqualTo(3);
    assertThat(picked.image(0)).isEqualTo(set.image(41));
    assertThat(picked.image(2)).isEqualTo(set.image(3)).isNotEqualTo(set.image(41));
    assertThat(picked.labels()).containsExactly(set.label(41), set.label(3), set.label(3));
    assertThatThrownBy(() -> set.pick(60)).hasMessageContaining("index=60 must be in [0, 60)");
  }

  @Test
  void spacedImagesReachOverTheWholeSet() {
    ImageSet set = data.test();
    assertThat(set.spaced(3).image(2)).isEqualTo(set.image(40));
    assertThat(set.spaced(60).pixels()).isEqualTo(set.pixels());
    assertThatThrownBy(() -> set.spaced(0)).hasMessageContaining("count=0 must be in [1, 60]");
    assertThatThrownBy(() -> set.spaced(61)).hasMessageContaining("count=61 must be in [1, 60]");
  }

  @Test
  void fewerTestImagesAreAnotherDataSet() {
    ImageData fewer = data.withTest(7);
    assertThat(fewer.test().size()).isEqualTo(7);
    assertThat(fewer.train()).isEqualTo(data.train());
    assertThat(fewer.pixelsSha256()).isNotEqualTo(data.pixelsSha256());
    assertThat(data.withTest(7).pixelsSha256()).isEqualTo(fewer.pixelsSha256());
    assertThat(fewer.sourceSha256()).isEqualTo(data.sourceSha256());
  }
}
