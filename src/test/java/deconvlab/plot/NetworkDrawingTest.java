package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.LayerBox.Kind;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkDrawingTest {
  private static final List<Kind> KINDS =
      List.of(Kind.CONVOLUTION, Kind.TRANSPOSED, Kind.WEIGHTLESS, Kind.DENSE);

  private static LayerBox conv(String name, int channels, int side) {
    return new LayerBox(name, Kind.CONVOLUTION, "3×3", channels, side, List.of("ReLU"));
  }

  private static LayerBox image() {
    return new LayerBox("image", Kind.IMAGE, "", 3, 32, List.of());
  }

  /** Layers of any kind and size; no two neighbours alike. */
  private static List<LayerBox> layers(Random random, int count, String prefix) {
    List<LayerBox> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      int side = kind == Kind.DENSE ? 0 : 1 << random.nextInt(9);
      String how = List.of("", "3×3", "3×3, stride 2").get(random.nextInt(3));
      layers.add(new LayerBox(prefix + i, kind, how, 1 + 100 * i, side, List.of("batch norm")));
    }
    return layers;
  }

  @Property(tries = 60)
  void wordsNeverTouch(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int count,
      @ForAll @IntRange(max = 8) int rest) {
    Random random = new Random(seed);
    List<LayerBox> trunk = new ArrayList<>(List.of(image()));
    trunk.addAll(layers(random, count, "conv"));
    List<LayerBox> head = new ArrayList<>(layers(random, 2, "dense"));
    head.add(LayerBox.loss("cross-entropy"));
    NetworkDrawing drawing =
        NetworkDrawing.branching(
            trunk, layers(random, rest, "deconv"), rest == 0 ? List.of() : head);
    DrawnWords.assertApart(drawing);
    assertThat(DrawnWords.names(drawing))
        .hasSize(count + 1 + rest + (rest == 0 ? 0 : 3))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatRepeatsIsDrawnOnce() {
    List<LayerBox> layers = new ArrayList<>(List.of(image(), conv("conv1", 8, 8)));
    for (int i = 2; i < 10; i++) {
      layers.add(conv("conv" + i, 16, 4));
      layers.add(conv("deconv" + (i - 1), 8, 8));
    }
    layers.add(LayerBox.loss("squared error"));
    NetworkDrawing drawing = NetworkDrawing.of(layers);
    assertThat(DrawnWords.names(drawing))
        .containsExactly("image", "conv1", "conv2–9", "deconv1–8", "loss");
    assertThat(drawing.alt())
        .isEqualTo(
            "image: 3 · 32×32 → conv1 (3×3): 8 · 8×8, ReLU → 8 times [conv2–9 (3×3): 16 · 4×4,"
                + " ReLU → deconv1–8 (3×3): 8 · 8×8, ReLU] → loss (squared error). Gradients run"
                + " back from the loss to the image.");
    assertThat(LayerRepeats.of(layers.subList(1, 5))).hasSize(4);
  }

  @Test
  void gradientsReachTheImage() {
    List<LayerBox> layers = List.of(image(), conv("conv1", 8, 8), LayerBox.loss("squared error"));
    BufferedImage drawn = NetworkDrawing.of(layers).draw();
    assertThat(drawn.getWidth()).isEqualTo(1760);
    assertThat(Ink.count(drawn, Theme.ALARM)).isGreaterThan(1000);
    NetworkDrawing branching =
        NetworkDrawing.branching(
            List.of(image(), conv("conv1", 8, 8)),
            List.of(conv("deconv1", 3, 32)),
            List.of(LayerBox.loss("cross-entropy")));
    Ink.assertDrawn(branching.draw());
    assertThat(branching.alt())
        .endsWith("no gradient comes to the rest of the trunk from the scores.");
  }

  @Test
  void aMapHasChannels() {
    assertThatThrownBy(() -> conv("conv1", 0, 8))
        .hasMessage(
            "conv1 has 0 channels of side 8: give 1 channel or more, and side 0 for a vector");
  }
}
