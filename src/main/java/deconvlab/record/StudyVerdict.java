package deconvlab.record;

import java.util.List;

/**
 * A study as a report judges it.
 *
 * @param id the study's name; a claim's is {@code C01} to {@code C20}
 * @param question what it asks
 * @param profile which size of it was run
 * @param data the data in words, for instance {@code CIFAR-10, JPEG-75 copy, embedded subset}
 * @param verdict the outcome in one sentence with its number
 * @param contrasts in the order of the study
 */
public record StudyVerdict(
    String id,
    String question,
    String profile,
    String data,
    String verdict,
    List<ContrastVerdict> contrasts) {
  public StudyVerdict {
    contrasts = List.copyOf(contrasts);
  }
}
