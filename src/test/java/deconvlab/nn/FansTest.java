package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fans counted by hand. */
class FansTest {
  private static final Axis K4S2 = Axis.of(4, 2, 1);
  private static final Axis K3S2 = Axis.of(3, 2, 1);

  @Test
  void transposedConvolution() {
    Fans fans = Fans.transposed(Geometry.of(8, 12, K4S2, K4S2));
    assertThat(fans.forward()).isEqualTo(8 * 16 / 4.0);
    assertThat(fans.backward()).isEqualTo(12 * 16);
    assertThat(fans.libraryIn()).isEqualTo(12 * 16);
    assertThat(fans.libraryOut()).isEqualTo(8 * 16);
    assertThat(fans.stride()).containsExactly(2, 2);
    assertThat(fans.units()).isEqualTo(8);
  }

  @Test
  void transposedConvolutionInGroups() {
    Geometry geometry = new Geometry(6, 4, 2, List.of(Axis.of(3, 2, 0), Axis.of(1, 1, 0)));
    Fans fans = Fans.transposed(geometry);
    assertThat(fans.forward()).isEqualTo(3 * 3 / 2.0);
    assertThat(fans.backward()).isEqualTo(2 * 3);
    // Of the weight (6, 2, 3, 1), as PyTorch reads it: size(1)·k and size(0)·k.
    assertThat(fans.libraryIn()).isEqualTo(2 * 3);
    assertThat(fans.libraryOut()).isEqualTo(6 * 3);
  }

  @Test
  void convolution() {
    Fans fans = Fans.convolution(Geometry.of(8, 12, K3S2, K3S2));
    assertThat(fans.forward()).isEqualTo(8 * 9);
    assertThat(fans.backward()).isEqualTo(12 * 9 / 4.0);
    assertThat(fans.libraryIn()).isEqualTo(8 * 9);
    assertThat(fans.libraryOut()).isEqualTo(12 * 9);
    assertThat(fans.stride()).isEmpty();
    assertThat(fans.units()).isEqualTo(12);
  }

  @Test
  void dense() {
    Fans fans = Fans.dense(100, 50);
    assertThat(fans.forward()).isEqualTo(100);
    assertThat(fans.backward()).isEqualTo(50);
    assertThat(fans.units()).isEqualTo(50);
  }
}
