package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SplitProperties {
  @Property(tries = 200)
  void trainAndValidationShareNothingAndLoseNothing(
      @ForAll @Size(min = 1, max = 60) List<@ByteRange(min = 0, max = 4) Byte> drawn,
      @ForAll @IntRange(max = 59) int size,
      @ForAll long seed) {
    byte[] labels = bytes(drawn);
    int wanted = size % labels.length;
    Split split = Split.draw(labels, wanted, seed);
    assertThat(split.validation()).hasSize(wanted).isSorted();
    assertThat(IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation())))
        .containsExactlyInAnyOrder(
            IntStream.range(0, labels.length).boxed().toArray(Integer[]::new));
    for (byte label : labels) {
      double share = wanted * (double) count(labels, label) / labels.length;
      long held = Arrays.stream(split.validation()).filter(i -> labels[i] == label).count();
      assertThat((double) held).isBetween(share - 1, share + 1);
    }
  }

  @Property(tries = 200)
  void aSmallerFractionLiesInsideALargerOne(
      @ForAll @Size(min = 1, max = 60) List<@ByteRange(min = 0, max = 4) Byte> drawn,
      @ForAll @IntRange(min = 1, max = 1000) int a,
      @ForAll @IntRange(min = 1, max = 1000) int b,
      @ForAll long seed) {
    byte[] labels = bytes(drawn);
    int[] all = IntStream.range(0, labels.length).toArray();
    int[] small = Subset.stratified(all, labels, Math.min(a, b) / 1000.0, seed);
    assertThat(small).isNotEmpty();
    assertThat(Subset.stratified(all, labels, Math.max(a, b) / 1000.0, seed)).contains(small);
  }

  private static byte[] bytes(List<Byte> values) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values.get(i);
    }
    return bytes;
  }

  private static long count(byte[] labels, byte label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).count();
  }
}
