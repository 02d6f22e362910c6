package deconvlab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages what a reader reads, the same way every time: mutation {@code i} of a sample depends on
 * the sample, {@link #SEED} and {@code i} alone, so that a failure's number repeats it. {@code
 * -Ddeconvlab.fuzz=10000} tries more than the suite does.
 */
public final class Fuzz {
  /** The seed of every mutation. */
  public static final long SEED = 8;

  /** Mutations a reader. */
  public static final int COUNT = Integer.getInteger("deconvlab.fuzz", 300);

  /** What parsers have tripped over; put in the place of a token of a text, or anywhere. */
  private static final List<String> TOKENS =
      List.of(
          ("null true false 0 -1 1e999 -0.0 NaN Infinity 0x10 1.5 2147483648 9223372036854775808"
                  + " -9223372036854775809 1e-400 [] {} [[[[[[[[ {\"a\": \"\" \"\\u0000\" \"\\n\" \"١\""
                  + " \"../x\" \"/etc\" , : ] } \" \\ /*")
              .split(" "));

  private Fuzz() {}

  /** Reads one mutation; throws whatever the reader must not. */
  @FunctionalInterface
  public interface Reading {
    /** Reads {@code mutation}. */
    void read(byte[] mutation) throws Exception;
  }

  /** Hands {@link #COUNT} mutations of {@code sample} to {@code reading}; names one that fails. */
  public static void mutate(byte[] sample, Reading reading) {
    for (int i = 0; i < COUNT; i++) {
      byte[] mutation = mutation(sample, i);
      try {
        reading.read(mutation);
      } catch (Exception | Error e) {
        String start = new String(mutation, StandardCharsets.ISO_8859_1);
        throw new AssertionError(
            "mutation " + i + ": " + start.substring(0, Math.min(2000, start.length())), e);
      }
    }
  }

  /** Mutation number {@code i}: one to four kinds of damage, one after the other. */
  public static byte[] mutation(byte[] sample, int i) {
    Random random = new Random(SEED * 1_000_003 + i);
    byte[] out = sample.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(out.length + 1);
      int length = Math.min(out.length - at, 1 + random.nextInt(1 << random.nextInt(12)));
      out =
          switch (random.nextInt(7)) {
            case 0 -> flip(out, at, 1 << random.nextInt(8));
            case 1 -> flip(out, at, random.nextInt(256));
            case 2 -> Arrays.copyOf(out, at);
            case 3 -> join(out, at, new byte[0], at + length);
            case 4 -> join(out, at, Arrays.copyOfRange(out, at, at + length), at);
            case 5 -> join(out, at, token(random), at);
            default -> inPlaceOfToken(out, at, token(random));
          };
    }
    return out;
  }

  private static byte[] token(Random random) {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] flip(byte[] bytes, int at, int mask) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) mask;
    }
    return bytes;
  }

  /** Replaces the value around {@code at}: what lies between JSON's marks. */
  private static byte[] inPlaceOfToken(byte[] bytes, int at, byte[] token) {
    int from = at;
    while (from > 0 && "{}[]:, \n".indexOf(bytes[from - 1]) < 0) {
      from--;
    }
    int to = at;
    while (to < bytes.length && "{}[]:, \n".indexOf(bytes[to]) < 0) {
      to++;
    }
    return join(bytes, from, token, to);
  }

  private static byte[] join(byte[] bytes, int to, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, to);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }
}
