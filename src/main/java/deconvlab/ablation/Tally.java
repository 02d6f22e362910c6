package deconvlab.ablation;

import deconvlab.text.Text;

/**
 * How far studies are.
 *
 * @param done runs in the store, whatever came out
 * @param toDo runs that are missing; of a search the most that it can take
 * @param failed runs that an error ended this time
 */
public record Tally(int done, int toDo, int failed) {
  @Override
  public String toString() {
    return Text.format("%d done, %d to do, %d failed", done, toDo, failed);
  }
}
