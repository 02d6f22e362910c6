package deconvlab.ablation;

import deconvlab.text.Text;
import java.util.List;

/** The built-in studies. */
public final class Studies {
  private static final List<Study> ALL = TamingStudies.all();

  private Studies() {}

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Study::name).toList();
  }

  /** The study called {@code name}; an unknown one is an error that lists the names. */
  public static Study named(String name) {
    return ALL.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Text.format(
                        "study=%s is unknown: use one of %s", name, String.join(", ", names()))));
  }
}
