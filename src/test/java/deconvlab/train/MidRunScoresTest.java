package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import deconvlab.TestImages;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores in the course of a run: the right ones, and the run never notices. */
class MidRunScoresTest {
  private static final NetworkConfig NORMED =
      Runs.CNN.withBatchNorm(true).withDropout(0.3, "before-norm");

  @Test
  void trainAndValidationAreScoredEverySoManySteps() {
    RunOptions often = Runs.scoredEvery(4);
    RunRecord run = Runs.run(Runs.config(NORMED, 13), TestImages.data(), 1, often);
    List<Score> train = run.scores().stream().filter(s -> s.split().equals("train")).toList();
    assertThat(train).extracting(Score::step).containsExactly(4, 8, 12);
    assertThat(train).extracting(Score::epoch).containsExactly(0, 0, 1);
    assertThat(train).extracting(Score::images).containsOnly(360);
    assertThat(train.get(2).loss()).isLessThan(train.get(0).loss());
    assertThat(run.scores().stream().filter(s -> s.split().equals("validation")))
        .extracting(Score::step)
        .containsExactly(4, 8, 9, 12, 13);
    assertThat(run.scores().get(run.scores().size() - 1).split()).isEqualTo("test");
  }

  @Test
  void theRunGoesOnAsIfNothingHadBeenScored() {
    RunRecord plain = Runs.run(Runs.config(NORMED, 13), 1);
    RunOptions often = Runs.scoredEvery(3);
    RunRecord scored = Runs.run(Runs.config(NORMED, 13), TestImages.data(), 1, often);
    assertThat(scored.steps()).isEqualTo(plain.steps());
    assertThat(scored.lastScore("test")).isEqualTo(plain.lastScore("test"));
  }

  @Test
  void scoredTrainingImagesAreOfEveryClassAndNoMoreThanTheLimit() {
    byte[] labels = new byte[9_000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i / 900);
    }
    int[] all = IntStream.range(0, labels.length).toArray();
    int[] chosen = Scoring.choose(all, labels, Scoring.MOST, 3);
    assertThat(chosen).hasSize(Scoring.MOST).isSorted();
    assertThat(IntStream.of(chosen).map(i -> labels[i]).distinct().count()).isEqualTo(10);
    assertThat(Scoring.choose(new int[] {5, 7}, labels, Scoring.MOST, 3)).containsExactly(5, 7);
  }

  @Test
  void statisticsAreTheMeanOfTheBatchesAndThenTheRunsOwnAgain() {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu());
        DeviceImages images =
            new DeviceImages(TestImages.data().train(), Normalization.NONE, Device.cpu())) {
      Network network = Network.initialised(Runs.CNN.withBatchNorm(true), 1, manager);
      NDArray mean = network.statistics().get(0);
      mean.addi(Float.NaN);
      int[] some = IntStream.range(0, 80).toArray();
      Epoch two = Batches.of(images, some, BatchOptions.evaluation(40), 0).epoch(0);
      float[] estimated = new NormStatistics(network, manager).estimatedOn(two, mean::toFloatArray);
      float[] first = batchMean(network, two, 0, manager);
      float[] second = batchMean(network, two, 1, manager);
      for (int c = 0; c < estimated.length; c++) {
        // Weights 0.9·0.1 and 0.1, over their sum.
        double expected = (0.9 * first[c] + second[c]) / 1.9;
        assertThat((double) estimated[c]).isCloseTo(expected, within(1e-5));
      }
      assertThat(mean.toFloatArray()).containsOnly(Float.NaN);
    }
  }

  /** The mean of the first layer's z in each channel. */
  private static float[] batchMean(Network network, Epoch epoch, int batch, NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      Trace trace = Trace.withoutDropout();
      NDArray x = epoch.batch(batch, scope).images();
      Torch.withoutGradients(
          () -> {
            NDList unused = network.forward(new ParameterStore(manager, false), x, false, trace);
            assertThat(unused).isNotEmpty();
          });
      NDArray z = trace.preActivations().get(0);
      return z.transpose(1, 0, 2, 3)
          .reshape(z.getShape().get(1), -1)
          .mean(new int[] {1})
          .toFloatArray();
    }
  }
}
