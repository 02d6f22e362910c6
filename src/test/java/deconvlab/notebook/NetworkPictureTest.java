package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import deconvlab.model.Stage;
import deconvlab.plot.DrawnWords;
import deconvlab.plot.NetworkDrawing;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPictureTest {
  static Stream<NetworkConfig> configs() {
    List<NetworkConfig> configs = new ArrayList<>();
    for (String model : Networks.names()) {
      configs.add(NetworkConfig.of(model));
      configs.add(NetworkConfig.of(model).withTwin("conv").withBatchNorm(true));
    }
    NetworkConfig ddnet = NetworkConfig.of("ddnet").withHead("bottleneck");
    configs.add(ddnet);
    configs.add(ddnet.withTwin("matched").withDropout(0.2, "before-norm"));
    configs.add(NetworkConfig.of("s1").withDepth(8));
    for (String kind : List.of("conv", "deconv", "zigzag")) {
      configs.add(NetworkConfig.of("stack").withStack(4, kind));
      configs.add(NetworkConfig.of("stack").withStack(17, kind).withTwin("conv"));
    }
    return configs.stream();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyNetworkIsDrawn(NetworkConfig config) {
    NetworkDrawing drawing = NetworkPicture.of(config);
    DrawnWords.assertApart(drawing);
    assertThat(drawing.draw().getWidth()).isEqualTo(1760);
    List<Stage> stages = Network.of(config, 0).stages();
    List<String> names = DrawnWords.names(drawing);
    for (Stage stage : stages) {
      assertThat(names.stream().filter(name -> names(name, stage.name())))
          .as(stage.name())
          .hasSize(1);
      assertThat(drawing.alt()).contains(": " + words(stage.output()));
    }
  }

  /** Whether {@code drawn} is this layer or a range with it: conv2–9. */
  private static boolean names(String drawn, String layer) {
    String[] ends = drawn.split("–", -1);
    String kind = layer.replaceFirst("\\d+$", "");
    if (ends.length == 1 || !ends[0].matches(kind + "\\d+")) {
      return drawn.equals(layer);
    }
    int number = Integer.parseInt(layer.substring(kind.length()));
    return number >= Integer.parseInt(ends[0].substring(kind.length()))
        && number <= Integer.parseInt(ends[1]);
  }

  private static String words(Shape shape) {
    return shape.dimension() == 1
        ? Text.format("%,d", shape.get(0))
        : Text.format("%d · %d×%d", shape.get(0), shape.get(1), shape.get(2));
  }

  @Test
  void itsTextSaysWhatFollowsAndWhereTheHeadLeaves() {
    NetworkConfig config =
        NetworkConfig.of("ddnet").withHead("bottleneck").withBatchNorm(true).withWidth(4);
    String alt = NetworkPicture.of(config).alt();
    assertThat(alt)
        .contains("conv1 (3×3): 4 · 32×32, batch norm, ReLU → pool1 (max 2×2): 4 · 16×16")
        .contains("pool3 (max 2×2): 16 · 4×4. There the trunk goes on: deconv1 (3×3, stride 2)")
        .contains("the head leaves it: average1 (mean of map): 16 → dense1: 10 → loss");
    assertThat(NetworkPicture.of(NetworkConfig.of("cnn").withDropout(0.5)).alt())
        .contains("dense2 (after dropout 0.5): 10");
    assertThat(Printed.by(() -> Show.network(config))).contains("DDNet: 7 layers with weights");
  }
}
