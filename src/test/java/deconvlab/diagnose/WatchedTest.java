package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.nn.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched block is the block: same parameters, same numbers, same files. */
class WatchedTest {
  private static final int IMAGES = 24;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Torch.engine().newBaseManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private static SequentialBlock net(int filters) {
    SequentialBlock inner =
        new SequentialBlock()
            .add(
                ConvTranspose2d.builder()
                    .setKernelShape(new Shape(2, 2))
                    .optStride(new Shape(2, 2))
                    .setFilters(filters)
                    .build())
            .add(Activation.tanhBlock());
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters).build())
        .add(BatchNorm.builder().build())
        .add(Activation::relu)
        .add(inner)
        .add(Dropout.builder().optRate(0.3f).build())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(4).build());
  }

  /** Losses and, at the end, every parameter under its name. */
  private record Trained(List<Float> losses, List<String> names, List<float[]> values) {}

  private Trained train(boolean watched, Path savedTo) throws IOException {
    List<Float> losses = new ArrayList<>();
    TrainingListenerAdapter noting =
        new TrainingListenerAdapter() {
          @Override
          public void onTrainingBatch(Trainer trainer, BatchData batch) {
            NDList labels = batch.getLabels().get(Device.cpu());
            NDList scores = batch.getPredictions().get(Device.cpu());
            losses.add(trainer.getLoss().evaluate(labels, scores).getFloat());
          }
        };
    DefaultTrainingConfig config = PlainDjl.config(Loss.softmaxCrossEntropyLoss(), noting);
    if (watched) {
      config.addTrainingListeners(new DiagnosisListener(2));
    }
    SequentialBlock block = net(3);
    try (Model model = PlainDjl.model(block)) {
      NDArray x = PlainDjl.noise(manager, 2, IMAGES, 1, 6, 6);
      PlainDjl.fit(model, x, PlainDjl.classes(manager, IMAGES, 4), 8, 4, config);
      model.save(savedTo, "net");
      List<float[]> values =
          block.getParameters().values().stream().map(p -> p.getArray().toFloatArray()).toList();
      return new Trained(losses, block.getParameters().keys(), values);
    }
  }

  @Test
  void aTrainingIsTheSameToTheLastBitWithDropoutAndBatchNormAndSoIsItsFile(
      @TempDir Path plain, @TempDir Path watched) throws IOException {
    Trained without = train(false, plain);
    Trained with = train(true, watched);
    assertThat(with.losses()).hasSize(12).isEqualTo(without.losses());
    assertThat(with.names()).isEqualTo(without.names());
    for (int i = 0; i < with.values().size(); i++) {
      assertThat(with.values().get(i)).as(with.names().get(i)).isEqualTo(without.values().get(i));
    }
    assertThat(bytes(watched)).isEqualTo(bytes(plain));
  }

  private static byte[] bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return Files.readAllBytes(files.findFirst().orElseThrow());
    }
  }

  @Test
  void whatIsSavedWhileWatchedLoadsIntoAPlainBlockAndTheOtherWayRound(@TempDir Path folder)
      throws IOException, MalformedModelException {
    NDArray x = PlainDjl.noise(manager, 4, 3, 1, 6, 6);
    float[] expected;
    try (Model model = PlainDjl.model(net(2));
        Trainer trainer =
            model.newTrainer(PlainDjl.config(Loss.l2Loss(), new DiagnosisListener(1)))) {
      trainer.initialize(x.getShape());
      model.save(folder, "net");
      assertThat(model.getBlock()).isInstanceOf(Watched.class);
      assertThat(model.getBlock().getOutputShapes(new Shape[] {x.getShape()}))
          .containsExactly(new Shape(3, 4));
      expected = trainer.evaluate(new NDList(x)).head().toFloatArray();
    }
    try (Model model = PlainDjl.model(net(2))) {
      model.load(folder, "net");
      DiagnosisListener dashboard = new DiagnosisListener(1);
      try (Trainer trainer = model.newTrainer(PlainDjl.config(Loss.l2Loss(), dashboard))) {
        assertThat(trainer.evaluate(new NDList(x)).head().toFloatArray()).isEqualTo(expected);
        // DJL freezes what it loads until a trainer is made for it.
        PlainDjl.batch(trainer, x, PlainDjl.noise(manager, 6, 3, 4));
        trainer.step();
      }
      assertThat(dashboard.looks().get(0).layers().get(0).gradientNorm()).isPositive();
      assertThat(dashboard.steps().get("update ratio/01Conv2d")[0]).isPositive();
    }
  }

  /** One training pass through a block, as the listener gets it. */
  private Signals look(Block block, NDArray x) {
    Watched watched = new Watched(block);
    NDArray loss;
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      ParameterStore store = new ParameterStore(manager, false);
      loss = watched.forward(store, new NDList(x), true).head().square().mean();
      collector.backward(loss);
    }
    WatchedPass pass = watched.take();
    assertThat(watched.take()).isNull();
    return Torch.withoutGradients(() -> pass.signals(0, loss, manager));
  }

  @Test
  void whatIsNoChainIsOneUnitAndAnUninitialisedBlockIsInitialised() {
    ParallelBlock branches =
        new ParallelBlock(
            all -> new NDList(all.get(0).head().add(all.get(1).head())),
            List.of(Linear.builder().setUnits(3).build(), Linear.builder().setUnits(3).build()));
    SequentialBlock block =
        new SequentialBlock()
            .add(branches)
            .add(Activation::relu)
            .add(Linear.builder().setUnits(2).build());
    Signals look = look(block, PlainDjl.noise(manager, 1, 5, 4));
    assertThat(look.names()).containsExactly("01ParallelBlock", "03Linear");
    assertThat(look.each(LayerSignal::gradientNorm)).doesNotContain(Double.NaN).doesNotContain(0);
  }

  @Test
  void intermediateOutputsAreHandedOnWhereTheyAreAskedFor() {
    SequentialBlock block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(3).build())
            .add(Activation::relu)
            .setReturnIntermediate(true);
    NDList x = new NDList(PlainDjl.noise(manager, 1, 5, 4));
    block.initialize(manager, DataType.FLOAT32, new Shape(5, 4));
    ParameterStore store = new ParameterStore(manager, false);
    NDList expected = block.forward(store, x, true);
    NDList found = new Watched(block).forward(store, x, true);
    assertThat(found).hasSize(2);
    assertThat(found.get(0)).isEqualTo(expected.get(0));
    assertThat(found.get(1)).isEqualTo(expected.get(1));
  }

  @Test
  void activationsAreToldByWhatTheyDo() {
    LayerSignal sigmoid = first(Activation::sigmoid, 8);
    assertThat(sigmoid.saturated()).isBetween(0.3, 1.0);
    assertThat(first(Activation::tanh, 8).saturated()).isBetween(0.3, 1.0);
    assertThat(first(Activation::relu, 8).silent()).isZero();
    for (Function<NDList, NDList> other :
        List.<Function<NDList, NDList>>of(
            x -> x, Activation::softPlus, x -> Activation.leakyRelu(x, 0.01f))) {
      LayerSignal unknown = first(other, 8);
      assertThat(unknown.saturated()).isNaN();
      assertThat(unknown.silent()).isNaN();
    }
    // Where tanh is a straight line nobody can tell, and nothing is saturated.
    assertThat(first(Activation::tanh, 1e-5).saturated()).isNaN();
  }

  private LayerSignal first(Function<NDList, NDList> function, double scale) {
    SequentialBlock block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(6).build())
            .add(function)
            .add(Dropout.builder().optRate(0.5f).build());
    block.setInitializer(
        (m, shape, type) -> PlainDjl.noise(m, 9, shape.getShape()), Parameter.Type.WEIGHT);
    return look(block, PlainDjl.noise(manager, 1, 40, 4).mul(scale)).layers().get(0);
  }

  @Test
  void theGradientOfAFrozenLayerIsUnknownAndThoseAfterItAreSeen() {
    SequentialBlock block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(3).build())
            .add(Linear.builder().setUnits(2).build());
    block.getChildren().get(0).getValue().freezeParameters(true);
    double[] norms = look(block, PlainDjl.noise(manager, 1, 5, 4)).each(LayerSignal::gradientNorm);
    assertThat(norms[0]).isNaN();
    assertThat(norms[1]).isPositive();
  }

  @Test
  void memoryStaysFlatOverHundredsOfBatches() throws IOException {
    Path statm = Path.of("/proc/self/statm");
    Assumptions.assumeTrue(Files.exists(statm), "reads the resident size from /proc");
    try (Model model = PlainDjl.model(net(16));
        Trainer trainer =
            model.newTrainer(
                PlainDjl.config(Loss.softmaxCrossEntropyLoss(), new DiagnosisListener(2)))) {
      // z of the transposed convolution alone: 8·16·28·28 floats, 401 kB a batch.
      NDArray x = PlainDjl.noise(manager, 2, 8, 1, 16, 16);
      NDArray y = PlainDjl.classes(manager, 8, 4);
      trainer.initialize(x.getShape());
      steps(trainer, x, y, 50);
      long before = resident(statm);
      steps(trainer, x, y, 250);
      assertThat(resident(statm) - before).isLessThan(32L << 20);
    }
  }

  private static void steps(Trainer trainer, NDArray x, NDArray y, int count) {
    for (int i = 0; i < count; i++) {
      PlainDjl.batch(trainer, x, y);
      trainer.step();
    }
  }

  private static long resident(Path statm) throws IOException {
    return Long.parseLong(Files.readString(statm).split(" ", -1)[1]) * 4096;
  }
}
