package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.nn.Torch;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plain DJL training with the two lines that add the dashboard. */
class DiagnosisListenerTest {
  private static final List<String> LAYERS =
      List.of("01Conv2d", "04ConvTranspose2d", "07SequentialBlock_02Linear");
  private static final int IMAGES = 24;
  private static final int BATCH = 8;
  private static final int EPOCHS = 3;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Torch.engine().newBaseManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** (N,1,6,6) -> (N,3,3,3) -> (N,2,6,6) -> (N,4). */
  private static SequentialBlock net() {
    SequentialBlock head =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(4).build());
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(2, 2))
                .optStride(new Shape(2, 2))
                .setFilters(3)
                .build())
        .add(BatchNorm.builder().build())
        .add(Activation::relu)
        .add(
            ConvTranspose2d.builder()
                .setKernelShape(new Shape(2, 2))
                .optStride(new Shape(2, 2))
                .setFilters(2)
                .build())
        .add(Activation::tanh)
        .add(Dropout.builder().optRate(0.25f).build())
        .add(head);
  }

  private DiagnosisListener trained(SequentialBlock block, TrainingListenerAdapter... others) {
    DiagnosisListener dashboard = new DiagnosisListener(4);
    DefaultTrainingConfig config =
        PlainDjl.config(Loss.softmaxCrossEntropyLoss(), dashboard).addTrainingListeners(others);
    try (Model model = PlainDjl.model(block)) {
      NDArray x = PlainDjl.noise(manager, 5, IMAGES, 1, 6, 6);
      PlainDjl.fit(model, x, PlainDjl.classes(manager, IMAGES, 4), BATCH, EPOCHS, config);
      assertThat(model.getBlock()).as("the model has its own block again").isSameAs(block);
    }
    return dashboard;
  }

  /** The same layer at two places has one weight, one gradient, one norm. */
  @Test
  void aParameterThatTwoLayersShareIsOne() {
    Block linear = Linear.builder().setUnits(4).build();
    SequentialBlock block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(linear)
            .add(Activation::tanh)
            .add(linear);
    ByHand byHand = new ByHand();
    DiagnosisListener dashboard = new DiagnosisListener(4);
    DefaultTrainingConfig config =
        PlainDjl.config(Loss.softmaxCrossEntropyLoss(), dashboard).addTrainingListeners(byHand);
    try (Model model = PlainDjl.model(block)) {
      NDArray x = PlainDjl.noise(manager, 5, IMAGES, 1, 2, 2);
      PlainDjl.fit(model, x, PlainDjl.classes(manager, IMAGES, 4), BATCH, EPOCHS, config);
    }
    Series steps = dashboard.steps();
    assertThat(steps.names()).filteredOn(n -> n.startsWith(RunRecord.LAYER_NORM)).hasSize(1);
    for (int i = 0; i < steps.length(); i++) {
      // By hand both places are counted: 2‖g‖².
      close(steps, RunRecord.NORM, i, byHand.norms.get(i)[0] / Math.sqrt(2));
    }
    assertThat(dashboard.looks().get(0).names()).as("its two outputs are two").hasSize(2);
  }

  /** What a user would do by hand: read every gradient at every batch. */
  private static final class ByHand extends TrainingListenerAdapter {
    private final List<double[]> norms = new ArrayList<>();
    private final List<double[]> sizes = new ArrayList<>();
    private final List<Float> losses = new ArrayList<>();
    private final List<Integer> arrays = new ArrayList<>();

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
      double whole = 0;
      List<Double> each = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      for (Parameter parameter : trainer.getModel().getBlock().getParameters().values()) {
        if (parameter.requiresGradient()) {
          double square;
          try (NDArray gradient = parameter.getArray().getGradient()) {
            square = square(gradient);
          }
          whole += square;
          if (parameter.getType() == Parameter.Type.WEIGHT) {
            each.add(Math.sqrt(square));
            weights.add(Math.sqrt(square(parameter.getArray())));
          }
        }
      }
      each.add(0, Math.sqrt(whole));
      norms.add(each.stream().mapToDouble(d -> d).toArray());
      sizes.add(weights.stream().mapToDouble(d -> d).toArray());
      Device cpu = Device.cpu();
      NDArray loss =
          trainer.getLoss().evaluate(batch.getLabels().get(cpu), batch.getPredictions().get(cpu));
      losses.add(loss.getFloat());
      arrays.add(
          trainer.getModel().getNDManager().getManagedArrays().size()
              + trainer.getManager().getManagedArrays().size());
    }

    private static double square(NDArray array) {
      double square = 0;
      for (float g : array.toFloatArray()) {
        square += (double) g * g;
      }
      return square;
    }
  }

  @Test
  void everyBatchHasItsScalarsAndTheyAreWhatOneReadsByHand() {
    ByHand byHand = new ByHand();
    Series steps = trained(net(), byHand).steps();
    List<String> names = new ArrayList<>(List.of(RunRecord.EPOCH, RunRecord.LOSS, RunRecord.NORM));
    for (String prefix :
        List.of(
            RunRecord.LAYER_NORM,
            RunRecord.GRADIENT_RMS,
            RunRecord.UPDATE_RATIO,
            RunRecord.PARAMETER_NORM,
            RunRecord.NON_FINITE)) {
      LAYERS.forEach(layer -> names.add(prefix + layer));
    }
    assertThat(steps.names()).containsExactlyElementsOf(names);
    assertThat(steps.length()).isEqualTo(EPOCHS * IMAGES / BATCH);
    assertThat(steps.get(RunRecord.EPOCH)).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    for (int i = 0; i < steps.length(); i++) {
      double[] norms = byHand.norms.get(i);
      close(steps, RunRecord.NORM, i, norms[0]);
      close(steps, RunRecord.LOSS, i, byHand.losses.get(i));
      for (int l = 0; l < LAYERS.size(); l++) {
        String layer = LAYERS.get(l);
        double size = byHand.sizes.get(i)[l];
        close(steps, RunRecord.LAYER_NORM + layer, i, norms[l + 1]);
        close(steps, RunRecord.PARAMETER_NORM + layer, i, size);
        // Plain SGD moves a weight by rate times gradient.
        close(steps, RunRecord.UPDATE_RATIO + layer, i, PlainDjl.RATE * norms[l + 1] / size);
        assertThat(steps.get(RunRecord.NON_FINITE + layer)[i]).isZero();
      }
    }
    // The kernel of the first layer has 3·1·2·2 elements.
    close(steps, RunRecord.GRADIENT_RMS + LAYERS.get(0), 2, byHand.norms.get(2)[1] / Math.sqrt(12));
    // The first epoch keeps a few images to check modes with; a look keeps nothing.
    assertThat(byHand.arrays.get(8))
        .as("arrays that live on")
        .isLessThanOrEqualTo(byHand.arrays.get(2));
  }

  private static void close(Series steps, String column, int row, double expected) {
    assertThat((double) steps.get(column)[row])
        .as("%s, batch %d", column, row)
        .isCloseTo(expected, within(2e-4 * Math.abs(expected)));
  }

  @Test
  void looksHaveTheColumnsOfARecordAndKnowTheActivations() {
    DiagnosisListener dashboard = trained(net());
    Series probes = dashboard.probes();
    assertThat(probes.get(RunRecord.PROBE_STEP)).containsExactly(0, 4, 8);
    assertThat(SignalTable.looks(probes)).hasSize(3);
    Signals look = dashboard.looks().get(1);
    assertThat(look.names()).isEqualTo(LAYERS);
    assertThat(look.trunkNames()).isEqualTo(LAYERS.subList(0, 2));
    assertThat((float) look.loss()).isEqualTo(dashboard.steps().get(RunRecord.LOSS)[4]);
    LayerSignal relu = look.layers().get(0);
    LayerSignal tanh = look.layers().get(1);
    LayerSignal scores = look.layers().get(2);
    assertThat(relu.silent()).isBetween(0.0, 1.0);
    assertThat(relu.saturated()).isNaN();
    assertThat(tanh.saturated()).isBetween(0.0, 1.0);
    assertThat(tanh.silent()).isNaN();
    assertThat(scores.saturated()).isNaN();
    assertThat(scores.silent()).isNaN();
    assertThat(scores.activationMean()).isEqualTo(scores.preActivationMean());
    // After batch norm and ReLU: the mean of max(0, z), z about standard normal, is 0.4.
    assertThat(relu.activationMean()).isCloseTo(0.4, within(0.15));
    for (double norm : look.each(LayerSignal::gradientNorm)) {
      assertThat(norm).isBetween(1e-6, 10.0);
    }
  }

  @Test
  void theGradientOfALinearLayerIsTheOneComputedByHand() {
    DiagnosisListener dashboard = new DiagnosisListener(1);
    Block linear = Linear.builder().setUnits(2).build();
    linear.setInitializer(
        (m, shape, type) -> m.create(new float[] {1, 2, 3, -1}, shape), Parameter.Type.WEIGHT);
    try (Model model = PlainDjl.model(linear);
        Trainer trainer = model.newTrainer(PlainDjl.config(Loss.l2Loss(), dashboard))) {
      trainer.initialize(new Shape(2, 2));
      NDArray x = manager.create(new float[] {1, 0, 2, 1}, new Shape(2, 2));
      NDArray y = manager.create(new float[] {0, 1, 1, 9}, new Shape(2, 2));
      PlainDjl.batch(trainer, x, y);
    }
    // z = x·Wᵀ = {1, 3}, {4, 5}; L = mean((z − y)²)/2, dL/dz = (z − y)/4 = {1, 2}, {3, −4} / 4.
    Signals look = dashboard.looks().get(0);
    LayerSignal layer = look.layers().get(0);
    assertThat(look.names()).containsExactly("Linear");
    assertThat(look.loss()).isCloseTo(30.0 / 8, within(1e-6));
    assertThat(layer.gradientNorm()).isCloseTo(Math.sqrt(30) / 4, within(1e-6));
    assertThat(layer.gradientRms()).isCloseTo(Math.sqrt(30) / 8, within(1e-6));
    assertThat(layer.preActivationMean()).isCloseTo(13.0 / 4, within(1e-6));
    assertThat(look.inputMean()).isCloseTo(1, within(1e-6));
    // dL/dW = (dL/dz)ᵀ·x = {1·1 + 3·2, 3} / 4 and {2·1 − 4·2, −4} / 4.
    assertThat(dashboard.steps().get(RunRecord.NORM)[0])
        .isCloseTo((float) (Math.sqrt(49 + 9 + 36 + 16 + 16 + 4) / 4), within(1e-5f));
    assertThat(dashboard.steps().names()).contains(RunRecord.LAYER_NORM + "weight");
  }

  @Test
  void theGradientInTheMiddleIsWhatAutogradGivesForTheRestOfTheNetwork() {
    SequentialBlock block = net();
    // Dropout would draw other masks.
    Block[] first = new Block[4];
    Block[] rest = new Block[3];
    for (int i = 0; i < 7; i++) {
      Block child = block.getChildren().get(i).getValue();
      (i < 4 ? first : rest)[i < 4 ? i : i - 4] =
          child instanceof Dropout ? Blocks.identityBlock() : child;
    }
    SequentialBlock whole = new SequentialBlock().addAll(first).addAll(rest);
    NDArray x = PlainDjl.noise(manager, 8, BATCH, 1, 6, 6);
    NDArray y = PlainDjl.classes(manager, BATCH, 4);
    DiagnosisListener dashboard = new DiagnosisListener(1);
    try (Model model = PlainDjl.model(whole);
        Trainer trainer =
            model.newTrainer(PlainDjl.config(Loss.softmaxCrossEntropyLoss(), dashboard))) {
      trainer.initialize(x.getShape());
      PlainDjl.batch(trainer, x, y);
      double expected = middle(whole, x, y);
      assertThat(dashboard.looks().get(0).layers().get(1).gradientNorm())
          .isCloseTo(expected, within(1e-5 * expected));
    }
  }

  /** ‖dL/dz‖ of the fourth child: the rest of the network as a function of its own. */
  private double middle(SequentialBlock whole, NDArray x, NDArray y) {
    ParameterStore store = new ParameterStore(manager, false);
    NDList at = new NDList(x);
    List<Block> children = whole.getChildren().values();
    for (Block child : children.subList(0, 4)) {
      at = child.forward(store, at, true);
    }
    NDArray z = at.head().duplicate().stopGradient();
    z.setRequiresGradient(true);
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDList rest = new NDList(z);
      for (Block child : children.subList(4, 7)) {
        rest = child.forward(store, rest, true);
      }
      collector.backward(Loss.softmaxCrossEntropyLoss().evaluate(new NDList(y), rest));
    }
    return Math.sqrt(ByHand.square(z.getGradient()));
  }

  @Test
  void aDeepSigmoidNetworkVanishesAndAHealthyReluOneHasNoFinding() {
    List<Finding> sick = deep(Activation::sigmoid, 1);
    assertThat(sick).extracting(Finding::name).contains("vanishing");
    Finding vanishing = sick.stream().filter(f -> f.name().equals("vanishing")).toList().get(0);
    assertThat(vanishing.layer()).isEqualTo("01Linear");
    assertThat(deep(Activation::relu, Math.sqrt(2))).isEmpty();
  }

  /** Twelve layers of 32 units, weights of N(0, gain²/32). */
  private List<Finding> deep(java.util.function.Function<NDList, NDList> function, double gain) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i < 12; i++) {
      block.add(Linear.builder().setUnits(32).build()).add(function);
    }
    block.add(Linear.builder().setUnits(4).build());
    long[] seed = {0};
    block.setInitializer(
        (m, shape, type) ->
            PlainDjl.noise(m, seed[0]++, shape.getShape()).muli(gain / Math.sqrt(32)),
        Parameter.Type.WEIGHT);
    DiagnosisListener dashboard = new DiagnosisListener(2);
    try (Model model = PlainDjl.model(block)) {
      NDArray x = PlainDjl.noise(manager, 3, 64, 32);
      NDArray y = PlainDjl.classes(manager, 64, 4);
      DefaultTrainingConfig config = PlainDjl.config(Loss.softmaxCrossEntropyLoss(), dashboard);
      PlainDjl.fit(model, x, y, 16, 2, config);
    }
    return dashboard.findings();
  }

  @Test
  void aBatchThatIsNoNumberIsNamedWithTheLayerWhereItBroke() {
    DiagnosisListener dashboard = new DiagnosisListener(100);
    SequentialBlock block =
        new SequentialBlock()
            .add(Linear.builder().setUnits(3).build())
            .add(Activation::tanh)
            .add(Linear.builder().setUnits(3).build());
    try (Model model = PlainDjl.model(block);
        Trainer trainer = model.newTrainer(PlainDjl.config(Loss.l2Loss(), dashboard))) {
      trainer.initialize(new Shape(4, 3));
      NDArray x = PlainDjl.noise(manager, 3, 4, 3);
      for (int i = 0; i < 5; i++) {
        PlainDjl.batch(trainer, x, x);
        trainer.step();
      }
      NDArray bias = block.getParameters().get("03Linear_bias").getArray();
      Torch.withoutGradients(() -> bias.muli(Float.NaN));
      PlainDjl.batch(trainer, x, x);
      PlainDjl.batch(trainer, x, x);
    }
    assertThat(dashboard.looks()).extracting(Signals::step).containsExactly(0, 5);
    Finding first = dashboard.findings().get(0);
    assertThat(first.name()).isEqualTo("non-finite");
    assertThat(first.step()).isEqualTo(5);
    assertThat(first.layer()).isEqualTo("03Linear");
    assertThat(dashboard.steps().get(RunRecord.NON_FINITE + "01Linear")[5]).isEqualTo(9);
    assertThat(dashboard.steps().get(RunRecord.NON_FINITE + "01Linear")[4]).isZero();
  }

  /** The example of README.md. */
  private static DiagnosisListener asInTheReadme(Model model, Dataset data, int epochs)
      throws IOException, TranslateException {
    DiagnosisListener dashboard = new DiagnosisListener(16);
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).addTrainingListeners(dashboard);
    try (Trainer trainer = model.newTrainer(config)) {
      EasyTrain.fit(trainer, epochs, data, null);
    }
    return dashboard;
  }

  @Test
  void theExampleOfTheReadmeRunsAndIsThereWordForWord() throws IOException, TranslateException {
    NDArray x = PlainDjl.noise(manager, 5, IMAGES, 1, 6, 6);
    ArrayDataset data =
        new ArrayDataset.Builder()
            .setData(x)
            .optLabels(PlainDjl.classes(manager, IMAGES, 4))
            .setSampling(BATCH, false)
            .build();
    try (Model model = PlainDjl.model(net())) {
      DiagnosisListener dashboard = asInTheReadme(model, data, 1);
      Series steps = dashboard.steps();
      assertThat(steps.length()).isEqualTo(3);
    }
    assertThat(Files.readString(Path.of("README.md")))
        .contains("DiagnosisListener dashboard = new DiagnosisListener(16);\n")
        .contains(
            "DefaultTrainingConfig config = new DefaultTrainingConfig("
                + "Loss.softmaxCrossEntropyLoss()).addTrainingListeners(dashboard);\n")
        .contains("try (Trainer trainer = model.newTrainer(config)) {\n")
        .contains("EasyTrain.fit(trainer, epochs, data, null);\n");
  }

  @Test
  void onlyTheListenerOfOneTrainerWatches() {
    DiagnosisListener dashboard = new DiagnosisListener(1);
    assertThat(dashboard.steps().length()).isZero();
    assertThat(dashboard.findings()).isEmpty();
    try (Model model = PlainDjl.model(net())) {
      DefaultTrainingConfig config = PlainDjl.config(Loss.l2Loss(), dashboard);
      model.newTrainer(config).close();
      assertThatThrownBy(() -> model.newTrainer(config))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("make another one");
    }
    assertThatThrownBy(() -> new DiagnosisListener(0)).hasMessageContaining("every=0");
  }

  @Test
  void aNetworkWithoutAWeightIsAClearError() {
    SequentialBlock block = new SequentialBlock().add(BatchNorm.builder().build());
    try (Model model = PlainDjl.model(block);
        Trainer trainer =
            model.newTrainer(PlainDjl.config(Loss.l2Loss(), new DiagnosisListener(1)))) {
      trainer.initialize(new Shape(4, 3));
      NDArray x = PlainDjl.noise(manager, 3, 4, 3);
      assertThatThrownBy(() -> PlainDjl.batch(trainer, x, x))
          .hasMessageContaining("no weight to train")
          .hasMessageContaining("01BatchNorm_gamma");
    }
  }
}
