package deconvlab.diagnose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import deconvlab.model.Trace;
import deconvlab.model.Trainable;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import deconvlab.record.Finding;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds batch norm and dropout that run in the wrong mode, by what a block computes. In evaluation
 * the same batch must give the same output twice, an image's output must not depend on the other
 * images of its batch, and running statistics must stay; in training they must move.
 *
 * <p>A difference counts from {@value #TOLERANCE} of the output's largest number on: a thousand
 * times the rounding of 32-bit sums, and far less than what either fault does.
 *
 * <p>The block is left as it was: running statistics are put back, and no random number is drawn,
 * as evaluation has none to draw and dropout is left out of the training pass. Two exceptions: a
 * block with dropout on in evaluation draws, and so does one with a {@link Dropout} inside a class
 * of its own.
 */
public final class ModeCheck {
  static final double TOLERANCE = 1e-3;
  static final String BATCH_NORM = "batch norm in the wrong mode";
  static final String DROPOUT = "dropout in the wrong mode";
  private static final TorchScript OPS = TorchScript.resource(ModeCheck.class, "watch.py");

  private ModeCheck() {}

  /**
   * Checks a block in both modes.
   *
   * @param block initialised, on the batch's device
   * @param batch (N, …), N at least 2, as the block takes it
   * @return a fault for each mode that is wrong; empty for a healthy block
   */
  public static List<Finding> of(Block block, NDArray batch) {
    if (!block.isInitialized()) {
      throw new IllegalArgumentException(
          "the block is not initialised: call initialize, or train it, before it is checked");
    }
    if (batch.getShape().dimension() < 1 || batch.getShape().get(0) < 2) {
      throw new IllegalArgumentException(
          Text.format(
              "batch shape %s must hold at least 2 images: one alone has no others to depend on",
              batch.getShape()));
    }
    return Torch.withoutGradients(
        () -> {
          try (NDManager scope = batch.getManager().newSubManager(batch.getDevice())) {
            NDList inputs = first(new NDList(batch), batch.getShape().get(0), scope);
            ParameterStore store = new ParameterStore(scope, false);
            List<Finding> findings = new ArrayList<>(inEvaluation(block, store, inputs, 0));
            findings.addAll(inTraining(block, store, inputs));
            return findings;
          }
        });
  }

  /** Copies of the first {@code count} images of each input, attached to {@code owner}. */
  static NDList first(NDList inputs, long count, NDManager owner) {
    NDList copies = new NDList();
    for (NDArray input : inputs) {
      try (NDArray some = input.get(new NDIndex("0:" + count))) {
        NDArray copy = some.duplicate();
        copy.attach(owner);
        copies.add(copy);
      }
    }
    return copies;
  }

  /**
   * The three checks of evaluation mode, gradients off.
   *
   * @param step when, for the findings
   */
  static List<Finding> inEvaluation(Block block, ParameterStore store, NDList inputs, int step) {
    try (NDManager scope = inputs.head().getManager().newSubManager()) {
      Statistics before = Statistics.of(block, store, scope);
      try {
        NDList batch = first(inputs, size(inputs), scope);
        NDList once = block.forward(store, batch, false);
        List<String> moved = before.layers(true, scope);
        double random = gap(once, block.forward(store, batch, false), size(inputs), scope);
        NDList others = block.forward(store, alike(batch, scope), false);
        double depends = gap(once, others, 1, scope);
        return evaluation(moved, random, depends, step);
      } finally {
        before.restore(scope);
      }
    }
  }

  private static List<Finding> evaluation(
      List<String> moved, double random, double depends, int step) {
    List<Finding> findings = new ArrayList<>();
    // Where outputs are random, a difference between batches proves nothing.
    boolean isRandom = random > TOLERANCE;
    if (!moved.isEmpty() || (!isRandom && depends > TOLERANCE)) {
      String how =
          moved.isEmpty()
              ? Text.format(
                      "an image's output changes by %.2g of the largest with the rest of its batch (at most",
                      depends)
                  + Text.format(" %.0e: chosen)", TOLERANCE)
              : "a pass in evaluation mode moves the running statistics";
      findings.add(
          Finding.fault(
              BATCH_NORM,
              moved.isEmpty() ? "" : moved.get(0),
              step,
              "it normalises by the batch in evaluation: " + how,
              "hand the training flag on to batch norm: false in evaluation"));
    }
    if (isRandom) {
      findings.add(
          Finding.fault(
              DROPOUT,
              "",
              step,
              Text.format(
                      "two evaluation passes of one batch differ by %.2g of the largest output (at most %.0e:",
                      random, TOLERANCE)
                  + " chosen)",
              "hand the training flag on to dropout: false in evaluation"));
    }
    return findings;
  }

  /** The check of training mode, gradients off: one pass without dropout. */
  private static List<Finding> inTraining(Block block, ParameterStore store, NDList inputs) {
    try (NDManager scope = inputs.head().getManager().newSubManager()) {
      Statistics before = Statistics.of(block, store, scope);
      if (before.isEmpty()) {
        return List.of();
      }
      try {
        trainingPass(block, store, first(inputs, size(inputs), scope));
        return inTraining(before.layers(false, scope), 0);
      } finally {
        before.restore(scope);
      }
    }
  }

  /** What follows from layers whose statistics a training pass left as they were. */
  static List<Finding> inTraining(List<String> still, int step) {
    return still.isEmpty()
        ? List.of()
        : List.of(
            Finding.fault(
                BATCH_NORM,
                still.get(0),
                step,
                Text.format(
                        "a pass in training mode left the running statistics of %d layers as they were",
                        still.size())
                    + " (Ioffe & Szegedy 2015: training normalises by the batch and averages it)",
                "hand the training flag on to batch norm: true in training; fine if it is frozen"
                    + " on purpose"));
  }

  private static NDList trainingPass(Block block, ParameterStore store, NDList inputs) {
    if (block instanceof Trainable network) {
      return network.forward(store, inputs.head(), true, Trace.withoutDropout());
    } else if (block.getClass() == SequentialBlock.class) {
      NDList y = inputs;
      for (Block child : block.getChildren().values()) {
        y = trainingPass(child, store, y);
      }
      return y;
    }
    boolean drops = block instanceof Dropout || block instanceof deconvlab.nn.Dropout;
    return block.forward(store, inputs, !drops);
  }

  static long size(NDList inputs) {
    return inputs.head().getShape().get(0);
  }

  /** As many images, all of them the first. */
  private static NDList alike(NDList batch, NDManager scope) {
    NDList same = new NDList();
    for (NDArray input : batch) {
      NDArray repeated = input.get(new NDIndex("0:1")).repeat(0, size(batch));
      repeated.attach(scope);
      same.add(repeated);
    }
    return same;
  }

  /** The largest difference of the first {@code rows} of any output, over its largest number. */
  private static double gap(NDList a, NDList b, long rows, NDManager scope) {
    NDList left = first(a, rows, scope);
    NDList right = first(b, rows, scope);
    double most = 0;
    for (int i = 0; i < a.size(); i++) {
      float gap = OPS.callForOne(scope, "gap", left.get(i), right.get(i)).getFloat();
      // 0/0, an output of zeros, is no difference; NaN outputs are another rule's business.
      most = Float.isNaN(gap) ? most : Math.max(most, gap);
    }
    return most;
  }
}
