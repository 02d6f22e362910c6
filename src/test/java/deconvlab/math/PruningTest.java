package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PruningTest {
  /** (2, 2, 2, 2): the weight of a transposed convolution, two channels in and two out. */
  static final float[] WEIGHT = {
    0.31f, -1.2f, 0.05f, 0.6f, 2.5f, -0.02f, 0.4f, -2.49f,
    -0.9f, 0.11f, 1.19f, -0.33f, 0.7f, 1.3f, -1.9f, 0.013f
  };

  /** PyTorch 2.7.1: {@code prune.l1_unstructured(layer, "weight", amount=6)}. */
  @Test
  void theSmallestGo() {
    assertThat(Pruning.layerwise(6 / 16.0, WEIGHT)[0])
        .containsExactly(0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0);
  }

  /** PyTorch 2.7.1: {@code prune.ln_structured(layer, "weight", amount=1, n=1, dim=1)}. */
  @Test
  void theFilterOfSmallestNormGoes() {
    // Norms 4.69 and 9.323; by axis 0, as a convolution has it, 7.57 and 6.443.
    assertThat(Pruning.filters(0.5, 2, 2, WEIGHT)).containsExactly(1);
    assertThat(Pruning.filters(0.5, 1, 2, WEIGHT)).containsExactly(0);
    assertThat(Pruning.filters(0.99, 1, 2, WEIGHT)).containsExactly(0);
    assertThat(Pruning.filters(0, 1, 2, WEIGHT)).containsExactly(0, 1);
    assertThat(Pruning.filters(0.5, 1, 4, 1, -1, 1, 1)).containsExactly(2, 3);
  }

  @Test
  void togetherALayerOfSmallWeightsLosesMore() {
    float[] small = {0.1f, -0.2f, 0.3f, -0.4f};
    float[] large = {1, -2, 3, -0.25f};
    assertThat(Pruning.global(0.5, small, large))
        .isDeepEqualTo(new float[][] {{0, 0, 0, 1}, {1, 1, 1, 0}});
    assertThat(Pruning.layerwise(0.5, small, large))
        .isDeepEqualTo(new float[][] {{0, 0, 1, 1}, {0, 1, 1, 0}});
  }

  @Test
  void ofEqualOnesTheFirstGo() {
    assertThat(Pruning.global(0.5, new float[] {1, -1, 1}, new float[] {-1}))
        .isDeepEqualTo(new float[][] {{0, 0, 1}, {1}});
    assertThat(Pruning.global(0, new float[] {0, 0})).isDeepEqualTo(new float[][] {{1, 1}});
    // 0.7 times 10 is 7, though 0.7 * 10 in doubles may be a little less.
    assertThat(Pruning.gone(0.7, 10)).isEqualTo(7);
    assertThat(Pruning.gone(0.29, 100)).isEqualTo(29);
    assertThatThrownBy(() -> Pruning.global(1, WEIGHT)).hasMessage("share=1.0 must be in [0, 1)");
  }

  @Property
  void soManyGoAndNoneIsLargerThanOneThatStays(
      @ForAll @Size(min = 1, max = 40) float[] weight,
      @ForAll @DoubleRange(min = 0, max = 0.99) double share) {
    float[] mask = Pruning.global(share, weight)[0];
    float largestGone = -1;
    float smallestLeft = Float.POSITIVE_INFINITY;
    int gone = 0;
    for (int i = 0; i < mask.length; i++) {
      float size = Math.abs(weight[i]);
      gone += mask[i] == 0 ? 1 : 0;
      largestGone = mask[i] == 0 ? Math.max(largestGone, size) : largestGone;
      smallestLeft = mask[i] == 1 ? Math.min(smallestLeft, size) : smallestLeft;
    }
    assertThat(gone).isEqualTo(Pruning.gone(share, weight.length));
    assertThat(largestGone).isLessThanOrEqualTo(smallestLeft);
  }
}
