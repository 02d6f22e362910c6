package deconvlab.ablation;

import deconvlab.text.Text;

/**
 * How far studies are.
 *
 * @param done runs in the store, whatever came out
 * @param toDo runs that are missing
 * @param failed missing runs that an error ended this time
 */
public record Tally(long done, long toDo, long failed) {
  /** Nothing yet. */
  public static final Tally NONE = new Tally(0, 0, 0);

  /** One more run that failed. */
  static final Tally FAILED = new Tally(0, 0, 1);

  /** With so many more done of those that were to do. */
  Tally done(int more) {
    return new Tally(done + more, toDo - more, failed);
  }

  /** Both together. */
  public Tally plus(Tally other) {
    return new Tally(done + other.done, toDo + other.toDo, failed + other.failed);
  }

  @Override
  public String toString() {
    return Text.format("%d done, %d to do, %d failed", done, toDo, failed);
  }
}
