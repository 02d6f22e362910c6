package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.nn.SafeTensors;
import deconvlab.nn.Snapshot;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Outcome;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trained network as a file: its arrays under their names, batch norm's statistics too, and where
 * they come from.
 *
 * @param network in evaluation mode what the run left behind
 * @param normalization what its images are normalised by
 * @param about the run
 */
public record SavedModel(Network network, Normalization normalization, About about) {
  private static final String RUN = "deconv-lab run";

  /**
   * The run that trained it.
   *
   * @param configuration a {@link TrainConfig}
   * @param seed of the run
   * @param key what its record is found by
   * @param data how figures measured on the data are to be quoted
   * @param mean {@link Normalization#mean}
   * @param std {@link Normalization#std}
   * @param outcome how it ended
   * @param accuracy on the test split at the end, NaN if it was not scored there
   */
  public record About(
      ObjectNode configuration,
      long seed,
      String key,
      String data,
      float[] mean,
      float[] std,
      Outcome outcome,
      double accuracy) {}

  /**
   * Writes a trained network.
   *
   * @param run the record of its training
   * @param half see {@link SafeTensors#write}
   */
  public static void write(
      Path file, Network network, Normalization normalization, RunRecord run, boolean half)
      throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    network.arrays().forEach((name, one) -> arrays.put(name, one.getArray()));
    double accuracy = run.lastScore("test").map(s -> s.accuracy()).orElse(Double.NaN);
    About about =
        new About(
            run.configuration(),
            run.seed(),
            RunKey.of(run).hash(),
            run.data().note(),
            normalization.mean(),
            normalization.std(),
            run.outcome(),
            accuracy);
    SafeTensors.write(file, arrays, Map.of(RUN, Json.write(about)), half);
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param owner the network's arrays attach to it
   * @throws IOException if it cannot be read, is another file, or holds other arrays than its
   *     network has; says which
   */
  public static SavedModel load(Path file, NDManager owner) throws IOException {
    SafeTensors.Content content = SafeTensors.read(file);
    if (content.about(RUN).isEmpty()) {
      throw new IOException(file + " is no model of ours: lab train --save writes such a file");
    }
    About about;
    Network network;
    Normalization normalization;
    try {
      about = Json.read(content.about(RUN), About.class);
      TrainConfig config = Json.bind(about.configuration, TrainConfig.class, "configuration");
      network = Network.initialised(config.network(), about.seed, owner);
      normalization = new Normalization(about.mean, about.std);
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(file + " is no model that this version knows: " + e.getMessage(), e);
    }
    try (NDManager scope = owner.newSubManager()) {
      Map<String, Shape> wanted = new LinkedHashMap<>();
      NDList to = new NDList();
      network
          .arrays()
          .forEach(
              (name, one) -> {
                wanted.put(name, one.getArray().getShape());
                to.add(one.getArray());
              });
      Snapshot.copy(new NDList(content.arrays(wanted, scope).values()), to, scope);
    }
    return new SavedModel(network, normalization, about);
  }
}
