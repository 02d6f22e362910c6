package deconvlab.ablation;

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
record StoredStudy(
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

  /** Keeps it in place of an earlier one of the same study and size. */
  void keep(Store store) throws IOException {
    store.putStudy(name(study.id(), profile), Json.tree(this));
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
