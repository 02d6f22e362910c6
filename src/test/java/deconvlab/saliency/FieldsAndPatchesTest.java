package deconvlab.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.TestImages;
import deconvlab.data.ImageSet;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsAndPatchesTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Two convolutions 3×3 see 5×5; a pooling and two more, 5 + 1 + 2·(2 + 2) = 14. */
  @Test
  void fieldsByHand() {
    Network vgg = Network.initialised(NetworkConfig.of("vgg").withWidth(2), 0, manager);
    assertThat(ReceptiveField.of(vgg, "conv2", 10, 20))
        .isEqualTo(new ReceptiveField(8, 18, 12, 22));
    assertThat(ReceptiveField.of(vgg, "conv4", 6, 8)).isEqualTo(new ReceptiveField(6, 10, 19, 23));
    assertThat(ReceptiveField.of(vgg, "conv4", 0, 15)).isEqualTo(new ReceptiveField(0, 24, 7, 31));
    assertThat(ReceptiveField.of(vgg, "dense1", 0, 0)).isEqualTo(new ReceptiveField(0, 0, 31, 31));
    assertThatThrownBy(() -> ReceptiveField.of(vgg, "conv4", 16, 0))
        .hasMessage("row=16 must be in [0, 15]");
  }

  /** Where the gradient of some image is not 0, over random weights and images. */
  @ParameterizedTest
  @CsvSource({
    "vgg, none, conv5, 3, 5",
    "vgg, none, conv3, 0, 9",
    "ddnet, none, deconv1, 3, 6",
    "ddnet, none, deconv2, 7, 2",
    "ddnet, conv, deconv2, 7, 2",
    "s2, none, deconv1, 33, 12",
    "upsampler, none, deconv2, 5, 9",
    "upsampler, sub-pixel, deconv3, 3, 9",
    "stack, none, conv3, 1, 2",
    "stack, none, deconv2, 4, 7"
  })
  void theFieldIsWhereTheGradientLives(
      String model, String twin, String layer, int row, int column) {
    NetworkConfig config =
        NetworkConfig.of(model).withWidth(2).withTwin(twin).withActivation("identity");
    Network network = Network.initialised(config, 5, manager);
    Lens lens = Lens.on(network, Filled.HALF, layer);
    ImageSet images = TestImages.data().test();
    int[] units = new int[images.size()];
    Arrays.fill(units, lens.unit(1, row, column));
    boolean[] seen = new boolean[1024];
    for (SaliencyMap map : lens.maps(Method.GRADIENT, images, units)) {
      double[] strength = map.strength();
      IntStream.range(0, 1024).forEach(i -> seen[i] |= strength[i] != 0);
    }
    int[] rows = IntStream.range(0, 1024).filter(i -> seen[i]).map(i -> i / 32).sorted().toArray();
    int[] columns =
        IntStream.range(0, 1024).filter(i -> seen[i]).map(i -> i % 32).sorted().toArray();
    assertThat(ReceptiveField.of(network, layer, row, column))
        .isEqualTo(
            new ReceptiveField(
                rows[0], columns[0], rows[rows.length - 1], columns[columns.length - 1]));
  }

  @Test
  void topPatchesAreTheStrongestPlacesOfTheStrongestImages() {
    Network network = Filled.network(NetworkConfig.of("ddnet").withWidth(2), manager);
    Lens lens = Lens.on(network, Filled.HALF, "conv2");
    ImageSet images = TestImages.data().train().pick(IntStream.range(0, 230).toArray());
    List<List<Lens.Patch>> top = lens.patches(images, 4);
    List<Lens.Patch> best = new ArrayList<>();
    lens.each(
        images,
        50,
        (x, from) -> {
          float[] all = lens.forward(x).toFloatArray();
          for (int n = 0; n < x.getShape().get(0); n++) {
            int first = (n * 4 + 3) * 256;
            int at =
                IntStream.range(0, 256)
                    .reduce((a, b) -> all[first + b] > all[first + a] ? b : a)
                    .orElseThrow();
            best.add(new Lens.Patch(from + n, at / 16, at % 16, all[first + at]));
          }
        });
    best.sort((a, b) -> Double.compare(b.value(), a.value()));
    for (int i = 0; i < 4; i++) {
      Lens.Patch found = top.get(3).get(i);
      // Batches of another size round otherwise.
      assertThat(found.value()).isCloseTo(best.get(i).value(), within(1e-5));
      assertThat(found.image()).isEqualTo(best.get(i).image());
    }
    Lens.Patch first = top.get(3).get(0);
    int unit = lens.unit(3, first.row(), first.column());
    assertThat(lens.values(images.pick(first.image()), unit)[0])
        .isCloseTo(first.value(), within(1e-5));
    assertThat(Lens.on(network, Filled.HALF, "dense1").patches(images, 2).get(9))
        .hasSize(2)
        .allMatch(p -> p.row() == 0 && p.column() == 0);
    assertThat(top).hasSize(4);
  }
}
