package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GeometryTest {
  private static final Geometry UP2 =
      new Geometry(4, 6, 2, List.of(Axis.of(3, 2, 1), Axis.of(4, 2, 0)));

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void shapesBatchedAndNot() {
    assertThat(UP2.weightShape()).containsExactly(4, 3, 3, 4);
    assertThat(UP2.outputShape(new long[] {5, 4, 3, 2})).containsExactly(5, 6, 5, 6);
    assertThat(UP2.outputShape(new long[] {4, 3, 2})).containsExactly(6, 5, 6);
    assertThat(UP2.each(Axis::padding)).containsExactly(1, 0);
  }

  @Test
  void emptyBatchMayHaveEmptySizes() {
    assertThat(UP2.outputShape(new long[] {0, 4, 3, 2})).containsExactly(0, 6, 5, 6);
    assertThat(UP2.outputShape(new long[] {0, 4, 1, 0})).containsExactly(0, 6, 1, 2);
    refused(() -> UP2.outputShape(new long[] {0, 4, 0, 3}), "output size -1", "at least 0");
  }

  @Test
  void wrongInputsAreRefusedByName() {
    refused(() -> UP2.outputShape(new long[] {3, 2}), "x of shape [3, 2]", "rank 2", "3", "4");
    refused(() -> UP2.outputShape(new long[] {1, 1, 4, 3, 2}), "rank 5");
    refused(() -> UP2.outputShape(new long[] {1, 5, 3, 2}), "5 channels", "inChannels=4");
    refused(() -> UP2.outputShape(new long[] {1, 4, 0, 2}), "size 0", "axis 0", "at least 1");
    refused(() -> UP2.outputShape(new long[] {-1, 4, 1, 2}), "batch size -1");
    Geometry cut = Geometry.of(2, 1, Axis.of(2, 1, 2));
    refused(
        () -> cut.outputShape(new long[] {1, 2, 2}), "output size -1", "padding=2", "at most 1");
    Geometry bare = Geometry.of(2, 1, Axis.of(2, 1, 1));
    refused(() -> bare.outputShape(new long[] {1, 2, 1}), "output size 0", "at most 0");
    assertThat(bare.outputShape(new long[] {0, 2, 1})).containsExactly(0, 1, 0);
  }

  @Test
  void outputsBeyondTheAddressSpaceAreRefused() {
    Axis wide = Axis.of(3, Integer.MAX_VALUE, 0);
    Geometry huge = Geometry.of(2, 3, wide, wide);
    refused(
        () -> huge.outputShape(new long[] {1, 2, 4, 4}), "output size [1, 3, 6442450944", "2^60");
    assertThat(huge.outputShape(new long[] {1, 2, 1, 1})).containsExactly(1, 3, 3, 3);
  }

  @Test
  void weightAndBiasMustFit() {
    assertThatCode(() -> UP2.checkWeight(new long[] {4, 3, 3, 4})).doesNotThrowAnyException();
    refused(() -> UP2.checkWeight(new long[] {4, 6, 3, 4}), "[4, 6, 3, 4]", "[4, 3, 3, 4]");
    assertThatCode(() -> UP2.checkBias(new long[] {6})).doesNotThrowAnyException();
    refused(() -> UP2.checkBias(new long[] {3}), "bias", "[3]", "[6]");
    refused(() -> UP2.checkBias(new long[] {1, 6}), "[1, 6]");
    refused(() -> UP2.checkBias(new long[] {}), "[]");
  }

  @Test
  void channelsGroupsAndAxesAreValidated() {
    List<Axis> axes = List.of(Axis.of(3, 1, 1));
    refused(() -> new Geometry(6, 4, 4, axes), "inChannels=6", "groups=4");
    refused(() -> new Geometry(4, 6, 4, axes), "outChannels=6", "groups=4");
    refused(() -> new Geometry(0, 4, 1, axes), "inChannels=0", "at least 1");
    refused(() -> new Geometry(4, -4, 1, axes), "outChannels=-4");
    refused(() -> new Geometry(4, 4, 0, axes), "groups=0");
    refused(() -> new Geometry(4, 4, 1, List.of()), "axes", "0 entries");
  }

  @Test
  void geometryOfAWeight() {
    int[] one = {1};
    int[] zero = {0};
    long[] w = {4, 3, 3, 5};
    Geometry g = Geometry.ofWeight(w, 2, new int[] {2, 3}, zero, new int[] {1, 2}, one);
    assertThat(g.outChannels()).isEqualTo(6);
    assertThat(g.axes()).containsExactly(new Axis(3, 2, 0, 1, 1), new Axis(5, 3, 0, 2, 1));
    refused(() -> Geometry.ofWeight(w, 3, one, zero, zero, one), "inChannels=4", "groups=3");
    refused(() -> Geometry.ofWeight(w, 0, one, zero, zero, one), "groups=0");
    refused(() -> Geometry.ofWeight(w, 8, one, zero, zero, one), "groups=8");
    refused(() -> Geometry.ofWeight(w, 1, new int[3], zero, zero, one), "stride=[0, 0, 0]", "2");
    refused(() -> Geometry.ofWeight(w, 1, one, new int[0], zero, one), "padding=[]");
    refused(
        () -> Geometry.ofWeight(w, 1, one, zero, new int[] {0, 1}, one),
        "axis 1",
        "outputPadding=1");
    refused(() -> Geometry.ofWeight(new long[] {2, 2, 0, 3}, 1, one, zero, zero, one), "kernel=0");
    refused(
        () -> Geometry.ofWeight(new long[] {2, 0, 3, 3}, 1, one, zero, zero, one),
        "outChannels/groups=0");
    refused(() -> Geometry.ofWeight(new long[] {2, 2}, 1, one, zero, zero, one), "rank 2");
    refused(
        () -> Geometry.ofWeight(new long[] {2, 2, 1L << 40}, 1, one, zero, zero, one),
        "1099511627776");
  }

  @Test
  void fans() {
    Geometry g = new Geometry(8, 6, 2, List.of(Axis.of(3, 2, 1), Axis.of(3, 2, 1)));
    assertThat(g.forwardFan()).isEqualTo(4 * 9 / 4.0, within(1e-12));
    assertThat(g.backwardFan()).isEqualTo(3 * 9, within(1e-12));
    assertThat(g.libraryFan()).isEqualTo(3 * 9, within(1e-12));
  }
}
