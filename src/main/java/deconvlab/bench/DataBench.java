package deconvlab.bench;

import ai.djl.ndarray.NDManager;
import deconvlab.data.AugmentConfig;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageData;
import deconvlab.data.Normalization;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import deconvlab.train.RunOptions;
import java.util.stream.IntStream;

/**
 * The input pipeline alone: gather, augment and normalise batches of a real data set.
 *
 * @param data which images
 * @param batch images a batch, all of them full
 * @param augment with random crops and flips
 * @param steps how many batches are counted, at least 3
 * @param warmup how many go before
 */
public record DataBench(ImageData data, int batch, boolean augment, int steps, int warmup) {
  public DataBench {
    Checks.within("batch", batch, 1, data.train().size(), "the training images there are");
    Limits.steps(steps, warmup);
  }

  /** Times batches one by one, going round the set as often as it takes. */
  public Timings run(RunOptions options) {
    int[] all = IntStream.range(0, data.train().size()).toArray();
    Normalization normalization = Normalization.of(data.train(), all);
    try (DeviceImages images = new DeviceImages(data.train(), normalization, options.device());
        NDManager manager = Torch.engine().newBaseManager(options.device())) {
      BatchOptions cut =
          new BatchOptions(batch, true, augment ? AugmentConfig.USUAL : AugmentConfig.NONE, true);
      Batches batches = Batches.of(images, all, cut, 0);
      Epoch epoch = batches.epoch(0);
      return Timings.of(warmup, steps, i -> run(epoch, i, manager, options.threads()));
    }
  }

  private static long run(Epoch epoch, int number, NDManager manager, int threads) {
    Limits.poll();
    long begun = System.nanoTime();
    try (NDManager scope = manager.newSubManager()) {
      // Reading one label waits for a GPU to finish.
      int b = Math.floorMod(number, epoch.size());
      Torch.withThreads(threads, () -> epoch.batch(b, scope).labels().getLong(0));
    }
    return System.nanoTime() - begun;
  }
}
