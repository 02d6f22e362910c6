package deconvlab.saliency;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * A network as seen from one of its layers, in evaluation mode: what a unit there makes of an image
 * (before its ReLU, if one follows), and pictures of what it saw. A unit is one number of the
 * layer's output (C, H, W) or (units), given by its place in row-major order, {@link #unit}.
 */
public final class Lens {
  private static final TorchScript OPS = TorchScript.resource(Lens.class, "lens.py");
  static final int BATCH = 100;

  private final Network network;
  private final Normalization normalization;
  private final String layer;

  /** What lies between two ReLUs, which stand between them. */
  private final List<List<Block>> parts = new ArrayList<>();

  /** Whether another activation than ReLU is in a part. */
  private final boolean mixed;

  private final Shape output;
  private final Device device;

  private Lens(Network network, Normalization normalization, String layer) {
    this.network = network;
    this.normalization = normalization;
    this.layer = layer;
    String activation = network.config().activation();
    List<Stage> path = network.path(layer);
    List<Block> part = new ArrayList<>();
    boolean others = false;
    for (Stage stage : path) {
      part.addAll(stage.entry());
      boolean bends = stage.activated() && !stage.name().equals(layer);
      int linear = stage.after().size() - (stage.activated() ? 1 : 0);
      part.addAll(stage.after().subList(0, linear));
      if (bends && activation.equals("relu")) {
        parts.add(part);
        part = new ArrayList<>();
      } else if (bends) {
        part.add(stage.after().get(linear));
        others |= !activation.equals("identity");
      }
    }
    parts.add(part);
    mixed = others;
    output = path.get(path.size() - 1).output();
    device = network.arrays().values().iterator().next().getArray().getDevice();
  }

  /**
   * Looks through an initialised {@code network} at its stage {@code layer}; what is learnt later
   * is seen, too.
   *
   * @param normalization what the network's images are normalised by
   */
  public static Lens on(Network network, Normalization normalization, String layer) {
    return new Lens(network, normalization, layer);
  }

  /** The same layer of another network of that kind, whose images are normalised alike. */
  public Lens through(Network other) {
    return new Lens(other, normalization, layer);
  }

  Network network() {
    return network;
  }

  String layer() {
    return layer;
  }

  Device device() {
    return device;
  }

  /** The layer's output for one image, (C, H, W) or (units). */
  public Shape output() {
    return output;
  }

  /** The place of the unit of a channel at a position; of a layer without maps row and column 0. */
  public int unit(int channel, int row, int column) {
    Checks.within("channel", channel, 0, (int) output.get(0) - 1);
    Checks.within("row", row, 0, side() - 1);
    Checks.within("column", column, 0, side() - 1);
    return (channel * side() + row) * side() + column;
  }

  private int side() {
    return output.dimension() == 3 ? (int) output.get(1) : 1;
  }

  /** What a unit can see. */
  public ReceptiveField field(int unit) {
    Checks.within("unit", unit, 0, size() - 1);
    int place = unit % (side() * side());
    return ReceptiveField.of(network, layer, place / side(), place % side());
  }

  /** What one unit each makes of the images. */
  public double[] values(ImageSet images, int... units) {
    double[] values = new double[images.size()];
    each(
        images,
        BATCH,
        (x, from) -> {
          float[] of = forward(x).toFloatArray();
          for (int n = 0; n < x.getShape().get(0); n++) {
            values[from + n] = of[n * size() + units[from + n]];
          }
        });
    return values;
  }

  /**
   * A place where a channel fires.
   *
   * @param image its number in the set
   * @param row of the layer's map
   * @param column of the layer's map
   * @param value before the ReLU
   */
  public record Patch(int image, int row, int column, double value) {}

  /**
   * Where each channel fires most, as Zeiler &amp; Fergus 2014 show units: the {@code most} images
   * with its greatest values, the strongest first; one place an image, so that none fills the list.
   */
  public List<List<Patch>> patches(ImageSet images, int most) {
    Checks.within("most", most, 1, images.size());
    int channels = (int) output.get(0);
    int places = size() / channels;
    List<List<Patch>> all = new ArrayList<>();
    IntStream.range(0, channels).forEach(c -> all.add(new ArrayList<>()));
    each(
        images,
        BATCH,
        (x, from) -> {
          float[] z = forward(x).toFloatArray();
          for (int i = 0; i < z.length / places; i++) {
            int best = i * places;
            for (int at = best; at < (i + 1) * places; at++) {
              best = z[at] > z[best] ? at : best;
            }
            int place = best % places;
            all.get(i % channels)
                .add(new Patch(from + i / channels, place / side(), place % side(), z[best]));
          }
        });
    Comparator<Patch> strongestFirst = Comparator.comparingDouble(p -> -p.value);
    all.replaceAll(of -> of.stream().sorted(strongestFirst).limit(most).toList());
    return all;
  }

  /** Shows {@code seen} the images, normalised, and the number of the first of each batch. */
  void each(ImageSet images, int batch, BiConsumer<NDArray, Integer> seen) {
    try (DeviceImages pool = new DeviceImages(images, normalization, device)) {
      Epoch epoch = Batches.evaluation(pool, batch).epoch(0);
      for (int b = 0; b < epoch.size(); b++) {
        try (NDManager scope = Torch.engine().newBaseManager(device)) {
          seen.accept(epoch.batch(b, scope).images(), b * batch);
        }
      }
    }
  }

  /**
   * A picture of what one unit each saw in the images.
   *
   * @param units one for each image
   * @return one map for each image: of {@link Method#OCCLUSION} (1, 32, 32), else (3, 32, 32)
   * @throws IllegalArgumentException if the method is a rule for ReLU and another activation is on
   *     the way
   */
  public List<SaliencyMap> maps(Method method, ImageSet images, int... units) {
    Checks.that(
        units.length == images.size(),
        "units has %d places for %d images: give one each",
        units.length,
        images.size());
    Arrays.stream(units).forEach(unit -> Checks.within("unit", unit, 0, size() - 1));
    Checks.that(
        !mixed || !method.needsRelu(),
        "method=%s is a rule for relu, and this network has another activation: use gradient",
        method);
    List<SaliencyMap> maps = new ArrayList<>();
    each(
        images,
        method.batch(),
        (x, from) -> {
          int n = Math.toIntExact(x.getShape().get(0));
          float[] made = method.map(this, x, Arrays.copyOfRange(units, from, from + n));
          for (int i = 0; i < n; i++) {
            maps.add(SaliencyMap.part(made, n, i));
          }
        });
    return maps;
  }

  int size() {
    return Math.toIntExact(output.size());
  }

  /** The layer's values for normalised images (N, 3, 32, 32). */
  NDArray forward(NDArray x) {
    return Torch.withoutGradients(
        () -> {
          NDArray y = x;
          for (int p = 0; p < parts.size(); p++) {
            y = through(p, p == 0 ? y : rectified(y));
          }
          return y;
        });
  }

  private NDArray through(int part, NDArray from) {
    ParameterStore store = new ParameterStore(from.getManager(), false);
    NDArray y = from;
    for (Block block : parts.get(part)) {
      y = block.forward(store, new NDList(y), false).head();
    }
    return y;
  }

  private static NDArray rectified(NDArray z) {
    return OPS.callForOne(z.getManager(), "rectified", z);
  }

  /** The signal 1 from one unit an image, at the image: (N, 3, 32, 32). */
  NDArray back(Method rule, NDArray x, int... units) {
    NDManager scope = x.getManager();
    float[] ones = new float[units.length * size()];
    IntStream.range(0, units.length).forEach(n -> ones[n * size() + units[n]] = 1);
    NDArray signal = scope.create(ones, new Shape(units.length).addAll(output));
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      NDList from = new NDList();
      NDList to = new NDList();
      for (int p = 0; p < parts.size(); p++) {
        NDArray a = p == 0 ? x.duplicate() : rectified(to.get(p - 1));
        a.setRequiresGradient(true);
        from.add(a);
        to.add(through(p, a));
      }
      for (int p = parts.size() - 1; p >= 0; p--) {
        signal = p == parts.size() - 1 ? signal : rule.back(signal, to.get(p));
        signal = OPS.callForOne(scope, "pulled", to.get(p), from.get(p), signal);
      }
      return signal;
    }
  }
}
