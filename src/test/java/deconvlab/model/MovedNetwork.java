package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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
    NDList images = new NDList(images(manager));
    Torch.withoutGradients(() -> network.forward(new ParameterStore(manager, false), images, true));
    return network;
  }

  /** Two images, a sine over all their numbers. */
  static NDArray images(NDManager manager) {
    return manager.arange(2 * 3072f).div(70).sin().reshape(2, 3, 32, 32);
  }
}
