package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against PyTorch 2.7.1, and against what a singular value is. */
class SpectralNormTest {
  private static final Offset<Float> NEAR = within(1e-4f);

  private final NDManager manager = Torch.engine().newBaseManager();
  private final NDArray weight = manager.create(new float[][] {{1, 2, -1}, {0.5f, -1, 3}});

  @AfterEach
  void close() {
    manager.close();
  }

  /** u = (1, 0), v = (0, 0.6, 0.8), one iteration; L = Σ c·W/σ with c = (1, −2, 3; 0.5, 4, −1). */
  @Test
  void oneIterationAndTheGradientThroughSigma() {
    TorchScript ops = TorchScript.resource(SpectralNorm.class, "spectral.py");
    NDArray u = manager.create(new float[] {1, 0});
    NDArray v = manager.create(new float[] {0, 0.6f, 0.8f});
    ops.call(manager, "iterate", new NDList(weight), new NDList(u), new NDList(v));
    assertThat(u.toFloatArray()).containsExactly(new float[] {0.2169f, 0.9762f}, NEAR);
    assertThat(v.toFloatArray()).containsExactly(new float[] {0.2470f, -0.1900f, 0.9502f}, NEAR);
    weight.setRequiresGradient(true);
    NDArray c = manager.create(new float[][] {{1, -2, 3}, {0.5f, 4, -1}});
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      NDArray normal = ops.callForOne(manager, "normalised", weight, u, v);
      assertThat(normal.toFloatArray())
          .containsExactly(
              new float[] {0.3504f, 0.7008f, -0.3504f, 0.1752f, -0.3504f, 1.0512f}, NEAR);
      collecting.backward(normal.mul(c).sum());
    }
    assertThat(weight.getGradient().toFloatArray())
        .containsExactly(new float[] {0.4343f, -0.7654f, 1.3739f, 0.5528f, 1.1112f, 1.1017f}, NEAR);
  }

  /** WWᵀ = (6, −4.5; −4.5, 10.25): its larger eigenvalue is (16.25 + √99.0625)/2. */
  @Test
  void itStartsNearTheLargestSingularValueAndFollows() {
    SpectralNorm norm = new SpectralNorm(new NDList(weight), 5, manager);
    double sigma = Math.sqrt((16.25 + Math.sqrt(4.25 * 4.25 + 4 * 4.5 * 4.5)) / 2);
    assertThat(ratio(norm)).isCloseTo((float) (1 / sigma), NEAR);
    weight.muli(2);
    norm.iterate();
    assertThat(ratio(norm)).isCloseTo((float) (1 / sigma), NEAR);
  }

  /** The first element of W/σ where W has 1 at first. */
  private float ratio(SpectralNorm norm) {
    Parameter one = Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build();
    one.setArray(weight);
    return norm.over(new ParameterStore(manager, false), manager)
        .getValue(one, manager.getDevice(), true)
        .toFloatArray()[0];
  }
}
