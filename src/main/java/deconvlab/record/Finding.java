package deconvlab.record;

import deconvlab.text.Text;
import java.util.Locale;

/**
 * Something that a diagnosis found, with its evidence.
 *
 * @param severity whether it is a fault or only worth knowing
 * @param name the fault's name, for instance {@code vanishing}
 * @param layer where, or "" where it concerns the whole network
 * @param step when it was first seen
 * @param evidence the figure and the threshold it passed, with the threshold's source, in words
 * @param advice what to try
 */
public record Finding(
    @Defaulted Severity severity,
    String name,
    String layer,
    int step,
    String evidence,
    String advice) {
  /** How much it matters. */
  public enum Severity {
    /** Something is wrong. */
    FAULT,
    /** Nothing is wrong, but a reader should know. */
    NOTE;

    /** The name as it stands in records. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    // Records from before there were notes have faults only.
    severity = severity == null ? Severity.FAULT : severity;
  }

  /** A fault. */
  public static Finding fault(String name, String layer, int step, String evidence, String advice) {
    return new Finding(Severity.FAULT, name, layer, step, evidence, advice);
  }

  /** A note. */
  public static Finding note(String name, String layer, int step, String evidence, String advice) {
    return new Finding(Severity.NOTE, name, layer, step, evidence, advice);
  }

  /** Whether something is wrong. */
  public boolean isFault() {
    return severity == Severity.FAULT;
  }

  /** One line: name, where, when, evidence, advice. */
  @Override
  public String toString() {
    String where = layer.isEmpty() ? "" : " in " + layer;
    String kind = isFault() ? "" : "note: ";
    return Text.format(
        "%s%s%s from step %d: %s; try: %s", kind, name, where, step, evidence, advice);
  }
}
