package deconvlab.diagnose;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import deconvlab.nn.Torch;
import java.io.IOException;
import java.util.Random;

/** What a DJL user has: a model, a trainer, EasyTrain, noise for images. */
final class PlainDjl {
  static final float RATE = 0.05f;

  private PlainDjl() {}

  static Model model(Block block) {
    Torch.engine();
    Model model = Model.newInstance("plain", Device.cpu(), "PyTorch");
    model.setBlock(block);
    return model;
  }

  static DefaultTrainingConfig config(Loss loss, TrainingListener... listeners) {
    return new DefaultTrainingConfig(loss)
        .optDevices(new Device[] {Device.cpu()})
        .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(RATE)).build())
        .addTrainingListeners(listeners);
  }

  /** Normal numbers with a seed of their own. */
  static NDArray noise(NDManager manager, long seed, long... shape) {
    Shape s = new Shape(shape);
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(s.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, s);
  }

  static NDArray classes(NDManager manager, int count, int classes) {
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i * 7 % classes;
    }
    return manager.create(labels, new Shape(count, 1));
  }

  /** Trains with EasyTrain; batches in order, so that nothing but the block draws numbers. */
  static void fit(
      Model model, NDArray x, NDArray y, int batch, int epochs, DefaultTrainingConfig config) {
    long[] shape = x.getShape().getShape().clone();
    shape[0] = batch;
    ArrayDataset data =
        new ArrayDataset.Builder().setData(x).optLabels(y).setSampling(batch, false).build();
    Torch.seed(11);
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(shape));
      EasyTrain.fit(trainer, epochs, data, data);
    } catch (IOException | TranslateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One batch, without a step. */
  static void batch(Trainer trainer, NDArray x, NDArray y) {
    try {
      ArrayDataset data =
          new ArrayDataset.Builder()
              .setData(x)
              .optLabels(y)
              .setSampling(Math.toIntExact(x.getShape().get(0)), false)
              .build();
      for (Batch batch : trainer.iterateDataset(data)) {
        EasyTrain.trainBatch(trainer, batch);
        batch.close();
      }
    } catch (IOException | TranslateException e) {
      throw new IllegalStateException(e);
    }
  }
}
