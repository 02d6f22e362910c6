package deconvlab.ablation;

import deconvlab.text.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The built-in studies: files of the same form as a user's, in the jar. */
public final class Studies {
  private static final List<String> NAMES =
      List.of(
          "headline",
          "taming-rate",
          "taming-sick",
          "taming-clip",
          "taming-penalty",
          "taming-norm",
          "taming-gap");

  private Studies() {}

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
