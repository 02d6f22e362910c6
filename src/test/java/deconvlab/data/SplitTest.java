package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** 15,000 labels, 1,500 of each class. */
  private static final byte[] POOL = cycled(15_000);

  private static byte[] cycled(int n) {
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 10);
    }
    return labels;
  }

  private static long count(int[] indices, byte[] labels, int label) {
    return Arrays.stream(indices).filter(i -> labels[i] == label).count();
  }

  @Test
  void everyClassGivesItsShare() {
    Split split = Split.draw(POOL, 5000, 3);
    for (int c = 0; c < 10; c++) {
      assertThat(count(split.validation(), POOL, c)).isEqualTo(500);
      assertThat(count(split.train(), POOL, c)).isEqualTo(1000);
    }
  }

  /** Shares of 4 out of 10: 5, 3, 2 images → 2, 1.2, 0.8 → 2, 1, 1. */
  @Test
  void sharesAreRoundedSoThatTheyAddUp() {
    byte[] labels = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2};
    Split split = Split.draw(labels, 4, 0);
    assertThat(count(split.validation(), labels, 0)).isEqualTo(2);
    assertThat(count(split.validation(), labels, 1)).isEqualTo(1);
    assertThat(count(split.validation(), labels, 2)).isEqualTo(1);
  }

  @Test
  void theSeedDecides() {
    assertThat(Split.draw(POOL, 5000, 3).validation())
        .isEqualTo(Split.draw(POOL, 5000, 3).validation())
        .isNotEqualTo(Split.draw(POOL, 5000, 4).validation());
  }

  @Test
  void sizesAreChecked() {
    assertThat(Split.draw(POOL, 0, 1).validation()).isEmpty();
    for (int size : new int[] {-1, 15_000}) {
      assertThatThrownBy(() -> Split.draw(POOL, size, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("validation=" + size)
          .hasMessageContaining("15000");
    }
  }

  @Test
  void subsetsAreStratifiedAndNested() {
    int[] train = Split.draw(POOL, 5000, 3).train();
    int[] one = Subset.stratified(train, POOL, 0.01, 3);
    int[] ten = Subset.stratified(train, POOL, 0.1, 3);
    assertThat(one).hasSize(100).isSorted();
    assertThat(ten).hasSize(1000).contains(one);
    assertThat(train).contains(ten);
    for (int c = 0; c < 10; c++) {
      assertThat(count(one, POOL, c)).isEqualTo(10);
    }
    assertThat(Subset.stratified(train, POOL, 0.1, 4)).isNotEqualTo(ten);
    assertThat(Subset.stratified(train, POOL, 1, 3)).isEqualTo(train);
  }

  /** 1,000 of each class: round(1,000·100^(−c/9)) by hand. */
  @Test
  void aLongTailMakesClassesRarerAndRunsIntoTheNext() {
    int[] train = Split.draw(POOL, 5000, 3).train();
    int[] hundred = Subset.longTailed(train, POOL, 100, 3);
    int[] sizes = {1000, 599, 359, 215, 129, 77, 46, 28, 17, 10};
    for (int c = 0; c < 10; c++) {
      assertThat(count(hundred, POOL, c)).as("class %s", c).isEqualTo(sizes[c]);
    }
    assertThat(hundred).isSorted();
    assertThat(Subset.longTailed(train, POOL, 10, 3)).contains(hundred);
    assertThat(Subset.longTailed(train, POOL, 1, 3)).isEqualTo(train);
    assertThat(Subset.longTailed(train, POOL, 100, 4)).isNotEqualTo(hundred);
    assertThatThrownBy(() -> Subset.longTailed(train, POOL, 0.1, 3))
        .hasMessageContaining("ratio=0.1 must be at least 1");
  }

  @Test
  void fractionsAreChecked() {
    for (double fraction : new double[] {0, -0.1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> Subset.stratified(new int[] {0}, POOL, fraction, 0))
          .hasMessageContaining("fraction=" + fraction);
    }
    assertThatThrownBy(() -> Subset.stratified(new int[] {15_000}, POOL, 0.5, 0))
        .hasMessageContaining("index 15000");
  }

  @Test
  void theOrderOfAnEpochDependsOnNothingBeforeIt() {
    int[] indices = IntStream.range(100, 200).toArray();
    int[] third = Batches.order(indices, 7, 3);
    Batches.order(indices, 7, 0);
    assertThat(Batches.order(indices, 7, 3)).isEqualTo(third);
    assertThat(third).containsExactlyInAnyOrder(indices).isNotEqualTo(indices);
    assertThat(Batches.order(indices, 7, 4)).isNotEqualTo(third);
    assertThat(Batches.order(indices, 8, 3)).isNotEqualTo(third);
    assertThat(indices).as("the argument stays").isSorted();
  }
}
