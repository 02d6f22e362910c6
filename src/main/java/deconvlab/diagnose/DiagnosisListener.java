package deconvlab.diagnose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import deconvlab.nn.Torch;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches a training with DJL's own {@link Trainer}, whatever its block, loss, optimizer and data,
 * and names what is wrong. Two lines:
 *
 * <pre>{@code
 * DiagnosisListener dashboard = new DiagnosisListener(16);
 * config.addTrainingListeners(dashboard);
 * }</pre>
 *
 * <p>{@link #steps()} and {@link #probes()} have the columns of a {@link RunRecord}, so that the
 * project's pictures draw them; {@link #findings()} judges them. Layers are called as {@code
 * block.getParameters()} has them, without {@code _weight}: 01Conv2d, 03SequentialBlock_02Linear.
 *
 * <p>While the trainer lives, the model's block is wrapped: chains of {@code SequentialBlock}, also
 * nested ones, are seen layer by layer, any other block is one unit. A layer's z is the output of a
 * block with a weight; its a is what the sigmoid, tanh or ReLU that follows makes of it or, where
 * none of these does, what enters the next layer with a weight. The training is the same to the
 * last bit. For one device of the PyTorch engine; one copy from the device a batch. One listener
 * serves one trainer.
 */
public final class DiagnosisListener extends TrainingListenerAdapter {
  private final int every;
  private final List<Signals> looks = new ArrayList<>();
  private final ModeWatch modes = new ModeWatch();
  private Watched watched;
  private NDManager manager;
  private BatchNotes notes;
  private boolean broken;
  private int classes;
  private int epoch;

  /** Looks inside at batches 0, {@code every}, 2·{@code every}, …; notes norms at every batch. */
  public DiagnosisListener(int every) {
    if (every < 1) {
      throw new IllegalArgumentException(
          Text.format("every=%d must be at least 1: 16 looks at every 16th batch", every));
    }
    this.every = every;
  }

  @Override
  public void onTrainingBegin(Trainer trainer) {
    Block block = trainer.getModel().getBlock();
    if (watched != null || block instanceof Watched) {
      throw new IllegalStateException(
          "a DiagnosisListener watches one trainer, a trainer has one: make another one");
    }
    if (trainer.getDevices().length != 1) {
      throw new IllegalStateException(
          Text.format(
              "devices=%d must be 1: with more, a parameter has one gradient a device until the update",
              trainer.getDevices().length));
    }
    watched = new Watched(block);
    trainer.getModel().setBlock(watched);
  }

  @Override
  public void onTrainingBatch(Trainer trainer, BatchData batch) {
    WatchedPass pass = watched.take();
    if (pass == null) {
      throw new IllegalStateException(
          "no training pass went through the watched block since the last batch: leave the model's"
              + " block as it is while the trainer lives");
    }
    Torch.withoutGradients(
        () -> {
          note(trainer, batch, pass);
          return null;
        });
    watched.keepGradients(notes.size() % every == 0);
  }

  private void note(Trainer trainer, BatchData batch, WatchedPass pass) {
    Device device = trainer.getDevices()[0];
    NDList predictions = batch.getPredictions().get(device);
    if (notes == null) {
      manager = trainer.getManager().newSubManager(device);
      notes = new BatchNotes(watched.block(), pass.store(), manager);
      classes = classes(trainer, predictions);
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray loss = trainer.getLoss().evaluate(batch.getLabels().get(device), predictions);
      loss.attach(scope);
      int step = notes.size();
      boolean healthy = notes.add(epoch, loss, scope);
      // A batch that breaks shows where, although its activations' gradients were not kept.
      if (pass.hasGradients() || !(healthy || broken)) {
        looks.add(pass.signals(step, loss, scope));
      }
      broken |= !healthy;
      modes.batch(step, watched.block(), pass, manager);
    }
  }

  /** Among how many classes the loss has the block choose, 0 where it does not. */
  private static int classes(Trainer trainer, NDList predictions) {
    Shape scores = predictions.head().getShape();
    return trainer.getLoss() instanceof SoftmaxCrossEntropyLoss && scores.dimension() == 2
        ? Math.toIntExact(scores.get(1))
        : 0;
  }

  @Override
  public void onEpoch(Trainer trainer) {
    settle();
    epoch++;
  }

  @Override
  public void onTrainingEnd(Trainer trainer) {
    settle();
    if (manager != null) {
      manager.close();
      manager = null;
    }
    if (trainer.getModel().getBlock() == watched) {
      trainer.getModel().setBlock(watched.block());
    }
  }

  /** Notes the last update, which no batch follows, and checks the modes a second time. */
  private void settle() {
    if (notes != null && manager != null) {
      Torch.withoutGradients(
          () -> {
            try (NDManager scope = manager.newSubManager()) {
              notes.updated(scope);
              modes.epochEnded(notes.size(), watched.block());
            }
            return null;
          });
    }
  }

  /**
   * A row a batch, with the columns of {@link RunRecord#steps()} that a listener can know: epoch,
   * loss, gradient norm and, for each weight, norm and root mean square of its gradient, update
   * ratio (NaN until the update is made), norm, and how many elements of its gradient are not
   * finite.
   */
  public Series steps() {
    return notes == null ? Series.NONE : notes.series();
  }

  /** A row a look, with the columns of {@link SignalTable}. */
  public Series probes() {
    return SignalTable.write(looks, List.of());
  }

  /** What was seen so far, newest last. */
  public List<Signals> looks() {
    return List.copyOf(looks);
  }

  /** What is wrong so far, in the order in which it should be read. */
  public List<Finding> findings() {
    List<Finding> findings =
        new ArrayList<>(Diagnosis.of(new Observations(steps(), looks(), probes(), "", classes)));
    findings.addAll(modes.findings());
    return findings;
  }
}
