package deconvlab.diagnose;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import deconvlab.record.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks a block's modes while it trains, gradients off: evaluation mode on a few images after the
 * first batch and at the end of the first epoch, training mode by what the second batch did to the
 * running statistics, so that no pass is added that could draw random numbers.
 */
final class ModeWatch {
  private static final long IMAGES = 8;

  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private ParameterStore store;
  private NDList images;
  private Statistics statistics;
  private boolean done;

  /**
   * A batch between its backward pass and its update.
   *
   * @param owner keeps a few images until the epoch ends
   */
  void batch(int step, Block block, WatchedPass pass, NDManager owner) {
    if (statistics == null) {
      statistics = Statistics.of(block, pass.store(), owner);
    } else if (statistics.isOpen()) {
      try (NDManager scope = owner.newSubManager()) {
        add(ModeCheck.inTraining(statistics.layers(false, scope), step));
      }
      statistics.close();
    }
    if (images == null && !done && hasSeveral(pass.inputs())) {
      store = pass.store();
      images =
          ModeCheck.first(pass.inputs(), Math.min(IMAGES, ModeCheck.size(pass.inputs())), owner);
      add(ModeCheck.inEvaluation(block, store, images, step));
    }
  }

  /** An epoch has ended; nothing after the first. */
  void epochEnded(int step, Block block) {
    if (images != null) {
      add(ModeCheck.inEvaluation(block, store, images, step));
      images.close();
      images = null;
      done = true;
    }
  }

  /** What was found; one for each fault and remedy, the earliest. */
  List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  private void add(List<Finding> found) {
    found.forEach(f -> findings.putIfAbsent(f.name() + f.advice(), f));
  }

  /** Whether each input has the same number of images, at least two. */
  private static boolean hasSeveral(NDList inputs) {
    return inputs.stream()
        .allMatch(
            x ->
                x.getShape().dimension() > 0
                    && x.getShape().get(0) > 1
                    && x.getShape().get(0) == ModeCheck.size(inputs));
  }
}
