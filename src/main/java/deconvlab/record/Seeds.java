package deconvlab.record;

import java.util.Random;

/**
 * Derives independent random streams from the one seed of a run, so that two arms of a study draw
 * the same split, order and initial weights whatever else differs between them.
 *
 * <p>{@link Random} is used on purpose: its algorithm, {@code nextGaussian} included, is fixed by
 * its specification, so a seed means the same numbers on every Java version and platform.
 */
public final class Seeds {
  private Seeds() {}

  /** The stream called {@code name} ("split", "weights/conv1", "order/3", …) of {@code seed}. */
  public static Random stream(long seed, String name) {
    return new Random(derive(seed, name));
  }

  /** The 64-bit seed of the stream {@code name}: FNV-1a over the name, mixed as in SplitMix64. */
  public static long derive(long seed, String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return mix(mix(seed) ^ hash);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
