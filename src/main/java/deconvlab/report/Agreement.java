package deconvlab.report;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where two laboratories agree: their verdicts on the same studies, contrast by contrast. Contrasts
 * meet by study and name; those of which a name stands twice, by their measure, too.
 *
 * @param rows in A's order, then what only B has
 */
public record Agreement(List<Row> rows) {
  /** How two findings of one contrast stand to each other. */
  public enum Kind {
    /** One verdict; of what is not judged, intervals that overlap. */
    AGREE("agree"),
    /** One laboratory could not tell. */
    ONE_RESOLVES("only one resolves it"),
    /** Supported here, refuted there; of what is not judged, intervals apart. */
    CONTRADICT("contradict"),
    /** Other measure, unit, arms, direction, margin or rank: not the same question. */
    OTHER_RULE("another rule"),
    /** The other has no such contrast. */
    ONLY_A("only in A"),
    ONLY_B("only in B"),
    /** Not judged, and one of them has no interval. */
    OPEN("no interval to compare");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One contrast.
   *
   * @param study the study's id
   * @param a what A found; null if it has no such contrast
   * @param b what B found; null if it has no such contrast
   */
  public record Row(String study, ContrastVerdict a, ContrastVerdict b) {
    /** How the two stand to each other. */
    public Kind kind() {
      if (a == null || b == null) {
        return a == null ? Kind.ONLY_B : Kind.ONLY_A;
      }
      if (!rule(a).equals(rule(b))) {
        return Kind.OTHER_RULE;
      }
      if (!a.primary()) {
        Boolean overlap = overlap();
        return overlap == null ? Kind.OPEN : overlap ? Kind.AGREE : Kind.CONTRADICT;
      }
      if (a.verdict() == b.verdict()) {
        return Kind.AGREE;
      }
      boolean open = a.verdict() == Verdict.NOT_RESOLVED || b.verdict() == Verdict.NOT_RESOLVED;
      return open ? Kind.ONE_RESOLVES : Kind.CONTRADICT;
    }

    private static List<Object> rule(ContrastVerdict c) {
      return List.of(
          c.measure(), c.unit(), c.arm(), c.against(), c.direction(), c.margin(), c.primary());
    }

    /** Whether the 95 % intervals overlap; null where one is missing. */
    Boolean overlap() {
      if (a == null || b == null || a.ci95() == null || b.ci95() == null) {
        return null;
      }
      return a.ci95().get(0) <= b.ci95().get(1) && b.ci95().get(0) <= a.ci95().get(1);
    }

    private ContrastVerdict either() {
      return a == null ? b : a;
    }
  }

  public Agreement {
    rows = List.copyOf(rows);
  }

  /** Holds {@code a} and {@code b}, two reports of the same studies, against each other. */
  public static Agreement of(Verdicts a, Verdicts b) {
    Set<List<String>> twice = twice(a);
    twice.addAll(twice(b));
    Map<List<String>, ContrastVerdict> ofA = byName(a, twice);
    Map<List<String>, ContrastVerdict> ofB = byName(b, twice);
    Set<List<String>> names = new LinkedHashSet<>(ofA.keySet());
    names.addAll(ofB.keySet());
    return new Agreement(
        names.stream().map(n -> new Row(n.get(0), ofA.get(n), ofB.get(n))).toList());
  }

  /** The names that several contrasts of a study have. */
  private static Set<List<String>> twice(Verdicts verdicts) {
    Set<List<String>> once = new HashSet<>();
    Set<List<String>> twice = new HashSet<>();
    for (StudyVerdict study : verdicts.studies()) {
      for (ContrastVerdict c : study.contrasts()) {
        List<String> name = List.of(study.id(), c.name());
        if (!once.add(name)) {
          twice.add(name);
        }
      }
    }
    return twice;
  }

  private static Map<List<String>, ContrastVerdict> byName(
      Verdicts verdicts, Set<List<String>> twice) {
    Map<List<String>, ContrastVerdict> byName = new LinkedHashMap<>();
    for (StudyVerdict study : verdicts.studies()) {
      for (ContrastVerdict c : study.contrasts()) {
        List<String> name = List.of(study.id(), c.name());
        byName.put(twice.contains(name) ? List.of(study.id(), c.name(), c.measure()) : name, c);
      }
    }
    return byName;
  }

  /** Whether every contrast that is judged by either is judged by both, with one verdict. */
  public boolean agrees() {
    return judged().stream().allMatch(row -> row.kind() == Kind.AGREE);
  }

  private List<Row> judged() {
    return rows.stream()
        .filter(r -> (r.a() != null && r.a().primary()) || (r.b() != null && r.b().primary()))
        .toList();
  }

  /** A row a contrast: both means, intervals and verdicts. */
  public TableCells table() {
    List<List<Object>> cells = new ArrayList<>();
    for (Row row : rows) {
      Boolean overlap = row.overlap();
      List<Object> line = new ArrayList<>(List.of(row.study(), name(row)));
      line.addAll(found(row.a()));
      line.addAll(found(row.b()));
      line.add(overlap == null ? "" : overlap ? "overlap" : "apart");
      line.add(row.kind().toString());
      cells.add(line);
    }
    return TableCells.of(
        List.of(
            "study",
            "contrast",
            "A: mean d",
            "A: 95 %",
            "A: verdict",
            "B: mean d",
            "B: 95 %",
            "B: verdict",
            "intervals",
            "together"),
        cells);
  }

  /** The contrast's name, with the measure where another row has the name, too. */
  private String name(Row row) {
    ContrastVerdict c = row.either();
    boolean alone =
        rows.stream()
            .filter(r -> r.study().equals(row.study()))
            .filter(r -> r.either().name().equals(c.name()))
            .allMatch(row::equals);
    return alone ? c.name() : c.name() + ", " + c.measure();
  }

  private static List<Object> found(ContrastVerdict c) {
    return c == null
        ? Arrays.asList(null, "", "")
        : Arrays.asList(c.mean(), Wording.interval(c.ci95()), Wording.verdict(c, Set.of()));
  }

  /** The sum, for instance {@code 39 of 41 judged contrasts have one verdict, 0 contradict}. */
  public String summary() {
    List<Row> judged = judged();
    return Text.format(
        "%d of %d judged contrasts have one verdict, %d contradict",
        judged.stream().filter(row -> row.kind() == Kind.AGREE).count(),
        judged.size(),
        judged.stream().filter(row -> row.kind() == Kind.CONTRADICT).count());
  }
}
