package deconvlab.nn;

import static deconvlab.TensorAsserts.assertBitEqual;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DJL saves of a block, DJL loads again, bit by bit. */
class SaveLoadTest {
  @TempDir private Path folder;

  @Test
  void aSequentialBlockComesBackBitEqual() throws IOException, MalformedModelException {
    try (Model saved = model(4);
        Model loaded = model(4);
        NDManager manager = Torch.engine().newBaseManager()) {
      Block block = saved.getBlock();
      Torch.seed(7);
      block.initialize(saved.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 5, 6));
      NDArray x = manager.randomNormal(new Shape(2, 3, 5, 6));
      // A training pass moves batch norm's running statistics off their start.
      forward(block, x, true);
      saved.save(folder, "sequence");
      loaded.load(folder, "sequence");
      assertBitEqual(forward(loaded.getBlock(), x, false), forward(block, x, false));
    }
  }

  @Test
  void anotherArchitectureIsRefused() throws IOException {
    try (Model saved = model(4);
        Model other = model(6)) {
      saved.getBlock().initialize(saved.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 5, 6));
      saved.save(folder, "sequence");
      assertThatThrownBy(() -> other.load(folder, "sequence"))
          .hasStackTraceContaining("weight has shape [2, 2, 4, 4], must be [2, 3, 4, 4]");
    }
  }

  private static Model model(int filters) {
    Model model = Model.newInstance("sequence", "PyTorch");
    model.setBlock(
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(2).build())
            .add(
                ConvTranspose2d.builder()
                    .setKernelShape(new Shape(4, 4))
                    .setFilters(filters)
                    .optGroups(2)
                    .optStride(new Shape(2, 2))
                    .optPadding(new Shape(1, 1))
                    .build())
            .add(BatchNorm.builder().build())
            .add(Activation.reluBlock())
            .add(
                ConvTranspose2d.builder()
                    .setKernelShape(new Shape(3, 2))
                    .setFilters(1)
                    .optBias(false)
                    .build()));
    return model;
  }

  private static NDArray forward(Block block, NDArray x, boolean training) {
    return block
        .forward(new ParameterStore(x.getManager(), false), new NDList(x), training)
        .singletonOrThrow();
  }
}
