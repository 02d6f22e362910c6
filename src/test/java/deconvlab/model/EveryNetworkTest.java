package deconvlab.model;

import static deconvlab.TensorAsserts.assertBitEqual;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every network and every twin. */
class EveryNetworkTest {
  @TempDir private Path folder;

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    for (String model : Networks.names()) {
      NetworkConfig config = NetworkConfig.of(model).withWidth(4).withActivation("tanh");
      all.add(Arguments.of(model, config.withHead("bottleneck").withInit("orthogonal")));
      all.add(Arguments.of(model + ", twin", config.withBatchNorm(true).withTwin("conv")));
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyParameterGetsAGradient(String name, NetworkConfig config) {
    Network network = Network.initialised(config, 1, manager);
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      NDArray loss = manager.create(0f);
      for (NDArray output : forward(network, true)) {
        NDArray target = manager.arange((float) output.size()).sin().reshape(output.getShape());
        loss = loss.add(output.sub(target).square().sum());
      }
      collecting.backward(loss);
    }
    for (Map.Entry<String, Parameter> entry : network.trainable().entrySet()) {
      NDArray gradient = entry.getValue().getArray().getGradient();
      float largest = gradient.abs().max().getFloat();
      assertThat(largest).as(name + " " + entry.getKey()).isFinite().isPositive();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void outputsHaveTheShapesItSays(String name, NetworkConfig config) {
    Network network = Network.initialised(config, 1, manager);
    NDList outputs = forward(network, false);
    assertThat(outputs.getShapes())
        .as(name)
        .isEqualTo(network.getOutputShapes(new Shape[] {new Shape(2).addAll(network.input())}));
    assertThat(outputs).hasSize((network.hasScores() ? 1 : 0) + (network.hasPicture() ? 1 : 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void whatIsSavedComesBack(String name, NetworkConfig config)
      throws IOException, MalformedModelException {
    try (Model saved = Model.newInstance("network", "PyTorch");
        Model loaded = Model.newInstance("network", "PyTorch")) {
      Network network = Network.of(config, 1);
      saved.setBlock(network);
      network.initialize(
          saved.getNDManager(), DataType.FLOAT32, new Shape(1).addAll(network.input()));
      // A training pass moves batch norm's running statistics off their start.
      forward(network, true);
      saved.save(folder, "network");
      Network other = Network.of(config, 2);
      loaded.setBlock(other);
      loaded.load(folder, "network");
      NDList expected = forward(network, false);
      NDList back = forward(other, false);
      for (int i = 0; i < expected.size(); i++) {
        assertBitEqual(back.get(i), expected.get(i));
      }
    }
  }

  private NDList forward(Network network, boolean training) {
    Shape shape = new Shape(2).addAll(network.input());
    NDArray x = manager.arange((float) shape.size()).div(700).sin().reshape(shape);
    return network.forward(new ParameterStore(manager, false), new NDList(x), training);
  }
}
