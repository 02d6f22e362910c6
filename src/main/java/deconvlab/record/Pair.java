package deconvlab.record;

/**
 * One seed of a contrast: what a measure says of the arm and of what it is held against.
 *
 * @param seed the seed that both runs share
 * @param arm the measure of the arm; null where it has none
 * @param against the measure of the other; null where it has none
 * @param why why one is missing, or how one was censored; "" where there is nothing to say
 */
public record Pair(long seed, @Defaulted Double arm, @Defaulted Double against, String why) {
  /** Whether both are there. */
  public boolean whole() {
    return arm != null && against != null;
  }
}
