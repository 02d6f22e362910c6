package deconvlab.diagnose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import deconvlab.diagnose.FaultTable.Row;
import deconvlab.nn.Torch;
import deconvlab.record.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Plain DJL networks whose batch norm or dropout does not get the training flag. */
final class ModeFaults {
  private static final int SEEDS = 20;

  private ModeFaults() {}

  /** The fault: a child that always runs in the same mode. */
  static final class Always extends AbstractBlock {
    private final Block child;
    private final boolean training;

    Always(boolean training, Block child) {
      this.training = training;
      this.child = addChildBlock("Child", child);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList x, boolean ignored, PairList<String, Object> params) {
      return child.forward(store, x, training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return child.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager owner, DataType type, Shape... inputs) {
      child.initialize(owner, type, inputs);
    }
  }

  static Block norm() {
    return BatchNorm.builder().build();
  }

  static Block dropout() {
    return Dropout.builder().optRate(0.4f).build();
  }

  static SequentialBlock net(Block norm, Block dropout) {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(2, 2)).setFilters(3).build())
        .add(norm)
        .add(Activation::relu)
        .add(dropout)
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(4).build());
  }

  static List<Row> healthy() {
    return List.of(
        row("", "batch norm, then dropout", "", () -> net(norm(), dropout())),
        row("", "dropout, then batch norm", "", () -> net(dropout(), norm())));
  }

  static List<Row> faults() {
    String inner = "02Always_01Child";
    return List.of(
        row(
            ModeCheck.BATCH_NORM,
            "batch norm that always trains",
            inner,
            () -> net(new Always(true, norm()), dropout())),
        row(
            ModeCheck.BATCH_NORM,
            "batch norm that never trains",
            inner,
            () -> net(new Always(false, norm()), dropout())),
        row(
            ModeCheck.DROPOUT,
            "dropout that is always on",
            "",
            () -> net(norm(), new Always(true, dropout()))));
  }

  private static Row row(String finding, String how, String layer, Supplier<Block> block) {
    List<List<Finding>> runs = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      runs.add(check(block.get(), FaultTable.SEED + seed));
    }
    String where = layer.isEmpty() ? "network, 0" : layer + ", 0";
    return Row.of(finding, how, where, runs, f -> f.layer().equals(layer) && f.step() == 0);
  }

  private static List<Finding> check(Block block, int seed) {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      NDArray x = PlainDjl.noise(manager, seed, 6, 2, 4, 4);
      Torch.seed(seed);
      block.initialize(manager, DataType.FLOAT32, x.getShape());
      return ModeCheck.of(block, x);
    }
  }
}
