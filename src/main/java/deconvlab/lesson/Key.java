package deconvlab.lesson;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an exercise's answer is held against. Nothing is computed before it is asked for.
 *
 * @param answer a number, a text, or a (nested) array or list of numbers
 * @param tolerance |yours − answer| may be tolerance·max(1, |answer|) for each number
 * @param slips usual wrong answers, the first that fits is told
 */
record Key(Supplier<?> answer, double tolerance, List<Slip> slips) {
  /**
   * A usual wrong answer.
   *
   * @param answer what comes out
   * @param sentence says to the reader what he or she did, and never what is right
   */
  record Slip(Supplier<?> answer, String sentence) {}

  /** An answer to be met within 1e-6, without slips. */
  static Key of(Supplier<?> answer) {
    return new Key(answer, 1e-6, List.of());
  }

  Key within(double newTolerance) {
    return new Key(answer, newTolerance, slips);
  }

  Key slip(String sentence, Supplier<?> wrong) {
    return new Key(
        answer,
        tolerance,
        Stream.concat(slips.stream(), Stream.of(new Slip(wrong, sentence))).toList());
  }
}
