package deconvlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import deconvlab.data.Normalization;
import deconvlab.model.Channels;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Size;
import deconvlab.nn.Torch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime makes of an exported network is what the network makes. */
class OnnxFileTest {
  private static final Normalization NORMALIZATION =
      new Normalization(new float[] {0.49f, 0.48f, 0.45f}, new float[] {0.25f, 0.24f, 0.26f});

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    for (String model : List.of("s1", "s2", "ddnet", "s4", "cnn", "bench", "vgg", "upsampler")) {
      all.add(Arguments.of(model, NetworkConfig.of(model).withWidth(8).withBatchNorm(true)));
    }
    NetworkConfig ddnet = NetworkConfig.of("ddnet").withWidth(8);
    all.add(Arguments.of("ddnet, both outputs", ddnet.withHead("bottleneck").withDropout(0.3)));
    for (String twin : List.of("conv", "separable", "low-rank-2")) {
      all.add(Arguments.of("ddnet, " + twin, ddnet.withTwin(twin).withBatchNorm(true)));
    }
    NetworkConfig restorer = NetworkConfig.of("restorer").withWidth(6).withPicture("residual");
    all.add(Arguments.of("restorer, residual", restorer));
    all.add(Arguments.of("sub-pixel", restorer.withTwin("sub-pixel")));
    NetworkConfig odd = NetworkConfig.of("ddnet-as-written").withWidth(2).withTwin("conv");
    all.add(Arguments.of("sizes that are cut", odd));
    NetworkConfig stack = NetworkConfig.of("stack").withStack(3, "zigzag").withWidth(6);
    for (String activation :
        List.of("sigmoid", "tanh", "leaky-relu", "elu", "gelu", "silu", "softplus", "identity")) {
      all.add(Arguments.of(activation, stack.withActivation(activation).withSlope(0.2)));
    }
    return all;
  }

  /** Within 2e-5 of the largest output; seen: at most 3.1e-6. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void outputsAreEqual(String name, NetworkConfig config) throws OrtException {
    Network network = trainedALittle(config);
    byte[] file = OnnxFile.of(network, NORMALIZATION, false);
    for (int batch : new int[] {1, 3}) {
      assertThat(off(network, file, batch)).as(name).isLessThan(2e-5);
    }
  }

  /** Eight bits a weight: the network itself, rounded so, gives the same. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void eightBitsAreTheRoundedNetwork(String name, NetworkConfig config) throws OrtException {
    Network network = trainedALittle(config);
    byte[] whole = OnnxFile.of(network, NORMALIZATION, false);
    byte[] file = OnnxFile.of(network, NORMALIZATION, true);
    network.round(8, true, manager);
    assertThat(off(network, file, 2)).as(name).isLessThan(2e-5);
    assertThat(file.length).isLessThan(whole.length);
  }

  @Test
  void inputAndOutputsAreNamedAndTheBatchIsFree() throws OrtException {
    NetworkConfig config = NetworkConfig.of("ddnet").withHead("bottleneck").withWidth(4);
    Network network = Network.initialised(config, 1, manager);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session =
        environment.createSession(OnnxFile.of(network, Normalization.NONE, false))) {
      assertThat(shape(session.getInputInfo().get("image"))).containsExactly(-1, 3, 32, 32);
      assertThat(session.getOutputInfo().keySet()).containsExactly("scores", "picture");
      assertThat(shape(session.getOutputInfo().get("scores"))).containsExactly(-1, 10);
      assertThat(shape(session.getOutputInfo().get("picture"))).containsExactly(-1, 3, 32, 32);
    }
  }

  @Test
  void fewerFiltersAreASmallerFile() throws OrtException {
    NetworkConfig config = NetworkConfig.of("ddnet").withWidth(16);
    Network whole = trainedALittle(config);
    Network small = trainedALittle(Channels.without(config, 0.5));
    byte[] file = OnnxFile.of(small, NORMALIZATION, false);
    assertThat(off(small, file, 2)).isLessThan(2e-5);
    // Four bytes a number; names and shapes are nearly the same.
    long gone = Size.of(config).parameters() - Size.of(small.config()).parameters();
    int saved = OnnxFile.of(whole, NORMALIZATION, false).length - file.length;
    assertThat((double) saved).isCloseTo(4.0 * gone, within(200.0));
  }

  /** How far the file's outputs are from the network's, over the largest of them. */
  private double off(Network network, byte[] file, int batch) throws OrtException {
    NDArray pixels =
        manager.arange(batch * 3072f).div(70).sin().add(1).div(2).reshape(batch, 3, 32, 32);
    NDArray mean = manager.create(NORMALIZATION.mean(), new Shape(1, 3, 1, 1));
    NDArray std = manager.create(NORMALIZATION.std(), new Shape(1, 3, 1, 1));
    NDList x = new NDList(pixels.sub(mean).div(std));
    NDList expected = network.forward(new ParameterStore(manager, false), x, false);
    double worst = 0;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    FloatBuffer values = FloatBuffer.wrap(pixels.toFloatArray());
    long[] shape = {batch, 3, 32, 32};
    try (OrtSession session = environment.createSession(file);
        OnnxTensor image = OnnxTensor.createTensor(environment, values, shape);
        OrtSession.Result outputs = session.run(Map.of("image", image))) {
      assertThat(outputs.size()).isEqualTo(expected.size());
      for (int o = 0; o < expected.size(); o++) {
        float[] own = expected.get(o).toFloatArray();
        float[] theirs = ((OnnxTensor) outputs.get(o)).getFloatBuffer().array();
        assertThat(theirs).hasSameSizeAs(own);
        double largest = 1e-30;
        double far = 0;
        for (int i = 0; i < own.length; i++) {
          largest = Math.max(largest, Math.abs(own[i]));
          far = Math.max(far, Math.abs(own[i] - theirs[i]));
        }
        worst = Math.max(worst, far / largest);
      }
    }
    return worst;
  }

  private static long[] shape(NodeInfo node) {
    return ((TensorInfo) node.getInfo()).getShape();
  }

  /** Biases and batch norm's numbers as a training moves them off their start. */
  private Network trainedALittle(NetworkConfig config) {
    Network network = Network.initialised(config, 1, manager);
    float phase = 0;
    for (Parameter one : network.trainable().values()) {
      if (one.getType() != Parameter.Type.WEIGHT) {
        NDArray moved = manager.arange((float) one.getShape().size()).add(phase++).sin();
        one.getArray().addi(moved.mul(0.2f));
      }
    }
    NDArray images = manager.arange(2 * 3072f).div(70).sin().reshape(2, 3, 32, 32);
    Torch.withoutGradients(
        () -> network.forward(new ParameterStore(manager, false), new NDList(images), true));
    return network;
  }
}
