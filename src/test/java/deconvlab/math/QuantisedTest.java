package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantisedTest {
  /** PyTorch 2.7.1: {@code quantize_per_tensor(w, w.abs().max() / 127, 0, torch.qint8)}. */
  @Test
  void oneScaleForAll() {
    Quantised q = Quantised.perTensor(8, PruningTest.WEIGHT);
    assertThat(q.scales()).containsExactly(2.5f / 127);
    assertThat(q.values())
        .containsExactly(16, -61, 3, 30, 127, -1, 20, -126, -46, 6, 60, -17, 36, 66, -97, 1);
    assertThat(q.dequantised(1)[1]).isEqualTo(-61 * (2.5f / 127));
  }

  /**
   * PyTorch 2.7.1: {@code quantize_per_channel} over axis 1, where a transposed convolution's
   * weight (2, 2, 2, 2) has its channels out: largest 1.2 and 2.5.
   */
  @Test
  void oneScaleForEachChannelOutOfATransposedConvolution() {
    Quantised q = Quantised.perChannel(8, 2, 2, PruningTest.WEIGHT);
    assertThat(q.scales()).containsExactly(1.2f / 127, 2.5f / 127);
    assertThat(q.values())
        .containsExactly(33, -127, 5, 64, 127, -1, 20, -126, -95, 12, 126, -35, 36, 66, -97, 1);
    assertThat(q.dequantised(2)[3]).isEqualTo(64 * (1.2f / 127));
    assertThat(q.dequantised(2)[7]).isEqualTo(-126 * (2.5f / 127));
  }

  @Test
  void twoBitsAreASignOrNothing() {
    Quantised q = Quantised.perTensor(2, 0.4f, -0.51f, 1, -1);
    assertThat(q.values()).containsExactly(0, -1, 1, -1);
    assertThat(q.scales()).containsExactly(1);
  }

  @Test
  void zerosStayAndWhatIsNoNumberIsRefused() {
    Quantised q = Quantised.perChannel(8, 1, 2, 0, 0, 3, -1.5f);
    assertThat(q.values()).containsExactly(0, 0, 127, -64);
    assertThat(q.dequantised(1)).startsWith(0, 0);
    assertThatThrownBy(() -> Quantised.perTensor(8, 1, Float.NaN))
        .hasMessage("weight[1]=NaN must be a finite number");
    assertThatThrownBy(() -> Quantised.perTensor(9, 1)).hasMessage("bits=9 must be in [2, 8]");
    assertThatThrownBy(() -> Quantised.perChannel(8, 2, 3, 1, 2, 3))
        .hasMessageContaining("a weight of 3 numbers is no (outer, channels, inner) with outer=2");
  }

  /** Half a step; a float's own rounding comes on top. */
  @Property
  void noWeightMovesByMoreThanHalfAStep(
      @ForAll @IntRange(min = 2, max = 8) int bits,
      @ForAll @Size(6) float[] drawn,
      @ForAll @FloatRange(min = 0.01f, max = 1000) float size) {
    float[] weight = new float[6];
    for (int i = 0; i < 6; i++) {
      weight[i] = (float) Math.sin(drawn[i]) * size;
    }
    Quantised q = Quantised.perChannel(bits, 3, 2, weight);
    float[] back = q.dequantised(3);
    for (int i = 0; i < 6; i++) {
      double half = q.scales()[i % 2] / 2;
      assertThat((double) Math.abs(weight[i] - back[i])).isLessThanOrEqualTo(half * (1 + 1e-5));
    }
    // What is rounded once is where it was when it is rounded again.
    assertThat(Quantised.perChannel(bits, 3, 2, back).values()).isEqualTo(q.values());
  }
}
