package deconvlab.ablation;

import deconvlab.record.Copy;
import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Literature;
import deconvlab.record.Proof;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as data: what is varied, how it is measured and by which rule it is judged, all
 * fixed before the first run. A file holds the same as JSON, under the names of these components;
 * the built-in studies are such files.
 *
 * @param id small or capital letters, digits and single dashes; a claim's is its number
 * @param question what it asks, in a sentence
 * @param limits what it does not show, in a sentence or two; may be left out
 * @param base a patch on the default configuration: what all arms share
 * @param factors factor → level → patch; a level may set several fields at once
 * @param design which combinations are arms: {@code "grid"} (all, the default); {@code
 *     {"one-at-a-time": {factor: level, …}}} (this baseline, then each other level of each factor
 *     alone); {@code {"leave-one-out": {factor: level, …}}} (these levels together, then each
 *     factor in turn at each of its other levels); either as text alone takes the first levels as
 *     the baseline, the last as the whole; or a list of {factor: level, …}
 * @param seeds what each arm is run with; see {@link SeedList}
 * @param threads threads of each run, 1 if left out; part of the runs' keys
 * @param watch what the runs note
 * @param tune what arms choose for themselves, see {@link Tune}: one, or a list of which each arm
 *     has at most one
 * @param measures what every arm is shown with; if left out, the contrasts' measures of one run
 * @param contrasts the comparisons
 * @param proved what it need not measure
 * @param literature what others found of the same; names contrasts of the study
 * @param time turns in which the steps of all arms are timed once their runs are done; 0, the
 *     default, for none
 * @param profiles sizes of the study, {@code smoke}, {@code quick}, {@code full}; if left out, it
 *     has one size, called {@code quick}
 */
public record Study(
    String id,
    String question,
    @Defaulted String limits,
    @Defaulted ObjectNode base,
    @Defaulted Map<String, Map<String, ObjectNode>> factors,
    @Defaulted JsonNode design,
    JsonNode seeds,
    @Defaulted Integer threads,
    @Defaulted Noting watch,
    @Defaulted JsonNode tune,
    @Defaulted List<Asked> measures,
    @Defaulted List<Contrast> contrasts,
    @Defaulted List<Proof> proved,
    @Defaulted List<Literature> literature,
    @Defaulted Integer time,
    @Defaulted Map<String, Profile> profiles) {

  private static final int MOST_THREADS = 1024;
  private static final int MOST_TURNS = 1000;
  private static final int LONGEST = 60;

  public Study {
    Checks.that(
        id.length() <= LONGEST && id.matches("[A-Za-z0-9]+(-[A-Za-z0-9]+)*"),
        "id='%s' must be at most %d letters, digits and single dashes: it names files",
        Text.brief(id),
        LONGEST);
    Checks.that(
        !question.isBlank() && question.equals(Text.printable(question)),
        "question='%s' must be a printable sentence: say what it asks",
        Text.brief(question));
    limits = limits == null ? "" : limits;
    base = at("base", base == null ? Json.object() : base);
    factors = patches(factors == null ? Map.of() : factors);
    design = Json.orNull(design);
    tune = Json.orNull(tune);
    threads = threads == null ? 1 : threads;
    Checks.within("threads", threads, 1, MOST_THREADS);
    watch = watch == null ? new Noting(null, null, null) : watch;
    contrasts = contrasts == null ? List.of() : List.copyOf(contrasts);
    proved = proved == null ? List.of() : List.copyOf(proved);
    literature = literature == null ? List.of() : List.copyOf(literature);
    time = time == null ? 0 : Checks.within("time", time, 0, MOST_TURNS);
    profiles = profiles == null ? Map.of() : profiles;
    profiles.keySet().forEach(name -> Checks.oneOf("profiles: name", name, Profile.NAMES));
  }

  /** The same with every patch in one form, so that equal studies are equal. */
  private static Map<String, Map<String, ObjectNode>> patches(
      Map<String, Map<String, ObjectNode>> factors) {
    Map<String, Map<String, ObjectNode>> all = new LinkedHashMap<>();
    factors.forEach(
        (factor, levels) -> {
          name("factor", factor);
          Checks.that(!levels.isEmpty(), "factors.%s={} needs at least one level", factor);
          Map<String, ObjectNode> patches = new LinkedHashMap<>();
          levels.forEach(
              (level, patch) -> {
                name("level of " + factor, level);
                patches.put(level, at("factors." + factor + "." + level, patch));
              });
          all.put(factor, Collections.unmodifiableMap(patches));
        });
    return Collections.unmodifiableMap(all);
  }

  private static void name(String what, String name) {
    Checks.that(
        !name.isBlank() && name.equals(Text.brief(name)),
        "factors: '%s' must be a short printable name of a %s",
        Text.brief(name),
        what);
  }

  private static ObjectNode at(String place, ObjectNode patch) {
    try {
      return Patch.merge(patch);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  /** A study with one size, eight seeds and no factor yet. */
  public static Study of(String id, String question) {
    return new Study(
        id,
        question,
        "",
        null,
        null,
        null,
        Json.whole(8),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * Reads a study.
   *
   * @param source what errors call it, for instance the file's name
   * @throws IllegalArgumentException naming source, place, value and what is right
   */
  public static Study read(byte[] text, String source) {
    try {
      Study study = Json.read(text, Study.class);
      study.check();
      return study;
    } catch (JsonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  /** Builds all arms of all profiles once. */
  void check() {
    for (String profile : profileNames()) {
      Plan.of(this, profile);
    }
  }

  /** The profiles it has, from the smallest to the fullest. */
  public List<String> profileNames() {
    return profiles.isEmpty()
        ? List.of("quick")
        : Profile.NAMES.stream().filter(profiles::containsKey).toList();
  }

  /** What all arms share besides: settings {@code key=value}, as {@code --set} takes them. */
  public Study base(String... settings) {
    return Copy.with(this, "base", Patch.merge(base, Patch.parse(settings)));
  }

  /** One more level of a factor, with what it sets. */
  public Study level(String factor, String level, String... settings) {
    Map<String, Map<String, ObjectNode>> more = new LinkedHashMap<>(factors);
    Map<String, ObjectNode> levels = new LinkedHashMap<>(more.getOrDefault(factor, Map.of()));
    levels.put(level, Patch.parse(settings));
    more.put(factor, levels);
    return Copy.with(this, "factors", more);
  }

  /** The design as JSON, for instance {@code "leave-one-out"} with its quotes. */
  public Study design(String json) {
    try {
      return Copy.with(this, "design", Json.read(json, JsonNode.class));
    } catch (JsonException e) {
      throw new IllegalArgumentException("design: " + e.getMessage(), e);
    }
  }

  /** Seeds 0 to {@code n} − 1. */
  public Study seeds(int n) {
    return Copy.with(this, "seeds", Json.whole(n));
  }

  /** Steps between two looks inside and between two scores; 0 for none. */
  public Study watch(int look, int score) {
    return Copy.with(this, "watch", new Noting(look, score, null));
  }

  /** One more contrast. */
  public Study contrast(Contrast contrast) {
    List<Contrast> more = new ArrayList<>(contrasts);
    more.add(contrast);
    return Copy.with(this, "contrasts", more);
  }

  /** The names of the studies that a store keeps. */
  public static List<String> ids(Store store) throws IOException {
    return StoredStudy.ids(store);
  }

  /** A study as a store keeps it, from the fullest size that was run. */
  public static Study kept(Store store, String id) throws IOException {
    List<String> profiles = StoredStudy.profiles(store, id);
    return StoredStudy.read(store, id, profiles.get(profiles.size() - 1)).study();
  }

  static ObjectNode json(String text) {
    try {
      return Json.read(text, ObjectNode.class);
    } catch (JsonException e) {
      throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
    }
  }
}
