package deconvlab.ablation;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.ArmResult;
import deconvlab.record.RunRecord;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DDNet three times with the same seed, data order and number of steps: healthy (ReLU), broken on
 * purpose (sigmoid), mended (sigmoid with batch norm). Head decoder, right-fan He weights, Adam
 * 1e-3, batch 128.
 */
public final class Headline {
  private Headline() {}

  /** The arms in the order in which they run. */
  public static Map<String, TrainConfig> arms(String data, int epochs) {
    NetworkConfig ddnet = NetworkConfig.of("ddnet");
    NetworkConfig sigmoid = ddnet.withActivation("sigmoid");
    Map<String, TrainConfig> arms = new LinkedHashMap<>();
    arms.put("ReLU", TrainConfig.of(ddnet, data).withEpochs(epochs));
    arms.put("sigmoid", TrainConfig.of(sigmoid, data).withEpochs(epochs));
    arms.put(
        "sigmoid + batch norm",
        TrainConfig.of(sigmoid.withBatchNorm(true), data).withEpochs(epochs));
    return arms;
  }

  /** The first test image of each class: what the arms' samples show. */
  public static int[] samples(ImageSet test) {
    int[] first = new int[test.classes().size()];
    for (int c = 0; c < first.length; c++) {
      int i = 0;
      while (test.label(i) != c) {
        i++;
      }
      first[c] = i;
    }
    return first;
  }

  /** A run with what its network makes of the samples. */
  public static ArmResult look(
      String name, Training training, RunRecord record, ImageSet test, RunOptions options) {
    int[] samples = samples(test);
    BatchOptions whole = BatchOptions.evaluation(samples.length);
    try (DeviceImages images = new DeviceImages(test, training.normalization(), options.device());
        NDManager scope = Torch.engine().newBaseManager(options.device())) {
      Batch batch = Batches.of(images, samples, whole, 0).epoch(0).batch(0, scope);
      NDList output = training.predict(batch.images());
      List<String> predicted = new ArrayList<>();
      for (long c : output.get(0).argMax(1).toType(DataType.INT64, false).toLongArray()) {
        predicted.add(test.classes().get((int) c));
      }
      return new ArmResult(name, record, predicted, output.get(1).toFloatArray());
    }
  }
}
