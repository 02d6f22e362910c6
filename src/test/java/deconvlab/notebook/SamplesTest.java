package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.data.ImageSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final List<String> CLASSES = List.of("cat", "dog");

  /** Images filled with their own number, 1, 2, …, of these labels. */
  private static ImageSet numbered(int... labels) {
    byte[] pixels = new byte[labels.length * ImageSet.IMAGE_BYTES];
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (1 + i / ImageSet.IMAGE_BYTES);
    }
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return new ImageSet(pixels, bytes, CLASSES);
  }

  @Test
  void takesTheFirstImageOfEachClassInTheOrderOfTheClasses() {
    ImageSet ten = Samples.oneOfEachClass(numbered(1, 1, 0, 0));

    assertThat(Samples.names(ten)).containsExactly("cat", "dog");
    assertThat(ten.image(0)).containsOnly(3);
    assertThat(ten.image(1)).containsOnly(1);
    assertThat(Samples.images(ten).count()).isEqualTo(2);
  }

  @Test
  void namesTheClassThatHasNoImage() {
    assertThatThrownBy(() -> Samples.oneOfEachClass(numbered(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'cat'");
  }
}
