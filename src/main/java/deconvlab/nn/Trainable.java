package deconvlab.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Map;

/** A block that names what a training step changes. */
public interface Trainable extends Block {
  /**
   * The trainable parameters, from the input to the output, each under its layer's name, a dot and
   * its own, such as {@code conv1.weight}. Those of type {@link Parameter.Type#WEIGHT} are the
   * weights of convolutions, transposed convolutions and linear layers, one a layer.
   */
  Map<String, Parameter> trainable();
}
