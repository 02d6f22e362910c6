package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.ImageBatch;
import deconvlab.plot.VegaFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkFigureTest {
  /** Grey pictures of 32×32, as bright as they come. */
  private static ImageBatch greys(double... levels) {
    double[] shares = new double[levels.length * 1024];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = levels[i / 1024];
    }
    return new ImageBatch(1, 32, 32, shares);
  }

  static VegaFigure figure() {
    Map<String, ImageBatch> ways = new LinkedHashMap<>();
    ways.put("mixed", greys(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6));
    ways.put("code", greys(0, 1, 1, 1, 1, 1, 0.6));
    VegaFigure figure = WalkFigure.of(ways);
    figure.title("Two ways from black to grey");
    return figure;
  }

  @Test
  void aPictureForEachWayAndStep() {
    Map<?, ?> spec = figure().spec();
    List<?> pictures = (List<?>) ((Map<?, ?>) spec.get("datasets")).get("pictures");
    assertThat(pictures).hasSize(14);
    assertThat(pictures)
        .allSatisfy(
            row ->
                assertThat((String) ((Map<?, ?>) row).get("url"))
                    .startsWith("data:image/png;base64,"));
    assertThat(spec.get("params").toString()).contains("name=share", "max=6.0");
    assertThat(figure().still().alt()).contains("Two ways from black to grey");
  }

  @Test
  void waysOfOneLength() {
    Map<String, ImageBatch> ways = new LinkedHashMap<>();
    ways.put("a", greys(0, 1));
    ways.put("b", greys(0));
    assertThatThrownBy(() -> WalkFigure.of(ways)).hasMessage("b has 1 pictures, not 2");
  }
}
