package deconvlab.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which hue each line of a chart has: arms by their names, theories by their arm's. */
final class ArmSlots {
  /** Of a theory that is no arm's: the palette's dark grey. */
  private static final int NEUTRAL = 6;

  private ArmSlots() {}

  /** The slot in order of the next arm. */
  static int next(List<ChartLine> lines) {
    return (int) lines.stream().filter(line -> !line.isTheory()).count();
  }

  /** A slot for each line. */
  static int[] of(List<ChartLine> lines) {
    List<ChartLine> arms = lines.stream().filter(line -> !line.isTheory()).toList();
    int[] found =
        Hues.slots(
            arms.stream().map(ChartLine::name).toList(),
            arms.stream().mapToInt(ChartLine::slot).toArray());
    int[] slots = lines.stream().mapToInt(ChartLine::slot).toArray();
    int before = 0;
    for (int i = 0; i < slots.length; i++) {
      if (!lines.get(i).isTheory()) {
        slots[i] = found[before++];
      } else if (!arms.isEmpty()) {
        int arm = arm(lines.get(i), arms);
        boolean isNobodys = arm < 0 && lines.get(i).name().startsWith("theory:");
        slots[i] = isNobodys ? NEUTRAL : found[arm < 0 ? Math.max(0, before - 1) : arm];
      }
    }
    return slots;
  }

  /** The arm whose name has the theory's words, or −1. */
  private static int arm(ChartLine theory, List<ChartLine> arms) {
    String words = words(theory);
    return IntStream.range(0, arms.size())
        .filter(i -> !words.isEmpty() && words(arms.get(i)).contains(words))
        .findFirst()
        .orElse(-1);
  }

  private static String words(ChartLine line) {
    return line.name()
        .toLowerCase(Locale.ROOT)
        .replaceAll("theory|predicted|measured|[\\s,:()]", "");
  }
}
