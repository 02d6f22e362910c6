package deconvlab.ablation;

import deconvlab.record.Watch;
import deconvlab.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A comparison: arms that are each run with the same seeds, so that they can be paired.
 *
 * @param name lower-case letters, digits and dashes; its records' folder
 * @param question what it asks, in a sentence
 * @param seeds how many seeds each arm has unless somebody asks for another number
 * @param watch what its runs note
 * @param arms in the order in which they run and are shown
 */
public record Study(String name, String question, int seeds, Watch watch, List<Arm> arms) {
  public Study {
    if (name == null || !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          Text.format(
              "name=%s of a study must be lower-case letters, digits and single dashes: it names a folder",
              name));
    }
    if (question == null || question.isBlank()) {
      throw new IllegalArgumentException(Text.format("question of study '%s' is missing", name));
    }
    if (seeds < 1) {
      throw new IllegalArgumentException(
          Text.format("seeds=%d of study '%s' must be at least 1", seeds, name));
    }
    if (watch == null || arms == null || arms.isEmpty()) {
      throw new IllegalArgumentException(
          Text.format("study '%s' needs a watch and at least one arm", name));
    }
    arms = List.copyOf(arms);
    Set<String> slugs = new HashSet<>();
    for (Arm arm : arms) {
      if (!slugs.add(arm.slug())) {
        throw new IllegalArgumentException(
            Text.format(
                "arm '%s' of study '%s' has the file name of another: give it a name of its own",
                arm.name(), name));
      }
    }
  }

  /** The arm called {@code name}; an unknown one is an error that lists the names. */
  public Arm arm(String name) {
    return arms.stream()
        .filter(arm -> arm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Text.format(
                        "arm=%s is unknown in study '%s': use one of %s",
                        name, name(), arms.stream().map(Arm::name).toList())));
  }
}
