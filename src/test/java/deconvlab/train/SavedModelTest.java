package deconvlab.train;

import static deconvlab.TensorAsserts.assertBitEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.TestImages;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.SafeTensors;
import deconvlab.nn.Torch;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
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
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(2).withBatchNorm(true), "made-up")
            .withMaxSteps(4)
            .withValidation(0);
    Path whole = folder.resolve("deep/whole.safetensors");
    Path half = folder.resolve("half.safetensors");
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

  private static NDArray predict(Network network, NDArray x) {
    ParameterStore store = new ParameterStore(x.getManager(), false);
    return Torch.withoutGradients(
        () -> network.forward(store, x.duplicate(), false, Trace.none()).head());
  }

  @Test
  void theFormatIsSafetensors() throws IOException {
    Path file = folder.resolve("a.safetensors");
    NDArray a = manager.create(new float[] {1, -2, 0.5f, 3, 65504, 0}, new Shape(2, 3));
    SafeTensors.write(file, Map.of("a", a), Map.of("from", "here"), true);
    byte[] bytes = Files.readAllBytes(file);
    String header =
        "{\"__metadata__\":{\"from\":\"here\"},"
            + "\"a\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]}}";
    assertThat(bytes[0]).isEqualTo((byte) header.length());
    assertThat(new String(bytes, 8, header.length(), StandardCharsets.UTF_8)).isEqualTo(header);
    // Half precision, little-endian: 1 is 3c00, −2 is c000.
    assertThat(Arrays.copyOfRange(bytes, 8 + header.length(), 12 + header.length()))
        .containsExactly(0x00, 0x3c, 0x00, 0xc0);
    SafeTensors.Content content = SafeTensors.read(file);
    assertThat(content.about("from")).isEqualTo("here");
    assertBitEqual(content.arrays(Map.of("a", new Shape(2, 3)), manager).get("a"), a);
    assertThatThrownBy(() -> content.arrays(Map.of("a", new Shape(3, 2)), manager))
        .hasMessage(file + " a has shape [2,3], [3,2] is right");
    assertThatThrownBy(() -> content.arrays(Map.of("b", new Shape(1)), manager))
        .hasMessage(file + " holds a, which is not wanted");
    assertThatThrownBy(() -> SavedModel.load(file, manager))
        .hasMessage(file + " is no model of ours: lab train --save writes such a file");
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> SafeTensors.read(file).arrays(Map.of("a", new Shape(2, 3)), manager))
        .hasMessage(file + " a has not the bytes of a [2,3] in F16 or F32");
    Files.write(file, Arrays.copyOf(bytes, 40));
    assertThatThrownBy(() -> SafeTensors.read(file))
        .hasMessage(file + " is no safetensors file, or was cut short");
    Files.writeString(file, "PK and more than eight letters");
    assertThatThrownBy(() -> SavedModel.load(file, manager))
        .hasMessage(file + " is no safetensors file, or was cut short");
    assertThatThrownBy(() -> SavedModel.load(folder.resolve("none"), manager))
        .hasMessageContaining("none: no such file");
  }
}
