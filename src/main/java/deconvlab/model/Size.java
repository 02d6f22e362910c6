package deconvlab.model;

import ai.djl.ndarray.types.Shape;
import deconvlab.nn.Fans;
import java.util.List;

/**
 * How large a network is, counted without building it.
 *
 * @param parameters trainable numbers
 * @param largestWeight numbers of its largest weight
 * @param activations numbers that a training pass keeps of one image, at the least
 */
public record Size(long parameters, long largestWeight, long activations) {

  /** The size of the network that {@code config} asks for. */
  public static Size of(NetworkConfig config) {
    return of(Networks.layout(config), config);
  }

  static Size of(Layout layout, NetworkConfig config) {
    List<Layer> trunk = layout.trunk();
    Tally atHead =
        new Tally(config, new Size(0, 0, 0), layout.input())
            .with(trunk.subList(0, layout.headAt()));
    Tally whole = atHead.with(trunk.subList(layout.headAt(), trunk.size()));
    return new Tally(config, whole.size, atHead.shape).with(layout.head()).size;
  }

  private Size plus(long weight, long others, long outputs) {
    return new Size(
        parameters + weight + others, Math.max(largestWeight, weight), activations + outputs);
  }

  /** What there is so far and the shape there. */
  private record Tally(NetworkConfig config, Size size, Shape shape) {
    private Tally with(List<Layer> layers) {
      Tally tally = this;
      for (Layer layer : layers) {
        tally = tally.with(layer);
      }
      return tally;
    }

    private Tally with(Layer layer) {
      boolean normed = config.batchNorm() && StageBuilder.norms(layer);
      Core core = Core.of(layer, shape, !normed, 0);
      // Batch norm keeps its input, dropout its mask and its input's place.
      int kept = 1 + (normed ? 1 : 0) + (layer.activated() && drops(config) ? 2 : 0);
      long outputs = kept * core.output().size();
      long weight = core.fans().map(Fans::weight).orElse(0L);
      // Batch norm's scale and shift stand in for the bias.
      long others = weight == 0 ? 0 : (normed ? 2 : 1) * core.output().get(0);
      return new Tally(config, size.plus(weight, others, outputs), core.output());
    }

    private static boolean drops(NetworkConfig config) {
      return config.dropout() > 0 && !config.dropoutPlace().equals("last");
    }
  }
}
