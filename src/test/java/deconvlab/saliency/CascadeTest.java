package deconvlab.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.data.ImageSet;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CascadeTest {
  private static final NetworkConfig DDNET =
      NetworkConfig.of("ddnet").withWidth(2).withBatchNorm(true);

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** At every depth the maps are those of a network with just these layers new. */
  @Test
  void layersAreForgottenFromTheUnitDown() {
    Network trained = Filled.network(DDNET, manager);
    Network fresh = Network.initialised(DDNET, 9, manager);
    ImageSet images = Filled.images(2);
    int[] units = {20, 30};
    Lens lens = Lens.on(trained, Filled.HALF, "deconv1");
    Cascade cascade = Cascade.of(lens, images, units, 9, List.of(Method.GRADIENT, Method.GUIDED));
    assertThat(cascade.layers()).containsExactly("deconv1", "conv3", "conv2", "conv1");
    assertThat(cascade.methods()).containsExactly(Method.GRADIENT, Method.GUIDED);
    for (int forgotten = 0; forgotten <= 4; forgotten++) {
      Network mixed = Filled.network(DDNET, manager);
      List<String> lost = cascade.layers().subList(0, forgotten);
      for (String name : mixed.arrays().keySet()) {
        if (lost.contains(name.substring(0, name.indexOf('.')))) {
          float[] numbers = fresh.arrays().get(name).getArray().toFloatArray();
          Filled.set(mixed.arrays().get(name).getArray(), numbers);
        }
      }
      List<SaliencyMap> wanted = lens.through(mixed).maps(Method.GUIDED, images, units);
      List<SaliencyMap> found = cascade.maps(Method.GUIDED, forgotten);
      for (int i = 0; i < 2; i++) {
        assertThat(found.get(i).values()).containsExactly(wanted.get(i).values());
      }
    }
    assertThat(cascade.ranks(Method.GUIDED, 0)).containsExactly(new double[] {1, 1}, within(1e-12));
    assertThat(cascade.ranks(Method.GRADIENT, 4)).hasSize(2).doesNotContain(1);
    assertThatThrownBy(() -> cascade.maps(Method.OCCLUSION, 0))
        .hasMessage("method=occlusion is unknown: use one of gradient, guided");
    assertThatThrownBy(() -> cascade.maps(Method.GUIDED, 5))
        .hasMessage("forgotten=5 must be in [0, 4]");
  }

  @Test
  void mapsAreComparedByTheStrengthOfTheirPixels() {
    double[] up = IntStream.range(0, 1024).mapToDouble(i -> i).toArray();
    double[] colours = new double[3072];
    for (int i = 0; i < 1024; i++) {
      colours[i] = -i;
      colours[2048 + i] = 2 * i;
    }
    SaliencyMap grey = new SaliencyMap(1, up);
    SaliencyMap map = new SaliencyMap(3, colours);
    assertThat(map.strength()[5]).isEqualTo(15);
    assertThat(map.sum()).isEqualTo(1023 * 512);
    assertThat(map.rankCorrelation(grey)).isCloseTo(1, within(1e-12));
    assertThat(map.rankCorrelation(new SaliencyMap(1, new double[1024]))).isZero();
    // Rows 1 and 2, columns 3 and 4: 35, 36, 67, 68 against 4, 3, 2, 1.
    ReceptiveField square = new ReceptiveField(1, 3, 2, 4);
    assertThat(square.height() + square.width()).isEqualTo(4);
    assertThat(grey.rankCorrelation(square(4, -3, 2, 1), square))
        .isCloseTo(-1, within(1e-12));
    // Ties: of |0.3, −1.2, 4, 4| and |1, 1, −3, 8| the ranks 1, 2, 3.5, 3.5 and 1.5, 1.5, 3, 4.
    assertThat(square(0.3, -1.2, 4, 4).rankCorrelation(square(1, 1, -3, 8), square))
        .isCloseTo(4 / 4.5, within(1e-12));
    assertThatThrownBy(() -> square(1, Double.NaN, 2, 3).rankCorrelation(grey, square))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new SaliencyMap(3, up))
        .hasMessage("channels=3 and 1024 values: 1 or 3 of 1024 are right");
  }

  /** A map that is 0 but for rows 1 and 2 of columns 3 and 4. */
  private static SaliencyMap square(double a, double b, double c, double d) {
    double[] map = new double[1024];
    map[35] = a;
    map[36] = b;
    map[67] = c;
    map[68] = d;
    return new SaliencyMap(1, map);
  }
}
