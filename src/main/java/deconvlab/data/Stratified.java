package deconvlab.data;

import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Indices grouped by class and shuffled within, the step that split and subset share. */
final class Stratified {
  private Stratified() {}

  /** One array for each class: those of {@code indices} with that label, in random order. */
  static int[][] shuffled(int[] indices, byte[] labels, Random random) {
    return byClass(indices, labels).map(members -> shuffle(members, random)).toArray(int[][]::new);
  }

  /** One array for each class, in the order of labels: those of {@code indices}, ascending. */
  static Stream<int[]> byClass(int[] indices, byte[] labels) {
    int classes = Arrays.stream(indices).map(i -> label(i, labels)).max().orElse(-1) + 1;
    return IntStream.range(0, classes)
        .mapToObj(c -> Arrays.stream(indices).filter(i -> labels[i] == c).sorted().toArray());
  }

  /** Fisher–Yates in place; returns its argument. */
  static int[] shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
    return values;
  }

  private static int label(int index, byte[] labels) {
    if (index < 0 || index >= labels.length) {
      throw Checks.refusal(
          "index %d must be in [0, %d), the number of labels", index, labels.length);
    }
    if (labels[index] < 0) {
      throw Checks.refusal("labels[%d]=%d must not be negative", index, labels[index]);
    }
    return labels[index];
  }
}
