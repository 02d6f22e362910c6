import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.data.AugmentConfig;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.Datasets;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageData;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Torch;
import deconvlab.train.Backward;
import deconvlab.train.LossConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.StepRule;
import deconvlab.train.TrainStep;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where a training step's time goes, by pieces that grow: a batch, forward, with backward, with
 * update, with what is noted; a batch's score beside them. Memory formats take turns, step by step.
 *
 * <p>{@code java -cp "target/deconv-lab.jar:target/lib/*" environment/peers/StepParts.java MODEL
 * WIDTH BATCH THREADS ROUNDS}, in a built checkout; prints medians in ms, Adam's step.
 */
public class StepParts {
  private static final int WARM = 5;

  private interface Work {
    void run(NDManager scope);
  }

  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[3]);
    int rounds = Integer.parseInt(args[4]);
    Map<String, double[]> times = new LinkedHashMap<>();
    NDManager manager = Torch.engine().newBaseManager(Device.cpu());
    ImageData data = Datasets.load("cifar10-mini");
    DeviceImages images = new DeviceImages(data.train(), Normalization.NONE, Device.cpu());
    Map<String, Work> works = new LinkedHashMap<>();
    for (MemoryFormat format : MemoryFormat.values()) {
      Epoch epoch = batches(images, data, args[2]);
      works(args[0], Integer.parseInt(args[1]), epoch, format, manager)
          .forEach((name, work) -> works.put(format + ": " + name, work));
    }
    works.keySet().forEach(name -> times.put(name, new double[rounds]));
    for (int round = -WARM; round < rounds; round++) {
      for (Map.Entry<String, Work> work : works.entrySet()) {
        double taken = time(work.getValue(), manager, threads);
        if (round >= 0) {
          times.get(work.getKey())[round] = taken;
        }
      }
    }
    times.forEach((name, ms) -> print(name, ms));
    // Torch's threads would keep the program.
    System.exit(0);
  }

  private static Epoch batches(DeviceImages images, ImageData data, String batch) {
    int[] all = IntStream.range(0, data.train().size()).toArray();
    BatchOptions options =
        new BatchOptions(Integer.parseInt(batch), true, AugmentConfig.NONE, true);
    return Batches.of(images, all, options, 0).epoch(0);
  }

  private static Map<String, Work> works(
      String model, int width, Epoch epoch, MemoryFormat format, NDManager manager) {
    NetworkConfig config = NetworkConfig.of(model).withWidth(width);
    Network network =
        Network.initialised(config.withBatchNorm(model.equals("bench")), 0, manager);
    network.lay(format, manager);
    ParameterStore store = new ParameterStore(manager, false);
    Batch batch = epoch.batch(0, manager);
    StepRule rule = StepRule.of(OptimizerConfig.of("adam", 1e-3));
    Backward backward = new Backward(network, LossConfig.CLASSIFY, manager);
    NDList parameters = new NDList();
    network.trainable().values().forEach(each -> parameters.add(each.getArray()));
    TrainStep bare = new TrainStep(network, rule, manager, 1, false);
    TrainStep noting = new TrainStep(network, rule, manager, 1, true);
    Map<String, Work> works = new LinkedHashMap<>();
    int[] next = {0};
    works.put(
        "batch",
        scope -> epoch.batch(next[0]++ % epoch.size(), scope).labels().getLong(0));
    works.put(
        "forward",
        scope -> {
          try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
            network.forward(store, own(batch, scope), true, Trace.none()).head().getFloat(0, 0);
          }
        });
    works.put(
        "forward, backward",
        scope ->
            backward
                .gradients(own(batch, scope), batch.labels(), parameters)
                .head()
                .flatten()
                .getFloat(0));
    works.put("step, nothing noted", scope -> step(bare, batch, scope));
    works.put("step, scalars noted", scope -> step(noting, batch, scope));
    works.put("score", scope -> noting.score(own(batch, scope), batch.labels()).getFloat(0));
    return works;
  }

  private static NDArray own(Batch batch, NDManager scope) {
    NDArray x = batch.images().duplicate();
    x.attach(scope);
    return x;
  }

  private static void step(TrainStep step, Batch batch, NDManager scope) {
    step.run(own(batch, scope), batch.labels(), 0, 1e-3);
    step.flush();
  }

  private static double time(Work work, NDManager manager, int threads) {
    long begun = System.nanoTime();
    try (NDManager scope = manager.newSubManager()) {
      Torch.withThreads(
          threads,
          () -> {
            work.run(scope);
            return null;
          });
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void print(String name, double[] ms) {
    Arrays.sort(ms);
    double median = (ms[(ms.length - 1) / 2] + ms[ms.length / 2]) / 2;
    System.out.printf(
        Locale.ROOT, "%-40s %8.2f  (%.2f to %.2f)%n", name, median, ms[0], ms[ms.length - 1]);
  }
}
