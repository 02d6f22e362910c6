package deconvlab.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Map;

/** What a training step trains. */
public interface Trainable {
  /**
   * The forward pass: class scores first where it has them, its picture last.
   *
   * @param x (N, C, H, W)
   * @param trace keeps what it asks for, of the layers that the network shows
   */
  NDList forward(ParameterStore store, NDArray x, boolean training, Trace trace);

  /**
   * The trainable parameters, from the input to the output, each under its layer's name, a dot and
   * its own, such as {@code conv1.weight}. Those of type {@link Parameter.Type#WEIGHT} are the
   * weights of convolutions, transposed convolutions and linear layers, one a layer. A parameter
   * that layers share may come under each of their names: it is trained and noted once.
   */
  Map<String, Parameter> trainable();

  /**
   * Batch norm's running means and variances: what a training pass changes beside gradients, each
   * once.
   */
  NDList statistics();

  /** Whether class scores come first; otherwise there is a picture alone. */
  boolean hasScores();

  /** Whether training draws random masks or codes. */
  boolean isRandom();

  /** Where its parameters are. */
  default Device device() {
    return trainable().values().iterator().next().getArray().getDevice();
  }
}
