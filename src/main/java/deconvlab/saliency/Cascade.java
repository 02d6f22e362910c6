package deconvlab.saliency;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import deconvlab.data.ImageSet;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.nn.Snapshot;
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
  private final List<String> layers = new ArrayList<>();
  private final List<ReceptiveField> fields;
  private final Map<Method, List<List<SaliencyMap>>> maps = new EnumMap<>(Method.class);

  private Cascade(Lens lens, int... units) {
    lens.network().path(lens.layer()).stream()
        .filter(Stage::weighted)
        .forEach(stage -> layers.add(0, stage.name()));
    fields = Arrays.stream(units).mapToObj(lens::field).toList();
  }

  /**
   * Measures.
   *
   * @param lens through the whole network, at the units' layer
   * @param units one for each image, see {@link Lens#unit}
   * @param seed of the forgotten layers' new weights
   */
  public static Cascade of(
      Lens lens, ImageSet images, int[] units, long seed, List<Method> methods) {
    Cascade cascade = new Cascade(lens, units);
    for (int forgotten = 0; forgotten <= cascade.layers.size(); forgotten++) {
      try (NDManager owner = Torch.engine().newBaseManager(lens.device())) {
        Lens then = lens.through(cascade.forgetful(lens.network(), forgotten, seed, owner));
        for (Method method : methods) {
          cascade
              .maps
              .computeIfAbsent(method, m -> new ArrayList<>())
              .add(then.maps(method, images, units));
        }
      }
    }
    return cascade;
  }

  /**
   * A copy of {@code trained} in which the first {@code forgotten} of {@link #layers} are as a new
   * network of that seed starts them, batch norm too; with all of them it has learnt nothing.
   */
  private Network forgetful(Network trained, int forgotten, long seed, NDManager owner) {
    List<String> fresh = layers.subList(0, forgotten);
    Network copy = Network.initialised(trained.config(), seed, owner);
    Map<String, Parameter> own = copy.arrays();
    NDList from = new NDList();
    NDList to = new NDList();
    trained
        .arrays()
        .forEach(
            (name, one) -> {
              if (!fresh.contains(name.substring(0, name.indexOf('.')))) {
                from.add(one.getArray());
                to.add(own.get(name).getArray());
              }
            });
    Snapshot.copy(from, to, owner);
    return copy;
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
