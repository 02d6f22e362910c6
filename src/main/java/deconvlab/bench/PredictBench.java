package deconvlab.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.model.Network;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a prediction costs: networks in turns on the same images, in evaluation mode.
 *
 * @param batch images at once
 * @param rounds in which each network has its turns, at least 3
 * @param steps predictions of each network a round
 */
public record PredictBench(int batch, int rounds, int steps) {
  public PredictBench {
    Limits.network(1, batch);
    Checks.within("rounds", rounds, Limits.LEAST_STEPS, 1000, "fewer have no spread");
    Checks.within("steps", steps, 1, 10_000, "a round must end");
  }

  /**
   * One network's time.
   *
   * @param name as it was given
   * @param picture milliseconds an image, by rounds
   * @param ratio its time over that of the first network
   */
  public record Time(String name, Timings picture, Ratio ratio) {}

  /**
   * Times {@code networks}, in their order and where they are, with so many threads an operation.
   */
  public List<Time> run(Map<String, Network> networks, int threads) {
    Device device = networks.values().iterator().next().device();
    try (NDManager scope = Torch.engine().newBaseManager(device)) {
      NDArray images = scope.arange(batch * (float) Network.IMAGE.size()).sin();
      NDArray x = images.reshape(new Shape(batch).addAll(Network.IMAGE));
      List<LongSupplier> works = new ArrayList<>();
      networks.values().forEach(network -> works.add(() -> nanos(network, x)));
      Turns turns = Torch.withThreads(threads, () -> Turns.of(works, rounds, steps));
      List<Time> times = new ArrayList<>();
      for (String name : networks.keySet()) {
        int at = times.size();
        Timings picture = Timings.of(turns.nanos()[at]).each(batch);
        times.add(new Time(name, picture, turns.ratio(at, 0)));
      }
      return times;
    }
  }

  private static long nanos(Network network, NDArray images) {
    Limits.poll();
    long begun = System.nanoTime();
    try (NDManager scope = images.getManager().newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      ParameterStore store = new ParameterStore(scope, false);
      NDList outputs = Torch.withoutGradients(() -> network.forward(store, new NDList(x), false));
      outputs.head().toFloatArray();
    }
    return System.nanoTime() - begun;
  }
}
