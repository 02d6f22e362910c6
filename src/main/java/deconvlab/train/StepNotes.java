package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.nn.Clipping;
import deconvlab.nn.Snapshot;
import deconvlab.nn.TorchScript;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What steps measure, kept on the device until it is taken. A row of the buffer: three losses and
 * what is noted of a second player, the gradient's norm; with scalars also the norm of every
 * parameter's gradient, norm and share after clipping, and for each weight its norm, its count of
 * gradient elements that are not finite and the norm of its update.
 */
final class StepNotes {
  private static final TorchScript OPS = TorchScript.resource(TrainStep.class, "step.py");
  private static final int LOSSES = 3;
  private static final int CLIPPED = 2;

  private final StepParameters parameters;
  private final boolean scalars;
  private final int first;
  private final NDArray buffer;
  private final NDList before = new NDList();
  private final List<float[]> known = new ArrayList<>();
  private int taken;
  private int ahead;

  /** Notes of steps with so many numbers of a second player. */
  StepNotes(StepParameters parameters, NDManager manager, int every, boolean scalars, int ofGame) {
    Checks.least("logEvery", every, 1);
    this.parameters = parameters;
    this.scalars = scalars;
    first = LOSSES + ofGame;
    int columns = first + 1;
    if (scalars) {
      columns += parameters.all().size() + CLIPPED + 3 * parameters.weights().size();
      before.addAll(Snapshot.zeros(manager, parameters.weights()));
    }
    buffer = manager.zeros(new Shape(every, columns));
  }

  boolean full() {
    return ahead + known.size() == buffer.getShape().get(0);
  }

  /** Goes on after so many steps, {@code unread} of them after it was full last. */
  void resume(int steps, int unread) {
    taken = steps;
    ahead = unread;
  }

  /** Steps noted so far. */
  int steps() {
    return taken + known.size();
  }

  /** Steps taken so far. */
  int taken() {
    return taken;
  }

  /**
   * Notes a step before its update; {@code losses} with the game's, {@code norms} holds the whole,
   * then one a parameter.
   */
  void gradients(NDList losses, NDList gradients, NDArray norms, Clipping.Clipped clipped) {
    NDManager scope = norms.getManager();
    if (scalars) {
      OPS.call(
          scope,
          "note_all",
          buffer,
          known.size(),
          losses,
          norms,
          new NDList(clipped.norm(), clipped.share()),
          parameters.weightsOf(gradients),
          parameters.weights(),
          before);
    } else {
      OPS.call(scope, "note", buffer, known.size(), losses, norms);
    }
  }

  /** Notes the same step after its update. */
  void updated(NDManager scope, int epoch, double rate) {
    if (scalars) {
      OPS.call(scope, "note_update", buffer, known.size(), parameters.weights(), before);
    }
    known.add(new float[] {epoch, (float) rate});
  }

  /** Copies what was noted since the last call from the device, in order. */
  List<StepResult> take() {
    float[] values = buffer.toFloatArray();
    int columns = Math.toIntExact(buffer.getShape().get(1));
    List<StepResult> results = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      float[] row = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
      results.add(
          new StepResult(
              taken++,
              (int) known.get(i)[0],
              row[0],
              row[1],
              row[2],
              known.get(i)[1],
              row[first],
              scalars ? scalars(row) : StepScalars.NONE,
              Arrays.copyOfRange(row, LOSSES, first)));
    }
    known.clear();
    ahead = 0;
    return results;
  }

  private StepScalars scalars(float[] row) {
    int layers = parameters.weights().size();
    int gradients = first + 1;
    int clipped = gradients + parameters.all().size();
    int sizes = clipped + CLIPPED;
    float[] each = Arrays.copyOfRange(row, gradients, clipped);
    float[] norms = new float[layers];
    float[] rms = new float[layers];
    float[] ratios = new float[layers];
    for (int l = 0; l < layers; l++) {
      norms[l] = each[parameters.weightAt(l)];
      rms[l] = (float) (norms[l] / Math.sqrt((double) parameters.weights().get(l).size()));
      float moved = row[sizes + 2 * layers + l];
      ratios[l] = moved == 0 ? 0 : moved / row[sizes + l];
    }
    return new StepScalars(
        row[clipped],
        row[clipped + 1],
        each,
        norms,
        rms,
        Arrays.copyOfRange(row, sizes, sizes + layers),
        ratios,
        Arrays.copyOfRange(row, sizes + layers, sizes + 2 * layers));
  }
}
