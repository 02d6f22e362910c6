package deconvlab.ablation;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The built-in studies: files of the same form as a user's, in the jar. */
public final class Studies {
  private static final String ALL_CLAIMS = "claims";

  /** The ids of the claims. */
  private static final List<String> CLAIMS =
      IntStream.rangeClosed(1, 20).mapToObj(i -> Text.format("C%02d", i)).toList();

  private static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  "headline",
                  "classifiers",
                  "ddnet-data",
                  "ceiling",
                  "label-fractions",
                  "imbalance",
                  "augmentation",
                  "restoration",
                  "generators",
                  "precision",
                  "smaller",
                  "autoencoders",
                  "taming-rate",
                  "taming-sick",
                  "taming-clip",
                  "taming-penalty",
                  "taming-norm",
                  "taming-gap"),
              CLAIMS.stream())
          .toList();

  private Studies() {}

  /** The names, each once; {@code claims} stands for those of C01 to C20 that {@code known} has. */
  public static List<String> expanded(List<String> names, Collection<String> known) {
    return names.stream()
        .flatMap(
            name ->
                name.equals(ALL_CLAIMS) ? CLAIMS.stream().filter(known::contains) : Stream.of(name))
        .distinct()
        .toList();
  }

  /** Their names. */
  public static List<String> names() {
    return NAMES;
  }

  /** The study called {@code name}; an unknown one is an error that lists the names. */
  public static Study named(String name) {
    Checks.oneOf("study", name, NAMES);
    return Study.read(text(name), name + ".json");
  }

  /** Its file: what a reader copies and edits. */
  private static byte[] text(String name) {
    try (InputStream in =
        Studies.class.getResourceAsStream("/deconvlab/studies/" + name + ".json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ".json in the jar cannot be read", e);
    }
  }
}
