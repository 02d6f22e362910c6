package deconvlab.saliency;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.nn.Snapshot;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Networks that have forgotten a part of what they learnt: the cascading randomisation of Adebayo
 * et al. 2018, "Sanity Checks for Saliency Maps". A picture that looks the same then did not show
 * what was learnt.
 */
public final class Randomised {
  private Randomised() {}

  /** The layers with a weight from the image to {@code layer}, the last first. */
  public static List<String> fromTheTop(Network network, String layer) {
    List<String> names =
        new ArrayList<>(
            network.path(layer).stream().filter(Stage::weighted).map(Stage::name).toList());
    Collections.reverse(names);
    return names;
  }

  /**
   * A copy of {@code trained} in which the {@code forgotten} last layers up to {@code layer} are as
   * a new network starts them, batch norm too; with all of them it has learnt nothing.
   *
   * @param seed of the new weights
   * @param owner the copy's arrays attach to it
   */
  public static Network of(
      Network trained, String layer, int forgotten, long seed, NDManager owner) {
    List<String> layers = fromTheTop(trained, layer);
    Checks.within("forgotten", forgotten, 0, layers.size());
    Set<String> fresh = new HashSet<>(layers.subList(0, forgotten));
    Network copy = Network.initialised(trained.config(), seed, owner);
    NDList from = new NDList();
    NDList to = new NDList();
    trained
        .arrays()
        .forEach(
            (name, one) -> {
              if (!fresh.contains(name.substring(0, name.indexOf('.')))) {
                from.add(one.getArray());
                to.add(copy.arrays().get(name).getArray());
              }
            });
    try (NDManager scope = owner.newSubManager()) {
      Snapshot.copy(from, to, scope);
    }
    return copy;
  }
}
