package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  @Test
  void everyNumberComesBackAlsoWhereItWasNone() {
    try (NDManager manager = Torch.engine().newBaseManager(Device.cpu())) {
      NDArray a = manager.create(new float[] {1, Float.NaN, 3});
      NDArray b = manager.create(new float[] {-4});
      Snapshot before = Snapshot.of(new NDList(a, b), manager);
      a.muli(2);
      b.addi(Float.POSITIVE_INFINITY);
      assertThat(before.saved().get(0).toFloatArray()).containsExactly(1, Float.NaN, 3);
      before.restore(manager);
      assertThat(a.toFloatArray()).containsExactly(1, Float.NaN, 3);
      assertThat(b.toFloatArray()).containsExactly(-4);
    }
  }
}
