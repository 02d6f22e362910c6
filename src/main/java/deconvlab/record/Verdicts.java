package deconvlab.record;

import java.util.List;

/**
 * What {@code report.json} holds: studies judged as one family.
 *
 * @param format version of this form, {@value #FORMAT}
 * @param level the family's level
 * @param family how many primary contrasts were judged together; exact ones among them are
 *     compared, not adjusted for
 * @param studies in the order in which they were asked for
 */
public record Verdicts(int format, double level, int family, List<StudyVerdict> studies) {
  public static final int FORMAT = 1;

  public Verdicts {
    studies = List.copyOf(studies);
  }
}
