package deconvlab.verify;

import deconvlab.text.Checks;
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

  /** The engine called djl, reference or both; another name is refused. */
  public static Engine named(String name) {
    return Checks.named("engine", name, values());
  }

  /** The name that {@link #named} takes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
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
