package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our block and our listener in a plain DJL training: EasyTrain, Trainer, ArrayDataset. */
class GradientNormListenerTest {
  private static final int IMAGES = 24;
  private static final int EPOCHS = 12;

  /** What a DJL user would do by hand: read every gradient at every batch. */
  private static final class ByHand extends TrainingListenerAdapter {
    private final List<double[]> norms = new ArrayList<>();
    private final List<Integer> arrays = new ArrayList<>();

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
      double whole = 0;
      List<Double> weights = new ArrayList<>();
      for (var pair : trainer.getModel().getBlock().getParameters()) {
        double square = 0;
        try (NDArray gradient = pair.getValue().getArray().getGradient()) {
          for (float g : gradient.toFloatArray()) {
            square += (double) g * g;
          }
        }
        whole += square;
        if (pair.getValue().getType() == Parameter.Type.WEIGHT) {
          weights.add(Math.sqrt(square));
        }
      }
      norms.add(new double[] {Math.sqrt(whole), weights.get(0), weights.get(1)});
      arrays.add(trainer.getModel().getNDManager().getManagedArrays().size());
    }
  }

  @Test
  void inPlainDjlTheBlockLearnsAndItsNormsAreNoted() throws IOException, TranslateException {
    GradientNormListener listener = new GradientNormListener();
    ByHand byHand = new ByHand();
    train(listener, byHand);
    Series series = listener.series();
    assertThat(series.length()).isEqualTo(EPOCHS * IMAGES / 8);
    assertThat(series.names())
        .containsExactly(
            RunRecord.LOSS,
            RunRecord.NORM,
            RunRecord.LAYER_NORM + "01ConvTranspose2d",
            RunRecord.LAYER_NORM + "03ConvTranspose2d");
    for (int column = 0; column < 3; column++) {
      double[] noted = series.doubles(series.names().get(column + 1));
      for (int i = 0; i < noted.length; i++) {
        double expected = byHand.norms.get(i)[column];
        assertThat(noted[i])
            .as("batch %d, column %d", i, column)
            .isCloseTo(expected, within(1e-4 * expected));
      }
    }
    double[] loss = series.doubles(RunRecord.LOSS);
    assertThat(loss[0]).isGreaterThan(0.01);
    assertThat(loss[loss.length - 1]).isLessThan(0.2 * loss[0]);
    assertThat(byHand.arrays.get(byHand.arrays.size() - 1))
        .as("arrays that live on after a batch")
        .isLessThanOrEqualTo(byHand.arrays.get(2));
  }

  @Test
  void aListenerThatSawNothingHasTheTwoColumnsAndNoRow() {
    Series series = new GradientNormListener().series();
    assertThat(series.names()).containsExactly(RunRecord.LOSS, RunRecord.NORM);
    assertThat(series.length()).isZero();
  }

  /** Learns to upsample 4×4 to 8×8 as a fixed transposed convolution does. */
  private static void train(GradientNormListener listener, ByHand byHand)
      throws IOException, TranslateException {
    Torch.seed(3);
    try (Model model = Model.newInstance("upsampler", Device.cpu(), "PyTorch");
        NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      model.setBlock(
          new SequentialBlock().add(up(4, 1, 3)).add(Activation.tanhBlock()).add(up(1, 2, 4)));
      NDArray x = manager.randomNormal(new Shape(IMAGES, 1, 4, 4));
      NDArray y = x.repeat(2, 2).repeat(3, 2).mul(0.5f);
      ArrayDataset data =
          new ArrayDataset.Builder().setData(x).optLabels(y).setSampling(8, false).build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optDevices(new Device[] {Device.cpu()})
              .optInitializer(new NormalInitializer(0.3f), Parameter.Type.WEIGHT)
              .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.03f)).build())
              .addTrainingListeners(listener, byHand);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(8, 1, 4, 4));
        EasyTrain.fit(trainer, EPOCHS, data, null);
      }
    }
  }

  private static ConvTranspose2d up(int filters, int stride, int kernel) {
    return ConvTranspose2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(filters)
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(1, 1))
        .build();
  }
}
