package deconvlab.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import deconvlab.math.Pruning;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Flatten;
import deconvlab.model.Layer.Shuffle;
import deconvlab.nn.Snapshot;
import deconvlab.record.Copy;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Channel pruning (Li et al. 2017): whole filters of (transposed) convolutions go, and with each
 * the weights of the next layer that would have read its channel. A filter whose weights, bias,
 * scale and shift are 0 gives 0 behind an activation with f(0) = 0: a masked network and the {@link
 * #compact} one that lacks its filters are the same function.
 *
 * <p>Only layers with an activation lose filters: what others give (a picture's colours, the middle
 * of a low-rank twin) is wanted as it is.
 */
public final class Channels {
  private Channels() {}

  /**
   * Refuses a network whose filters cannot go: an activation that is not 0 at 0, a depthwise layer,
   * which has no filters to choose from, or activated filters that become pixels of one channel.
   */
  public static void check(NetworkConfig config) {
    Checks.that(
        !List.of("sigmoid", "softplus").contains(config.activation()),
        "activation=%s is not 0 at 0, so that a filter of zeros still speaks: use another, or"
            + " prune single weights",
        config.activation());
    Checks.that(
        !config.twin().equals("separable"),
        "twin=separable has depthwise layers, whose filters are bound to their channels: use"
            + " another twin, or prune single weights");
    Checks.that(
        !shuffles(config),
        "twin=sub-pixel makes pixels of its filters, which stay or go together: use another twin,"
            + " or prune single weights");
  }

  private static boolean shuffles(NetworkConfig config) {
    if (!config.twin().equals("sub-pixel")) {
      return false;
    }
    List<Layer> trunk = Networks.layout(config).trunk();
    return IntStream.range(1, trunk.size())
        .anyMatch(i -> trunk.get(i) instanceof Shuffle && trunk.get(i - 1).activated());
  }

  /** What is left of {@code config} when a share of the filters of each layer goes. */
  public static NetworkConfig without(NetworkConfig config, double share) {
    check(config);
    return config.withFilters(
        Networks.layout(config).trunk().stream()
            .filter(Channels::convolves)
            .map(
                layer ->
                    filters(layer) - (layer.activated() ? Pruning.gone(share, filters(layer)) : 0))
            .map(String::valueOf)
            .collect(Collectors.joining(",")));
  }

  /**
   * Masks that silence the filters of smallest L1 norm: for each trainable parameter, in the order
   * of {@link Network#trainable}, 1 where it stays and 0 where it goes.
   *
   * @param share of each layer's filters that goes, in [0, 1); one always stays
   */
  public static List<float[]> masks(Network network, double share) {
    check(network.config());
    List<float[]> masks = new ArrayList<>();
    for (Stage stage : network.stages()) {
      int[] kept = strongest(stage, share);
      for (Parameter one : trained(stage)) {
        float[] mask = new float[Math.toIntExact(one.getShape().size())];
        int[] axes = axes(stage, one);
        for (int i = 0; i < mask.length; i++) {
          mask[i] = Arrays.binarySearch(kept, i / axes[2] % axes[1]) < 0 ? 0 : 1;
        }
        masks.add(mask);
      }
    }
    return masks;
  }

  /**
   * The network without its filters of zeros, weights, biases and batch norms copied. Of a layer
   * that has nothing else the first stays.
   *
   * @param manager owns what the new network holds
   */
  public static Network compact(Network network, NDManager manager) {
    check(network.config());
    List<Stage> stages = network.stages();
    List<int[]> kept = stages.stream().map(Channels::speaking).toList();
    NetworkConfig config =
        network
            .config()
            .withFilters(
                IntStream.range(0, stages.size())
                    .filter(i -> convolves(stages.get(i).layer()))
                    .mapToObj(i -> String.valueOf(kept.get(i).length))
                    .collect(Collectors.joining(",")));
    Network small = Network.initialised(config, 0, manager);
    Layout layout = Networks.layout(config);
    int[] in = range(Math.toIntExact(layout.input().get(0)));
    int[] atHead = in;
    for (int i = 0; i < stages.size(); i++) {
      atHead = i == layout.headAt() ? in : atHead;
      in = i == layout.trunk().size() ? atHead : in;
      copy(stages.get(i), small.stages().get(i), kept.get(i), in, manager);
      in = after(stages, i, kept.get(i), in);
    }
    return small;
  }

  /** {@code layout} with these filters, one number for each layer that has them. */
  static Layout resized(Layout layout, String filters) {
    List<Integer> widths = Arrays.stream(filters.split(",", -1)).map(Integer::valueOf).toList();
    long layers = layout.trunk().stream().filter(Channels::convolves).count();
    Checks.that(
        widths.size() == layers,
        "filters='%s' has %d numbers, must have %d: one for each (transposed) convolution",
        filters,
        widths.size(),
        layers);
    List<Layer> trunk = new ArrayList<>();
    int next = 0;
    for (Layer layer : layout.trunk()) {
      trunk.add(
          convolves(layer)
              ? (Layer) Copy.with((Record) layer, "filters", widths.get(next++))
              : layer);
    }
    return new Layout(layout.input(), trunk, layout.headAt(), layout.head());
  }

  private static boolean convolves(Layer layer) {
    return layer instanceof Conv || layer instanceof Deconv;
  }

  private static int filters(Layer layer) {
    return layer instanceof Conv c ? c.filters() : ((Deconv) layer).filters();
  }

  private static List<Parameter> trained(Stage stage) {
    return stage.arrays().filter(Parameter::requiresGradient).toList();
  }

  /**
   * Sizes {outer, filters, inner} of a parameter of a layer; what is no weight has one a filter.
   */
  private static int[] axes(Stage stage, Parameter parameter) {
    return parameter.getType() == Parameter.Type.WEIGHT
        ? stage.weightAxes()
        : new int[] {1, Math.toIntExact(parameter.getShape().size()), 1};
  }

  /** Whether some of the filters may go. */
  private static boolean loses(Stage stage) {
    return convolves(stage.layer()) && stage.activated();
  }

  private static int[] strongest(Stage stage, double share) {
    if (!loses(stage)) {
      return range(Math.toIntExact(stage.output().get(0)));
    }
    int[] axes = stage.weightAxes();
    return Pruning.filters(share, axes[0], axes[1], values(stage.weight()));
  }

  /** The filters of which some number is not 0; all of a layer that loses none. */
  private static int[] speaking(Stage stage) {
    int n = Math.toIntExact(stage.output().get(0));
    boolean[] speaks = new boolean[n];
    for (Parameter one : loses(stage) ? trained(stage) : List.<Parameter>of()) {
      int[] axes = axes(stage, one);
      float[] values = values(one);
      for (int i = 0; i < values.length; i++) {
        speaks[i / axes[2] % axes[1]] |= values[i] != 0;
      }
    }
    int[] kept = IntStream.range(0, n).filter(f -> speaks[f] || !loses(stage)).toArray();
    return kept.length == 0 ? new int[] {0} : kept;
  }

  /** The channels, or once flat the features, that stay behind a stage. */
  private static int[] after(List<Stage> stages, int at, int[] kept, int... in) {
    Stage stage = stages.get(at);
    Layer layer = stage.layer();
    if (stage.weighted() || layer instanceof Layer.Reshape || layer instanceof Layer.Sample) {
      return kept;
    } else if (layer instanceof Flatten) {
      // A channel becomes its height·width numbers, side by side.
      int area = Math.toIntExact(stage.output().size() / stages.get(at - 1).output().get(0));
      return Arrays.stream(in).flatMap(c -> IntStream.range(c * area, (c + 1) * area)).toArray();
    }
    return in;
  }

  private static void copy(Stage from, Stage to, int[] out, int[] in, NDManager manager) {
    List<Parameter> targets = to.arrays().toList();
    List<Parameter> sources = from.arrays().toList();
    try (NDManager scope = manager.newSubManager()) {
      for (int i = 0; i < targets.size(); i++) {
        Parameter source = sources.get(i);
        boolean weight = source.getType() == Parameter.Type.WEIGHT;
        boolean filtersFirst = !(from.layer() instanceof Deconv);
        int[] rows = filtersFirst || !weight ? out : in;
        int[] columns = !weight ? new int[] {0} : filtersFirst ? in : out;
        float[] some = picked(source, rows, columns);
        NDList target = new NDList(targets.get(i).getArray());
        Snapshot.copy(new NDList(scope.create(some, target.head().getShape())), target, scope);
      }
    }
  }

  /** Some rows (axis 0) and columns (axis 1, where there is one) of a parameter. */
  private static float[] picked(Parameter parameter, int[] rows, int... columns) {
    float[] all = values(parameter);
    long[] shape = parameter.getShape().getShape();
    int wide = shape.length == 1 ? 1 : Math.toIntExact(shape[1]);
    int inner = Math.toIntExact(all.length / shape[0] / wide);
    float[] some = new float[rows.length * columns.length * inner];
    int at = 0;
    for (int row : rows) {
      for (int column : columns) {
        System.arraycopy(all, (row * wide + column) * inner, some, at, inner);
        at += inner;
      }
    }
    return some;
  }

  private static float[] values(Parameter parameter) {
    return parameter.getArray().toFloatArray();
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }
}
