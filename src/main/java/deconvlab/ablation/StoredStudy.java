package deconvlab.ablation;

import deconvlab.record.Copy;
import deconvlab.record.Images;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A study as a store keeps it: with it and the runs a report needs nothing else.
 *
 * @param format version of this form, {@value #FORMAT}
 * @param profile which size was run
 * @param seeds with which seeds
 * @param set what was set over every arm
 * @param images what the data sets' names stood for
 * @param study the study
 */
public record StoredStudy(
    int format,
    String profile,
    List<Long> seeds,
    ObjectNode set,
    Map<String, Images> images,
    Study study) {
  static final int FORMAT = 1;

  /** The plan it was made of, with the images it was made for. */
  static StoredStudy of(Plan plan, Map<String, Images> images) {
    Map<String, Images> used = new LinkedHashMap<>();
    plan.arms().forEach(arm -> used.put(arm.config().data(), images.get(arm.config().data())));
    return new StoredStudy(FORMAT, plan.profile(), plan.seeds(), plan.set(), used, plan.study());
  }

  /**
   * Keeps it in place of an earlier one of that name and size. Of the very same study, the seeds of
   * both are kept: a report shows all that was ever asked for.
   *
   * @param log hears what a report shows beside, or no more
   */
  void keep(Store store, Consumer<String> log) throws IOException {
    StoredStudy kept = this;
    String name = name(study.id(), profile);
    if (store.studies().contains(name)) {
      String place = Text.format("%s/studies/%s.json", store.place(), name);
      try {
        kept = with(read(store, study.id(), profile), place, log);
      } catch (IOException e) {
        log.accept(e.getMessage() + "; the study of now takes its place");
      }
    }
    store.putStudy(name, Json.tree(kept));
  }

  private StoredStudy with(StoredStudy before, String place, Consumer<String> log) {
    TreeSet<Long> union = new TreeSet<>(before.seeds);
    union.addAll(seeds);
    if (union.size() == seeds.size()) {
      return this;
    }
    StoredStudy both = Copy.with(this, "seeds", List.copyOf(union));
    boolean same = Json.write(both).equals(Json.write(Copy.with(before, "seeds", both.seeds)));
    String was = SeedList.words(before.seeds);
    log.accept(
        same
            ? Text.format(
                "%s: reports show %s, for %s were asked for before (%s)",
                study.id(), SeedList.words(both.seeds), was, place)
            : Text.format(
                "%s: was another study with %s; reports show the one of now, with %s (%s)",
                study.id(), was, SeedList.words(seeds), place));
    return same ? both : this;
  }

  /** The sizes of a study that a store has, from the smallest. */
  static List<String> profiles(Store store, String id) throws IOException {
    Set<String> names = store.studies();
    return Profile.NAMES.stream().filter(p -> names.contains(name(id, p))).toList();
  }

  /** The studies that a store has. */
  static List<String> ids(Store store) throws IOException {
    Set<String> ids = new TreeSet<>();
    for (String name : store.studies()) {
      ids.add(name.replaceFirst("\\.[a-z]+$", ""));
    }
    return new ArrayList<>(ids);
  }

  /** Reads a study of a store. */
  static StoredStudy read(Store store, String id, String profile) throws IOException {
    String place = store.place() + ": study " + name(id, profile);
    try {
      ObjectNode read = Json.read(store.study(name(id, profile)), ObjectNode.class);
      int format = read.path("format").asInt(0);
      Checks.that(format == FORMAT, "format=%d, this version reads %d", format, FORMAT);
      StoredStudy stored = Json.bind(read, StoredStudy.class, "it");
      stored.plan();
      return stored;
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s", place, e.getMessage()), e);
    }
  }

  Plan plan() {
    return Plan.of(study, profile, seeds, set);
  }

  private static String name(String id, String profile) {
    return id + "." + profile;
  }
}
