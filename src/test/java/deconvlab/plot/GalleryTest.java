package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure with every hostile input is a picture of a page's size, or a sentence. */
class GalleryTest {
  static Stream<String> names() {
    return Gallery.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isDrawn(String name) {
    Figure<?> figure = Gallery.all().get(name).get();
    BufferedImage image = figure.draw();
    Ink.assertDrawn(image);
    assertThat(image.getWidth()).isEqualTo(1760);
    assertThat(image.getHeight()).isBetween(160, 1800);
    if (figure instanceof ChartFigure<?> chart && chart.drawing().plane() == null) {
      assertThat(chart.drawing().empty()).startsWith("Nothing to draw").endsWith(".");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTheSameInEveryLocale(String name) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ENGLISH);
      byte[] english = Pictures.png(Gallery.all().get(name).get().draw());
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
      assertThat(Pictures.png(Gallery.all().get(name).get().draw())).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }
}
