package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DegradeConfig;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.model.Network;
import deconvlab.model.Trace;
import deconvlab.record.CodeScore;
import deconvlab.record.Copy;
import deconvlab.record.PictureScore;
import deconvlab.record.Score;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What comes back of images of which a run takes something, or of which a code alone goes on, and
 * what that is worth.
 */
final class Restoring {
  private static final int MOST = 1000;
  private static final int LARGE = 500;
  private static final int NUMBERS = 4;

  private final Network network;
  private final int[] train;
  private final boolean codes;
  private final TrainStep step;
  private final NDManager manager;
  private final DeviceImages pool;

  /**
   * Of images that lose what those of {@code pool} do.
   *
   * @param train the training images
   */
  Restoring(Network network, TrainStep step, NDManager manager, DeviceImages pool, int... train) {
    codes = network.hasCode() && network.input().equals(Network.IMAGE);
    this.network = network;
    this.train = train.clone();
    this.step = step;
    this.manager = manager;
    this.pool = pool;
  }

  /** Whether pictures are to be restored: something is lost, and nothing classified. */
  boolean isAsked() {
    return codes || (!step.classifies() && !pool.degrade().equals(DegradeConfig.NONE));
  }

  /**
   * Sums over a batch: of the squared error, then of each number of {@link PictureScore}, then of
   * each divergence of {@link CodeScore}, where a code is drawn.
   */
  float[] sums(Batch of) {
    Trace trace = Trace.none();
    NDArray picture = step.predict(of.images(), trace).head();
    float[] sums = joined(step.score(picture, of).toFloatArray()[0], restored(of, picture));
    for (NDArray each : trace.divergences()) {
      sums = concatenated(sums, each.toFloatArray());
    }
    return sums;
  }

  private static float[] concatenated(float[] a, float... b) {
    float[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** {@code bare} with what {@link #sums} of its images say of pictures and codes. */
  static Score of(Score bare, double... sums) {
    double[] means = Arrays.stream(sums).map(sum -> sum / bare.images()).toArray();
    PictureScore pictures = new PictureScore(means[1], means[2], means[3]);
    List<Double> code = Arrays.stream(means).skip(NUMBERS).boxed().toList();
    return Copy.with(
        Copy.with(bare, "pictures", pictures), "code", code.isEmpty() ? null : new CodeScore(code));
  }

  /**
   * The same without a network, by name; there is no loss then. What a code is held against is
   * measured on training images.
   */
  Map<String, Function<Batch, float[]>> baselines(NDManager scope) {
    Map<String, Function<Batch, float[]>> all = new LinkedHashMap<>();
    if (isAsked() && pool.degrade().is("none")) {
      Batches images = Batches.of(pool, train, BatchOptions.evaluation(LARGE), 0);
      Principal linear = Principal.of(images, network.config().latent(), scope);
      all.put("mean", of -> joined(Float.NaN, restored(of, linear.mean(of.images()))));
      all.put("pca", of -> joined(Float.NaN, restored(of, linear.rebuilt(of.images()))));
    } else if (isAsked()) {
      all.put("identity", of -> without(of, Restored::identity));
    }
    if (isAsked() && pool.degrade().is("downsample")) {
      all.put("bicubic", of -> without(of, Restored::bicubic));
    }
    return all;
  }

  private float[] without(Batch of, UnaryOperator<Restored> how) {
    return joined(Float.NaN, how.apply(restored(of, of.images())));
  }

  private Restored restored(Batch of, NDArray picture) {
    return Restored.of(of, picture, pool.normalization());
  }

  private static float[] joined(float error, Restored pictures) {
    PictureScore mean = pictures.mean();
    int n = pictures.size();
    return new float[] {
      error, (float) (mean.psnr() * n), (float) (mean.ssim() * n), (float) (mean.checkerboard() * n)
    };
  }

  /** What comes back of the images of a set, all at once. */
  Restored of(ImageSet set) {
    Checks.within("images", set.size(), 1, MOST);
    try (DeviceImages images = there(set);
        NDManager scope = manager.newSubManager()) {
      Batch of = Batches.evaluation(images, set.size()).epoch(0).batch(0, scope);
      NDList outputs = step.predict(of.images());
      return restored(of, outputs.get(outputs.size() - 1));
    }
  }

  /** A set on the device, normalised as the training images are, losing what they lose. */
  DeviceImages there(ImageSet set) {
    return new DeviceImages(set, pool.normalization(), pool.device(), pool.degrade());
  }
}
