package deconvlab.verify;

import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which operators {@code lab verify} runs. */
public enum Engine {
  /** The native kernel through the blocks of {@code nn}, in float32. */
  DJL,
  /** The reference of {@code math}, in double. */
  REFERENCE,
  /** Both; a case agrees if both do. */
  BOTH;

  /**
   * The engine called djl, reference or both.
   *
   * @throws IllegalArgumentException for another name, listing these
   */
  public static Engine named(String name) {
    return Arrays.stream(values())
        .filter(engine -> engine.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Text.format("engine=%s is unknown: use djl, reference or both", name)));
  }

  /** Its operators. */
  public List<Operator> operators() {
    return switch (this) {
      case DJL -> List.of(new DjlOperator());
      case REFERENCE -> List.of(new ReferenceOperator());
      case BOTH -> List.of(new ReferenceOperator(), new DjlOperator());
    };
  }
}
