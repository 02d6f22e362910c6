package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.data.Datasets;
import deconvlab.model.NetworkConfig;
import deconvlab.train.RunOptions;
import org.junit.jupiter.api.Test;

class VarianceShiftTest {
  private static final NetworkConfig STACK =
      NetworkConfig.of("stack").withStack(3, "deconv").withWidth(8);

  @Test
  void dropoutInFrontOfBatchNormShiftsEveryLayerFurther() {
    NetworkConfig normed = STACK.withBatchNorm(true);
    NetworkConfig dropped = normed.withDropout(0.2, "before-norm");
    try (Probing probing =
        Probing.on(Datasets.load("cifar10-mini"), 32, 0, RunOptions.defaults())) {
      double[] shift = VarianceShift.of(probing, dropped, 1, true);

      // The convolution and three transposed ones; the first has a mean near 0: q.
      assertThat(shift).hasSize(4);
      assertThat(shift[0]).isCloseTo(0.8, within(0.03));
      assertThat(shift[1]).isBetween(0.8 * 0.8 * 0.7, 0.8 * 0.8);
      assertThat(shift[2]).isLessThan(shift[1]);

      for (double[] none :
          new double[][] {
            VarianceShift.of(probing, dropped, 1, false), VarianceShift.of(probing, normed, 1, true)
          }) {
        assertThat(none).hasSize(4);
        for (double ratio : none) {
          assertThat(ratio).isCloseTo(1, within(0.02));
        }
      }
      assertThatThrownBy(() -> VarianceShift.of(probing, STACK, 1, true))
          .hasMessageContaining("batchNorm=false");
    }
  }
}
