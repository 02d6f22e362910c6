package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.TestImages;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prediction in ten lines of Java, as the README has them. */
class PlainJavaTest {
  private static float[] scores(BufferedImage photo, Network network, Normalization n) {
    float[] rgb = photo.getRaster().getPixels(0, 0, 32, 32, (float[]) null);
    try (NDManager desk = Torch.engine().newBaseManager()) {
      NDArray pixels = desk.create(rgb, new Shape(1, 32, 32, 3)).div(255);
      NDArray x = pixels.sub(desk.create(n.mean())).div(desk.create(n.std())).transpose(0, 3, 1, 2);
      NDList out = network.forward(new ParameterStore(desk, false), new NDList(x), false);
      return out.head().toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR})
  void tenLinesSayWhatTheTrainingSays(int type) {
    ImageData data = TestImages.data();
    TrainConfig config = Runs.config(NetworkConfig.of("ddnet").withWidth(4), 9);
    try (Training training = new Training(config, data, 3, Runs.OPTIONS);
        NDManager manager = Torch.engine().newBaseManager();
        DeviceImages images =
            new DeviceImages(
                data.test().pick(0, 1, 2), training.normalization(), Runs.OPTIONS.device())) {
      training.run();
      NDArray x = Batches.evaluation(images, 3).epoch(0).batch(0, manager).images();
      float[] expected = training.predict(x).head().toFloatArray();
      for (int i = 0; i < 3; i++) {
        float[] found =
            scores(photograph(data.test(), i, type), training.network(), training.normalization());
        for (int c = 0; c < 10; c++) {
          assertThat(found[c]).isCloseTo(expected[10 * i + c], within(1e-4f));
        }
      }
    }
  }

  private static BufferedImage photograph(ImageSet set, int index, int type) {
    BufferedImage photo = new BufferedImage(32, 32, type);
    byte[] p = set.image(index);
    for (int i = 0; i < 1024; i++) {
      int rgb = (p[i] & 255) << 16 | (p[1024 + i] & 255) << 8 | (p[2048 + i] & 255);
      photo.setRGB(i % 32, i / 32, rgb);
    }
    return photo;
  }
}
