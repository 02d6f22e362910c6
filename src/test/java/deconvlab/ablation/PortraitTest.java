package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.TestImages;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.train.SavedModel;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortraitTest {
  private final NDManager manager = Torch.engine().newBaseManager();
  private final Normalization by =
      new Normalization(new float[] {0.4f, 0.5f, 0.3f}, new float[] {0.2f, 0.3f, 0.25f});
  private final SavedModel eye =
      new SavedModel(
          Network.initialised(NetworkConfig.of("vgg").withWidth(3), 1, manager),
          new SavedModel.About(Json.object(), 1, "", "", by, Double.NaN));
  private final ImageSet images = TestImages.data().test().spaced(12);

  @AfterEach
  void close() {
    manager.close();
  }

  private static float[] pixels(ImageSet images) {
    float[] pixels = new float[images.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (images.pixels()[i] & 0xff) / 255f;
    }
    return pixels;
  }

  /** (12) features of 4w = 12 numbers each: what the last layer takes of the first image. */
  @Test
  void theFeaturesAreWhatTheLastLayerTakes() {
    float[] one = Arrays.copyOf(pixels(images), ImageSet.IMAGE_BYTES);
    float[] twice = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, twice, one.length, one.length);
    float[] normal = one.clone();
    for (int i = 0; i < normal.length; i++) {
      normal[i] = (normal[i] - by.mean()[i / 1024]) / by.std()[i / 1024];
    }
    float[] features =
        eye.network()
            .at("average1", manager.create(normal, Network.IMAGE).expandDims(0))
            .toFloatArray();
    Portrait same = Portrait.of(eye, twice);
    for (int f = 0; f < features.length; f++) {
      assertThat(same.features().gaussian().mean()[f]).isCloseTo(features[f], within(1e-5));
    }
    assertThat(features).hasSize(12);
    assertThat(same.spread()).isCloseTo(0, within(1e-3));
    assertThat(same.classes()).isEqualTo(1);
  }

  @Test
  void aSetIsAtNoDistanceFromItselfAndAtSomeFromAnother() {
    Portrait all = Portrait.of(eye, images);
    assertThat(all.distance(Portrait.of(eye, pixels(images)))).isCloseTo(0, within(1e-3));
    Portrait dark = Portrait.of(eye, new float[12 * ImageSet.IMAGE_BYTES]);
    assertThat(dark.distance(all)).isGreaterThan(0.1);
    assertThat(dark.spread()).isCloseTo(0, within(1e-3));
    assertThat(all.spread()).isGreaterThan(0.1);
  }

  /** A board of 0 and 1 has all its energy at (π, π): 1024/3. */
  @Test
  void aBoardIsAllCheckerboard() {
    float[] boards = new float[2 * ImageSet.IMAGE_BYTES];
    for (int i = 0; i < boards.length; i++) {
      boards[i] = (i / 32 + i) % 2;
    }
    assertThat(Portrait.of(eye, boards).checkerboard()).isCloseTo(1024.0 / 3, within(1e-3));
  }

  @Test
  void refused() {
    assertThatThrownBy(() -> Portrait.of(eye, new float[ImageSet.IMAGE_BYTES]).spread())
        .hasMessageContaining("two rows at least");
  }
}
