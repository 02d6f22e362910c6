package deconvlab.train;

import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.record.Score;
import java.util.Optional;
import java.util.function.Consumer;

/** Scores images in evaluation mode, batch by batch. */
final class Evaluator {
  private static final int BATCH = 500;

  private final TrainStep step;
  private final NDManager manager;

  Evaluator(TrainStep step, NDManager manager) {
    this.step = step;
    this.manager = manager;
  }

  /** The images in order, in batches. */
  static Epoch epoch(DeviceImages images, int[] indices) {
    return Batches.of(images, indices, BatchOptions.evaluation(BATCH), 0).epoch(0);
  }

  /**
   * Scores some images of a set after {@code steps} steps; nothing if the thread was interrupted on
   * the way.
   */
  Optional<Score> score(String split, int epoch, int steps, DeviceImages images, int... indices) {
    double loss = 0;
    double right = 0;
    Epoch all = epoch(images, indices);
    for (int b = 0; b < all.size(); b++) {
      try (NDManager scope = manager.newSubManager()) {
        Batch batch = all.batch(b, scope);
        float[] sums = step.score(batch.images(), batch.labels()).toFloatArray();
        loss += sums[0];
        right += sums[1];
      }
      if (b + 1 < all.size() && Thread.interrupted()) {
        return Optional.empty();
      }
    }
    int n = indices.length;
    double accuracy = step.classifies() ? right / n : Double.NaN;
    return Optional.of(new Score(epoch, steps, split, loss / n, accuracy, n));
  }

  /** Lets somebody see some images of a set go through the network; false after an interrupt. */
  boolean show(Consumer<SplitView> who, String split, DeviceImages images, int[] indices) {
    View view = new View(split, epoch(images, indices));
    who.accept(view);
    return !view.interrupted;
  }

  private final class View implements SplitView {
    private final String name;
    private final Epoch batches;
    private boolean interrupted;

    View(String name, Epoch batches) {
      this.name = name;
      this.batches = batches;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean each(Consumer<Trace> seen) {
      for (int b = 0; b < batches.size() && !interrupted; b++) {
        try (NDManager scope = manager.newSubManager()) {
          Trace trace = step.trace(batches.batch(b, scope).images());
          Torch.withoutGradients(() -> seen.accept(trace));
        }
        // After the last batch nothing is cut short.
        interrupted = b + 1 < batches.size() && Thread.interrupted();
      }
      return !interrupted;
    }
  }
}
