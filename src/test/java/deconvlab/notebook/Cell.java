package deconvlab.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One cell of a committed notebook: its name, kind, source, whether it is hidden, its outputs. */
record Cell(String id, boolean isCode, String source, boolean isHidden, JsonNode outputs) {
  private static final Path FOLDER = Path.of("notebooks");

  /** Every notebook, worked answers too. */
  static List<Path> notebooks() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(".ipynb"))
          .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
          .sorted()
          .toList();
    }
  }

  /** Every lesson, without its worked answers. */
  static List<Path> lessons() throws IOException {
    return notebooks().stream().filter(file -> file.getParent().equals(FOLDER)).toList();
  }

  static List<Cell> of(Path notebook) throws IOException {
    JsonNode all = new ObjectMapper().readTree(notebook.toFile()).get("cells");
    return StreamSupport.stream(all.spliterator(), false).map(Cell::of).toList();
  }

  static List<Cell> code(Path notebook) throws IOException {
    return of(notebook).stream().filter(Cell::isCode).toList();
  }

  boolean shows() {
    return !outputs.isEmpty();
  }

  private static Cell of(JsonNode cell) {
    JsonNode lines = cell.get("source");
    String source =
        lines.isArray()
            ? lines.valueStream().map(JsonNode::stringValue).collect(Collectors.joining())
            : lines.stringValue();
    return new Cell(
        cell.get("id").stringValue(),
        cell.get("cell_type").stringValue().equals("code"),
        source,
        cell.at("/metadata/jupyter/source_hidden").asBoolean(),
        cell.path("outputs"));
  }
}
