package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Torch;

/** A network with its biases and batch norm's numbers as a training moves them off their start. */
public final class MovedNetwork {
  private MovedNetwork() {}

  public static Network of(NetworkConfig config, NDManager manager) {
    Network network = Network.initialised(config, 1, manager);
    float phase = 0;
    for (Parameter one : network.trainable().values()) {
      if (one.getType() != Parameter.Type.WEIGHT) {
        NDArray moved = manager.arange((float) one.getShape().size()).add(phase++).sin();
        one.getArray().addi(moved.mul(0.2f));
      }
    }
    NDList input = input(network, manager);
    Torch.withoutGradients(() -> network.forward(new ParameterStore(manager, false), input, true));
    return network;
  }

  /** Two of what it reads (images, codes), a sine over all their numbers. */
  static NDList input(Network network, NDManager manager) {
    Shape shape = new Shape(2).addAll(network.input());
    return new NDList(manager.arange((float) shape.size()).div(70).sin().reshape(shape));
  }
}
