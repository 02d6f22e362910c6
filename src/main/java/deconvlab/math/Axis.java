package deconvlab.math;

import deconvlab.text.Text;

/**
 * One spatial axis of a transposed convolution. Input i and tap k write to output {@code i·stride −
 * padding + dilation·k}; what falls outside the output is cut off.
 *
 * @param kernel taps, at least 1
 * @param stride distance between the outputs of neighbouring inputs, at least 1
 * @param padding outputs cut off at each end, at least 0 (it may exceed the kernel)
 * @param outputPadding outputs added at the end, at least 0 and below max(stride, dilation), as in
 *     PyTorch
 * @param dilation distance between the outputs of neighbouring taps, at least 1
 */
public record Axis(int kernel, int stride, int padding, int outputPadding, int dilation) {

  /** Validates every component; the message names argument, value, range and what to change. */
  public Axis {
    atLeast("kernel", kernel, 1, "a kernel needs at least one tap");
    atLeast("stride", stride, 1, "use 1 to keep the resolution, 2 to double it");
    atLeast("padding", padding, 0, "use outputPadding or a larger kernel to enlarge the output");
    atLeast("dilation", dilation, 1, "use 1 for neighbouring taps");
    atLeast("outputPadding", outputPadding, 0, "use padding to make the output smaller");
    int limit = Math.max(stride, dilation);
    if (outputPadding >= limit) {
      throw new IllegalArgumentException(
          Text.format(
              "outputPadding=%d must be in [0, %d], below max(stride=%d, dilation=%d):"
                  + " lower outputPadding or raise stride",
              outputPadding, limit - 1, stride, dilation));
    }
  }

  private static void atLeast(String name, int value, int least, String fix) {
    if (value < least) {
      throw new IllegalArgumentException(
          Text.format("%s=%d must be at least %d: %s", name, value, least, fix));
    }
  }

  /** An axis without output padding or dilation. */
  public static Axis of(int kernel, int stride, int padding) {
    return new Axis(kernel, stride, padding, 0, 1);
  }

  /** Stride 1 and padding (kernel − 1)/2, which keep the size; the kernel must be odd. */
  public static Axis same(int kernel) {
    if (kernel % 2 == 0) {
      throw new IllegalArgumentException(
          Text.format(
              "kernel=%d must be odd to keep the size with equal padding at both ends: use %d or %d",
              kernel, Math.max(1, kernel - 1), kernel + 1));
    }
    return of(kernel, 1, Math.max(0, (kernel - 1) / 2));
  }

  /**
   * The transposed convolution that undoes the <em>shape</em> (never the values) of a convolution:
   * same kernel, stride, padding and dilation, and the output padding (n + 2·padding −
   * dilation·(kernel − 1) − 1) mod stride that the convolution's rounding down lost. Kernel 3,
   * stride 2, padding 1: input 32 needs outputPadding 1, input 31 needs 0; both convolve to 16.
   *
   * @param convolution the convolution's axis; its own output padding is ignored
   * @param inputSize the size the convolution was given, which is to come back
   */
  public static Axis undoing(Axis convolution, long inputSize) {
    convolution.convolvedSize(inputSize);
    long slack = inputSize + 2L * convolution.padding - convolution.span();
    return new Axis(
        convolution.kernel,
        convolution.stride,
        convolution.padding,
        (int) (slack % convolution.stride),
        convolution.dilation);
  }

  /** {@link #undoing(Axis, long)} with the convolution's parameters one by one. */
  public static Axis undoing(int kernel, int stride, int padding, int dilation, long inputSize) {
    return undoing(new Axis(kernel, stride, padding, 0, dilation), inputSize);
  }

  /** Outputs that one input spreads over: dilation·(kernel − 1) + 1. */
  public long span() {
    return (long) dilation * (kernel - 1) + 1;
  }

  /**
   * (n − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1. Input 2, kernel 3,
   * stride 2: 5. May be 0 or negative, which {@link Geometry#outputShape} refuses.
   *
   * @throws IllegalArgumentException if n is negative or the size does not fit in a long
   */
  public long transposedSize(long n) {
    if (n < 0) {
      throw new IllegalArgumentException(Text.format("size n=%d must be at least 0", n));
    }
    try {
      long reach = Math.multiplyExact(n - 1, (long) stride);
      return Math.addExact(reach, span() - 2L * padding + outputPadding);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          Text.format(
              "size n=%d with stride=%d overflows a 64-bit output size: lower one of them",
              n, stride),
          e);
    }
  }

  /**
   * Output size of the ordinary convolution with this kernel, stride, padding and dilation: ⌊(n +
   * 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1. Input 5, kernel 3, stride 2: 2.
   *
   * @throws IllegalArgumentException if the dilated kernel does not fit into the padded input
   */
  public long convolvedSize(long n) {
    if (n < 0 || n > Long.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          Text.format("size n=%d must be in [0, %d]", n, Long.MAX_VALUE / 2));
    }
    long padded = n + 2L * padding;
    if (padded < span()) {
      throw new IllegalArgumentException(
          Text.format(
              "kernel=%d with dilation=%d spans %d, more than the padded input %d + 2·%d = %d:"
                  + " use a smaller kernel or more padding",
              kernel, dilation, span(), n, padding, padded));
    }
    return (padded - span()) / stride + 1;
  }

  /** Inputs that reach an interior output: fewest, most and the mean over the output phases. */
  public record Overlap(int min, int max, double mean) {
    /** Whether every output phase is reached by equally many inputs (no built-in checkerboard). */
    public boolean even() {
      return min == max;
    }
  }

  /**
   * How many inputs reach an interior output. The taps visit m = stride / gcd(stride, dilation) of
   * the stride's phases in turn: kernel 3, stride 2 has 1 to 2 (mean 1.5, uneven), kernel 4, stride
   * 2 always 2.
   */
  public Overlap overlap() {
    int visited = stride / gcd(stride, dilation);
    int most = (kernel - 1) / visited + 1;
    int fewest = visited == stride ? kernel / visited : 0;
    return new Overlap(fewest, most, (double) kernel / stride);
  }

  /**
   * The phase, in [0, stride), of the outputs that tap k writes to: (dilation·k − padding) mod s.
   */
  public int phaseOf(int tap) {
    return (int) Math.floorMod((long) dilation * tap - padding, (long) stride);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
