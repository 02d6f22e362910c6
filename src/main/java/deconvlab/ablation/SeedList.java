package deconvlab.ablation;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/** Seeds as studies and options write them: N for 0 to N − 1, "A-B" for A to B, or a list. */
public final class SeedList {
  private static final int MOST = 10_000;
  private static final String RIGHT =
      "must be N for seeds 0 to N-1, \"A-B\" for seeds A to B, or a list of different whole numbers"
          + " from 0 on; at most 10,000";

  private SeedList() {}

  /** Reads {@code N} or {@code A-B}. */
  public static List<Long> parse(String text) {
    if (text.matches("\\d{1,9}")) {
      return range(text, 0, Long.parseLong(text) - 1);
    }
    if (text.matches("\\d{1,18}-\\d{1,18}")) {
      int dash = text.indexOf('-');
      long last = Long.parseLong(text.substring(dash + 1));
      return range(text, Long.parseLong(text.substring(0, dash)), last);
    }
    throw wrong(text);
  }

  static List<Long> of(JsonNode seeds) {
    if (!seeds.isArray()) {
      return parse(seeds.isString() ? seeds.asString() : seeds.toString());
    }
    Set<Long> list = new TreeSet<>();
    for (JsonNode seed : seeds) {
      boolean right = seed.isIntegralNumber() && seed.canConvertToLong() && seed.asLong() >= 0;
      if (!right || !list.add(seed.asLong())) {
        throw wrong(seeds.toString());
      }
    }
    if (list.isEmpty() || list.size() > MOST) {
      throw wrong(seeds.toString());
    }
    return List.copyOf(list);
  }

  /** The seeds as {@code --seeds} takes them: {@code A-B} for each that have no gap. */
  static List<String> blocks(List<Long> seeds) {
    List<String> blocks = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= seeds.size(); i++) {
      if (i == seeds.size() || seeds.get(i) != seeds.get(i - 1) + 1) {
        blocks.add(Text.format("%d-%d", seeds.get(first), seeds.get(i - 1)));
        first = i;
      }
    }
    return blocks;
  }

  /** The seeds as a user would write them: {@code 0 to 9}, or one by one. */
  static String words(List<Long> seeds) {
    long first = seeds.get(0);
    long last = seeds.get(seeds.size() - 1);
    if (seeds.size() > 1 && last - first == seeds.size() - 1) {
      return Text.format("seeds %d to %d", first, last);
    }
    List<String> each = seeds.stream().map(String::valueOf).toList();
    return (each.size() == 1 ? "seed " : "seeds ") + String.join(", ", each);
  }

  private static List<Long> range(String text, long first, long last) {
    if (last < first || last - first >= MOST) {
      throw wrong(text);
    }
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static IllegalArgumentException wrong(String text) {
    return Checks.refusal("seeds=%s %s", Text.brief(text), RIGHT);
  }
}
