package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deconvlab.math.Grids.Sample;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What must hold for every geometry; a seed stands for one of them, with random numbers. */
class OperatorProperties {
  @Property(tries = 200)
  void adjoint(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Sample s = Sample.draw(seed);
    double ahead = ConvTranspose.forward(s.geometry(), s.x(), s.w(), null).dot(s.g());
    double back = s.x().dot(ConvTranspose.gradInput(s.geometry(), s.g(), s.w()));
    double kernel = s.w().dot(ConvTranspose.gradWeight(s.geometry(), s.x(), s.g()));
    assertThat(back).isCloseTo(ahead, within(1e-9));
    assertThat(kernel).isCloseTo(ahead, within(1e-9));
  }

  /** Claim C01 in part: a kernel twice as large, a gradient twice as large, to the last bit. */
  @Property(tries = 200)
  void doublingTheKernelDoublesTheGradient(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Sample s = Sample.draw(seed);
    double[] twice = Arrays.stream(s.w().data()).map(v -> 2 * v).toArray();
    double[] once = ConvTranspose.gradInput(s.geometry(), s.g(), s.w()).data();
    assertThat(ConvTranspose.gradInput(s.geometry(), s.g(), Tensor.of(s.w().shape(), twice)).data())
        .containsExactly(Arrays.stream(once).map(v -> 2 * v).toArray());
  }

  @Property(tries = 200)
  void polyphaseIsTheReference(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Sample s = Sample.draw(seed);
    Grids.assertClose(
        Polyphase.forward(s.geometry(), s.x(), s.w(), s.b()),
        ConvTranspose.forward(s.geometry(), s.x(), s.w(), s.b()));
  }

  @Property(tries = 150)
  void matrixAndItsTransposeAreTheReference(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Sample s = Sample.draw(seed);
    OperatorMatrix a = OperatorMatrix.of(s.geometry(), s.x().shape(), s.w());
    Grids.assertClose(
        a.times(s.x().data()), ConvTranspose.forward(s.geometry(), s.x(), s.w(), null).data());
    Grids.assertClose(
        a.transpose().times(s.g().data()),
        ConvTranspose.gradInput(s.geometry(), s.g(), s.w()).data());
  }

  @Property(tries = 150)
  void theTransposeIsTheConvolutionWithTheSameKernel(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Sample s = Sample.draw(seed);
    Geometry g = s.geometry();
    boolean beyond = g.axes().stream().anyMatch(axis -> axis.outputPadding() >= axis.stride());
    boolean empty = s.g().size() == 0;
    if (beyond || empty) {
      return;
    }
    Geometry back = new Geometry(g.outChannels(), g.inChannels(), g.groups(), g.axes());
    Grids.assertClose(
        Convolution.forward(back, s.g(), s.w(), null), ConvTranspose.gradInput(g, s.g(), s.w()));
  }

  @Property(tries = 100)
  void linearInTheInputPlusBias(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Sample s = Sample.draw(seed);
    Tensor b = Tensor.full(3, s.geometry().outChannels());
    double[] plain = ConvTranspose.forward(s.geometry(), s.x(), s.w(), null).data();
    double[] twice = Arrays.stream(s.x().data()).map(v -> 2 * v).toArray();
    Tensor doubled = Tensor.of(s.x().shape(), twice);
    Grids.assertClose(
        ConvTranspose.forward(s.geometry(), doubled, s.w(), b).data(),
        Arrays.stream(plain).map(v -> 2 * v + 3).toArray());
  }

  @Property(tries = 500)
  void theInverseShapeComesBack(
      @ForAll @IntRange(min = 1, max = 7) int kernel,
      @ForAll @IntRange(min = 1, max = 5) int stride,
      @ForAll @IntRange(min = 0, max = 4) int padding,
      @ForAll @IntRange(min = 1, max = 4) int dilation,
      @ForAll @IntRange(min = 25, max = 60) int size) {
    Axis convolution = new Axis(kernel, stride, padding, 0, dilation);
    Axis undo = Axis.undoing(convolution, size);
    assertThat(undo.transposedSize(convolution.convolvedSize(size))).isEqualTo(size);
  }

  @Property(tries = 300)
  void overlapIsWhatCountingThePhasesGives(
      @ForAll @IntRange(min = 1, max = 9) int kernel,
      @ForAll @IntRange(min = 1, max = 6) int stride,
      @ForAll @IntRange(min = 0, max = 4) int padding,
      @ForAll @IntRange(min = 1, max = 6) int dilation) {
    Axis axis = new Axis(kernel, stride, padding, 0, dilation);
    List<Integer> counts =
        Polyphase.phases(axis).stream().map(phase -> phase.taps().size()).sorted().toList();
    Axis.Overlap overlap = axis.overlap();
    assertThat(overlap.min()).isEqualTo(counts.get(0));
    assertThat(overlap.max()).isEqualTo(counts.get(counts.size() - 1));
    assertThat(overlap.mean()).isCloseTo((double) kernel / stride, within(1e-12));
  }
}
