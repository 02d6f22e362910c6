package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import deconvlab.TestImages;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.plot.VegaFigure;
import deconvlab.saliency.Cascade;
import deconvlab.saliency.Lens;
import deconvlab.saliency.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CascadeFigureTest {
  private static final ImageSet IMAGES = TestImages.data().test().pick(3, 5, 7);

  private static Cascade cascade() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      Network network = Network.initialised(NetworkConfig.of("cnn").withWidth(2), 0, manager);
      return Cascade.of(
          Lens.on(network, Normalization.NONE, "conv2"),
          IMAGES,
          new int[] {9, 90, 200},
          1,
          List.of(Method.GRADIENT, Method.OCCLUSION));
    }
  }

  static VegaFigure figure() {
    return CascadeFigure.of(cascade(), IMAGES, List.of("cat", "dog"));
  }

  @Test
  void everyPictureHasItsFigure() {
    VegaFigure figure = figure();
    Map<?, ?> data = (Map<?, ?>) figure.spec().get("datasets");
    List<?> pictures = (List<?>) data.get("pictures");
    // Two images, and for each two methods at three depths.
    assertThat(pictures).hasSize(2 + 2 * 2 * 3);
    assertThat(pictures)
        .allSatisfy(
            row -> {
              boolean image = ((Map<?, ?>) row).get("what").equals("image");
              assertThat((String) ((Map<?, ?>) row).get("caption"))
                  .matches(image ? "" : "ρ −?\\d\\.\\d\\d");
            });
    assertThat(data.get("ranks").toString())
        .contains("{arm=gradient, depth=0, mean=1.0, low=1.0, high=1.0}");
    assertThat(data.get("words").toString())
        .contains("Nothing forgotten: the trained network.")
        .contains("Forgotten: conv2.")
        .contains("Forgotten: conv2, conv1.");
    assertThat(figure.spec().get("params").toString()).contains("max=2.0", "value=cat");
    assertThat(figure.alt()).contains("n = 3 images");
    assertThatThrownBy(() -> CascadeFigure.of(cascade(), IMAGES, List.of()))
        .hasMessage("names.size()=0 must be in [1, 3]");
  }
}
