package deconvlab.train;

import static deconvlab.TensorAsserts.assertBitEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.TestImages;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run trained is what a file gives back; a file that is none of ours is refused by name. */
class SavedModelTest {
  @TempDir private Path folder;
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aTrainedNetworkComesBackBitByBitOrWithHalfItsBits() throws IOException {
    TrainConfig config = config();
    Path whole = folder.resolve("deep/whole.npz");
    Path half = folder.resolve("half.npz");
    try (Training training = new Training(config, TestImages.data(), 7, RunOptions.defaults())) {
      RunRecord run = training.run();
      SavedModel.write(whole, training.network(), training.normalization(), run, false);
      SavedModel.write(half, training.network(), training.normalization(), run, true);
      SavedModel model = SavedModel.load(whole, manager);
      NDArray x = manager.randomNormal(new Shape(2, 3, 32, 32));
      NDArray exact = training.predict(x.duplicate()).head();
      NDArray again = predict(model.network(), x);
      NDArray rounded = predict(SavedModel.load(half, manager).network(), x);
      // Weights lie otherwise in memory here, so that sums are rounded otherwise.
      assertThat(again.sub(exact).abs().max().getFloat()).isLessThan(1e-5f);
      training
          .network()
          .arrays()
          .forEach(
              (name, one) ->
                  assertBitEqual(model.network().arrays().get(name).getArray(), one.getArray()));
      assertThat(rounded.sub(exact).abs().max().getFloat()).isBetween(1e-7f, 0.02f);
      assertThat(model.normalization().std()).isEqualTo(training.normalization().std());
      SavedModel.About about = model.about();
      assertThat(about.seed()).isEqualTo(7);
      assertThat(about.key()).isEqualTo(RunKey.of(run).hash());
      assertThat(about.configuration()).isEqualTo(config.toJson());
      assertThat(about.accuracy())
          .isCloseTo(run.lastScore("test").orElseThrow().accuracy(), within(0.0));
    }
    assertThat(Files.size(whole) - Files.size(half)).isGreaterThan(2 * 6000);
  }

  private static TrainConfig config() {
    return TrainConfig.of(NetworkConfig.of("ddnet").withWidth(2).withBatchNorm(true), "made-up")
        .withMaxSteps(4)
        .withValidation(0);
  }

  private static NDArray predict(Network network, NDArray x) {
    ParameterStore store = new ParameterStore(x.getManager(), false);
    return Torch.withoutGradients(
        () -> network.forward(store, x.duplicate(), false, Trace.none()).head());
  }

  @Test
  void whatIsNoneOfOursOrNotWholeIsRefusedByName() throws IOException {
    Path file = folder.resolve("a.npz");
    String none = file + " is no whole network of ours: ";
    try (Training training = new Training(config(), TestImages.data(), 7, RunOptions.defaults())) {
      SavedModel.write(file, training.network(), Normalization.NONE, training.run(), true);
    }
    byte[] bytes = Files.readAllBytes(file);
    NDList arrays = NDList.decode(manager, bytes);
    assertThat(arrays.get(1).getName()).isEqualTo("conv1.weight");
    assertThat(arrays.get(1).getDataType()).isEqualTo(DataType.FLOAT16);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> SavedModel.load(file, manager)).hasMessageStartingWith(none);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    assertThatThrownBy(() -> SavedModel.load(file, manager)).hasMessageStartingWith(none);
    Files.writeString(file, "a letter to nobody");
    assertThatThrownBy(() -> SavedModel.load(file, manager)).hasMessage(none + "it is no .npz");
    refused(file, arrays.subNDList(1), none + "run.json is missing");
    refused(file, arrays.subNDList(0, 3), none + "it holds [conv1.weight, conv1.gamma], [conv1");
    NDArray turned = arrays.get(1).reshape(3, 2, 3, 3);
    turned.setName("conv1.weight");
    arrays.set(1, turned);
    refused(file, arrays, none + "conv1.weight has shape (3, 2, 3, 3), (2, 3, 3, 3) is right");
    assertThatThrownBy(() -> SavedModel.load(folder.resolve("none"), manager))
        .hasMessageContaining("none: no such file");
  }

  private void refused(Path file, NDList arrays, String words) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      arrays.encode(out, NDList.Encoding.NPZ);
    }
    assertThatThrownBy(() -> SavedModel.load(file, manager)).hasMessageStartingWith(words);
  }
}
