package deconvlab.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One output of a cell that can be replaced in place. In plain Java its text is printed, once when
 * it is first shown and once when it is final, so that a log stays readable.
 */
final class Output {
  private final String id = UUID.randomUUID().toString();
  private final Optional<Kernel> kernel = Kernel.running();
  private boolean isShown;
  private boolean hasFailed;

  /**
   * Shows what {@code content} makes while something runs. What runs must not end because it cannot
   * be watched: an error is told, once, and from then on nothing is shown.
   */
  void watch(Supplier<Content> content, boolean isFinal) {
    if (hasFailed) {
      return;
    }
    try {
      show(content.get(), isFinal);
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      hasFailed = true;
      System.err.println("This output stops here, what it watches goes on: " + e);
    }
  }

  /** Shows or replaces the output. */
  void show(Content content, boolean isFinal) {
    if (kernel.isEmpty()) {
      if (!isShown || isFinal) {
        System.out.println(content.data().get("text/plain"));
      }
    } else if (isShown) {
      kernel.get().update(id, content.data(), content.metadata());
    } else {
      kernel.get().display(id, content.data(), content.metadata());
    }
    isShown = true;
  }

  /** An output's forms by MIME type, always with {@code text/plain}. */
  record Content(Map<String, Object> data, Map<String, Object> metadata) {
    static Content text(String text) {
      return new Content(Map.of("text/plain", text), Map.of());
    }

    Content with(String mime, Object form) {
      Map<String, Object> all = new LinkedHashMap<>(data);
      all.put(mime, form);
      return new Content(all, metadata);
    }

    Content withMetadata(String mime, Map<String, Object> values) {
      Map<String, Object> all = new LinkedHashMap<>(metadata);
      all.put(mime, values);
      return new Content(data, all);
    }
  }
}
