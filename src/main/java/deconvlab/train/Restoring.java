package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.Batches;
import deconvlab.data.DegradeConfig;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.record.PictureScore;
import deconvlab.text.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What comes back of images of which a run takes something, and what that is worth. */
final class Restoring {
  private static final int MOST = 1000;

  private final TrainStep step;
  private final NDManager manager;
  private final DeviceImages pool;

  /** Of images that lose what those of {@code pool} do. */
  Restoring(TrainStep step, NDManager manager, DeviceImages pool) {
    this.step = step;
    this.manager = manager;
    this.pool = pool;
  }

  /** Whether pictures are to be restored: something is lost, and nothing classified. */
  boolean isAsked() {
    return !step.classifies()
        && !pool.degrade().is("none")
        && !pool.degrade().is(DegradeConfig.LATENT);
  }

  /** Sums over a batch: of the squared error, then of each number of {@link PictureScore}. */
  float[] sums(Batch of) {
    NDArray picture = step.predict(of.images()).head();
    return joined(step.score(picture, of).toFloatArray()[0], restored(of, picture));
  }

  /** The same without a network, by name; there is no loss then. */
  Map<String, Function<Batch, float[]>> baselines() {
    Map<String, Function<Batch, float[]>> all = new LinkedHashMap<>();
    if (isAsked()) {
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
