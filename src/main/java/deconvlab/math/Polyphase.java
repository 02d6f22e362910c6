package deconvlab.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A transposed convolution as ∏stride ordinary convolutions of stride 1, one for each output phase,
 * whose results are interleaved. Output s·t + r of an axis is reached by the taps k with
 * (dilation·k − padding) mod s = r, from the inputs t + (r + padding − dilation·k)/s: as k grows by
 * s/g (g the greatest common divisor of stride and dilation) the input moves back by dilation/g.
 * Each phase is therefore an ordinary convolution with a flipped part of the kernel. A phase that
 * no tap reaches stays 0; kernel 3, stride 2 has phases of 2 and 1 taps, which is where its
 * checkerboard is from.
 */
public final class Polyphase {
  /**
   * One output phase of one axis, as an ordinary convolution: output t of the phase sums the inputs
   * {@code t + offset + j·dilation} times kernel tap {@code taps[j]}.
   *
   * @param phase r in [0, stride): the outputs s·t + r
   * @param taps kernel taps in the order in which the convolution sees them, that is descending
   * @param offset the input that meets the first of these taps in output 0 of the phase
   * @param dilation distance of the inputs that meet neighbouring taps
   */
  public record Phase(int phase, List<Integer> taps, int offset, int dilation) {}

  private Polyphase() {}

  /** The phases of one axis, in order, those without a tap included. */
  public static List<Phase> phases(Axis axis) {
    List<Phase> phases = new ArrayList<>();
    for (int r = 0; r < axis.stride(); r++) {
      List<Integer> taps = new ArrayList<>();
      for (int k = axis.kernel() - 1; k >= 0; k--) {
        if (axis.phaseOf(k) == r) {
          taps.add(k);
        }
      }
      int offset = taps.isEmpty() ? 0 : source(axis, r, taps.get(0));
      int dilation = taps.size() < 2 ? 1 : source(axis, r, taps.get(1)) - offset;
      phases.add(new Phase(r, List.copyOf(taps), offset, dilation));
    }
    return phases;
  }

  /** The input that tap k takes to output r. */
  private static int source(Axis axis, int r, int k) {
    return (int) ((r + axis.padding() - (long) axis.dilation() * k) / axis.stride());
  }

  /**
   * The same result as {@link ConvTranspose#forward}, computed phase by phase.
   *
   * @throws IllegalArgumentException if a shape does not fit, naming it and what would
   */
  public static Tensor forward(Geometry geometry, Tensor x, Tensor w, Tensor bias) {
    Tensor y = Tensor.zeros(geometry.outputShape(x.shape()));
    geometry.checkWeight(w.shape());
    if (bias != null) {
      geometry.checkBias(bias.shape());
    }
    List<List<Phase>> combinations = List.of(List.of());
    for (Axis axis : geometry.axes()) {
      List<List<Phase>> longer = new ArrayList<>();
      for (List<Phase> start : combinations) {
        for (Phase phase : phases(axis)) {
          List<Phase> more = new ArrayList<>(start);
          more.add(phase);
          longer.add(more);
        }
      }
      combinations = longer;
    }
    combinations.forEach(phases -> interleave(geometry, phases, x, w, bias, y));
    return y;
  }

  /** Computes one combination of phases and writes it to its places in y. */
  private static void interleave(
      Geometry geometry, List<Phase> phases, Tensor x, Tensor w, Tensor bias, Tensor y) {
    int lead = x.shape().length - geometry.dims();
    long[] part = y.shape();
    for (int a = 0; a < phases.size(); a++) {
      int stride = geometry.axes().get(a).stride();
      part[lead + a] = Math.max(0, y.size(lead + a) - phases.get(a).phase() + stride - 1) / stride;
    }
    if (Tensor.sizeOf(part) == 0) {
      return;
    }
    Tensor values = convolve(geometry, phases, x, w, bias, part);
    long[] index = new long[part.length];
    for (int i = 0; i < values.size(); i++) {
      Convolution.unravel(i, part, index);
      for (int a = 0; a < phases.size(); a++) {
        index[lead + a] = index[lead + a] * geometry.axes().get(a).stride() + phases.get(a).phase();
      }
      y.data()[flat(index, y.shape())] = values.at(i);
    }
  }

  private static Tensor convolve(
      Geometry geometry, List<Phase> phases, Tensor x, Tensor w, Tensor bias, long[] part) {
    int lead = part.length - geometry.dims();
    List<Axis> axes = new ArrayList<>();
    long[] window = x.shape();
    for (int a = 0; a < phases.size(); a++) {
      Phase phase = phases.get(a);
      // An ordinary convolution needs a tap: a phase without one gets a single tap of weight 0.
      int taps = Math.max(1, phase.taps().size());
      Axis axis = new Axis(taps, 1, 0, 0, phase.dilation());
      axes.add(axis);
      window[lead + a] = part[lead + a] + axis.span() - 1;
    }
    Geometry ordinary =
        new Geometry(geometry.inChannels(), geometry.outChannels(), geometry.groups(), axes);
    Tensor seen = shifted(x, window, phases);
    return Convolution.forward(ordinary, seen, subKernel(geometry, phases, axes, w), bias);
  }

  /** The taps of these phases, flipped, in the layout (out, in/groups, taps…) of a convolution. */
  private static Tensor subKernel(
      Geometry geometry, List<Phase> phases, List<Axis> axes, Tensor w) {
    int in = geometry.inChannels() / geometry.groups();
    int out = geometry.outChannels() / geometry.groups();
    long[] shape = new long[axes.size() + 2];
    shape[0] = geometry.outChannels();
    shape[1] = in;
    Arrays.setAll(shape, d -> d < 2 ? shape[d] : axes.get(d - 2).kernel());
    Tensor kernel = Tensor.zeros(shape);
    if (phases.stream().anyMatch(phase -> phase.taps().isEmpty())) {
      return kernel;
    }
    long[] to = new long[shape.length];
    long[] from = new long[shape.length];
    for (int i = 0; i < kernel.size(); i++) {
      Convolution.unravel(i, shape, to);
      from[0] = to[0] / out * in + to[1];
      from[1] = to[0] % out;
      Arrays.setAll(from, d -> d < 2 ? from[d] : phases.get(d - 2).taps().get((int) to[d]));
      kernel.data()[i] = w.get(from);
    }
    return kernel;
  }

  /** x moved by each phase's offset, cut or filled with zeros to the shape window. */
  private static Tensor shifted(Tensor x, long[] window, List<Phase> phases) {
    Tensor moved = Tensor.zeros(window);
    long[] xShape = x.shape();
    int lead = window.length - phases.size();
    long[] index = new long[window.length];
    for (int i = 0; i < moved.size(); i++) {
      Convolution.unravel(i, window, index);
      boolean inside = true;
      for (int a = 0; a < phases.size(); a++) {
        index[lead + a] += phases.get(a).offset();
        inside &= index[lead + a] >= 0 && index[lead + a] < xShape[lead + a];
      }
      moved.data()[i] = inside ? x.get(index) : 0;
    }
    return moved;
  }

  private static int flat(long[] index, long[] shape) {
    long position = 0;
    for (int a = 0; a < shape.length; a++) {
      position = position * shape[a] + index[a];
    }
    return (int) position;
  }
}
