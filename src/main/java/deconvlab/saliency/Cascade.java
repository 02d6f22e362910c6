package deconvlab.saliency;

import ai.djl.ndarray.NDManager;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.nn.Torch;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The randomisation test of Adebayo et al. 2018: pictures of what units saw while a network forgets
 * its layers one after the other, from the unit's own down to the first, each held against the
 * picture of the whole network.
 */
public final class Cascade {
  private final List<String> layers;
  private final List<ReceptiveField> fields;
  private final Map<Method, List<List<SaliencyMap>>> maps = new EnumMap<>(Method.class);

  private Cascade(List<String> layers, List<ReceptiveField> fields) {
    this.layers = layers;
    this.fields = fields;
  }

  /**
   * Measures.
   *
   * @param layer of the units
   * @param units one for each image, see {@link Lens#unit}
   * @param seed of the forgotten layers' new weights
   */
  public static Cascade of(
      Network trained,
      Normalization normalization,
      String layer,
      ImageSet images,
      int[] units,
      long seed,
      List<Method> methods) {
    Lens whole = Lens.on(trained, normalization, layer);
    Cascade cascade =
        new Cascade(
            Randomised.fromTheTop(trained, layer),
            Arrays.stream(units).mapToObj(whole::field).toList());
    for (int forgotten = 0; forgotten <= cascade.layers.size(); forgotten++) {
      try (NDManager own = Torch.engine().newBaseManager()) {
        Network network = Randomised.of(trained, layer, forgotten, seed, own);
        Lens lens = Lens.on(network, normalization, layer);
        for (Method method : methods) {
          cascade
              .maps
              .computeIfAbsent(method, m -> new ArrayList<>())
              .add(lens.maps(method, images, units));
        }
      }
    }
    return cascade;
  }

  /** The layers in the order in which they are forgotten. */
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /** The methods that were asked for. */
  public List<Method> methods() {
    return List.copyOf(maps.keySet());
  }

  /** The maps of a method, one an image, once so many layers are forgotten. */
  public List<SaliencyMap> maps(Method method, int forgotten) {
    Checks.within("forgotten", forgotten, 0, layers.size());
    Checks.oneOf("method", method, methods());
    return List.copyOf(maps.get(method).get(forgotten));
  }

  /**
   * How alike each map is to that of the whole network: {@link SaliencyMap#rankCorrelation} within
   * what its unit sees, one an image.
   */
  public double[] ranks(Method method, int forgotten) {
    List<SaliencyMap> then = maps(method, forgotten);
    return IntStream.range(0, then.size())
        .mapToDouble(i -> maps(method, 0).get(i).rankCorrelation(then.get(i), fields.get(i)))
        .toArray();
  }
}
