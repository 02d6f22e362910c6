package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trained network as a file that NumPy reads, too ({@code .npz}): its arrays under their names,
 * batch norm's statistics among them, and as bytes {@value #RUN} the run that they come from.
 *
 * @param network in evaluation mode what the run left behind
 * @param about the run
 */
public record SavedModel(Network network, About about) {
  private static final String RUN = "run.json";
  private static final int LARGEST = 1 << 30;

  /**
   * The run that trained it.
   *
   * @param configuration a {@link TrainConfig}
   * @param seed of the run
   * @param key what its record is found by
   * @param data how figures measured on the data are to be quoted
   * @param normalization what the network's images are normalised by
   * @param accuracy on the test split at the end, NaN if it was not scored there
   */
  public record About(
      ObjectNode configuration,
      long seed,
      String key,
      String data,
      Normalization normalization,
      double accuracy) {}

  /** What the network's images are normalised by. */
  public Normalization normalization() {
    return about.normalization;
  }

  /**
   * Writes a trained network, whole or not at all.
   *
   * @param run the record of its training
   * @param half whether its numbers keep 16 bits, a relative error of up to 1 in 2,048
   */
  public static void write(
      Path file, Network network, Normalization normalization, RunRecord run, boolean half)
      throws IOException {
    double accuracy = run.lastScore("test").map(s -> s.accuracy()).orElse(Double.NaN);
    String key = RunKey.of(run).hash();
    About about =
        new About(run.configuration(), run.seed(), key, run.data().note(), normalization, accuracy);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    DataType type = half ? DataType.FLOAT16 : DataType.FLOAT32;
    try (NDManager scope = Torch.engine().newBaseManager();
        NDList all = new NDList()) {
      ByteBuffer words = ByteBuffer.wrap(Json.write(about).getBytes(StandardCharsets.UTF_8));
      all.add(scope.create(words, new Shape(words.limit()), DataType.UINT8));
      all.head().setName(RUN);
      network
          .arrays()
          .forEach(
              (name, one) -> {
                NDArray copy = one.getArray().toType(type, true);
                copy.setName(name);
                all.add(copy);
              });
      all.encode(content, NDList.Encoding.NPZ);
    }
    WholeFiles.write(file, content.toByteArray());
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param owner the network's arrays attach to it
   * @throws IOException if it cannot be read, is another file or damaged, or holds other arrays
   *     than its network has; says which
   */
  public static SavedModel load(Path file, NDManager owner) throws IOException {
    byte[] content = WholeFiles.read(file, LARGEST);
    try (NDManager scope = owner.newSubManager()) {
      Checks.that(content.length > 1 && content[0] == 'P' && content[1] == 'K', "it is no .npz");
      NDList all = NDList.decode(scope, new ByteArrayInputStream(content));
      Checks.that(!all.isEmpty() && RUN.equals(all.head().getName()), "%s is missing", RUN);
      About about = Json.read(all.head().toByteArray(), About.class);
      TrainConfig config = Patch.config(about.configuration);
      Network network = Network.initialised(config.network(), about.seed, owner);
      NDList held = all.subNDList(1);
      Map<String, NDArray> wanted = new LinkedHashMap<>();
      network.arrays().forEach((name, one) -> wanted.put(name, one.getArray()));
      copy(held.stream().map(NDArray::getName).toList(), held, wanted, scope);
      return new SavedModel(network, about);
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + " is no whole network of ours: " + e.getMessage(), e);
    }
  }

  /**
   * Writes {@code held} into {@code wanted}.
   *
   * @throws IllegalArgumentException if names, their order or shapes differ; nothing is written
   */
  static void copy(List<String> names, NDList held, Map<String, NDArray> wanted, NDManager scope) {
    Checks.that(
        names.equals(List.copyOf(wanted.keySet())),
        "it holds %s, %s is right",
        names,
        wanted.keySet());
    NDList from = new NDList();
    NDList to = new NDList();
    for (int i = 0; i < names.size(); i++) {
      NDArray one = held.get(i);
      NDArray own = wanted.get(names.get(i));
      Checks.that(
          one.getShape().equals(own.getShape()),
          "%s has shape %s, %s is right",
          names.get(i),
          one.getShape(),
          own.getShape());
      from.add(one.toType(DataType.FLOAT32, false));
      to.add(own);
    }
    Snapshot.copy(from, to, scope);
  }
}
