package deconvlab.verify;

import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of cases: one JSON object whose {@code cases}, {@code valid_neighbours} and {@code runs}
 * hold the records. Cases with {@code error_type} must be refused, those with {@code y_shape}
 * accepted, all others computed; runs are training runs to repeat.
 *
 * @param unknown fields of cases and runs that verify does not read
 */
record CaseFile(Path path, List<VerifyCase> cases, Set<String> unknown) {
  private static final int LARGEST = 64 << 20;
  private static final String FORMS =
      "the forms that verify reads are conformance cases (cases with x, w, expected and perhaps"
          + " gradients), configurations (cases with error_type, valid_neighbours with y_shape) and"
          + " training runs (runs with x, labels, network and params beside them)";

  /**
   * Reads a file.
   *
   * @throws VerifyFileException if it is missing, no JSON, of another form or incomplete
   */
  static CaseFile read(Path path) {
    JsonFields file = new JsonFields(parse(path), path.toString());
    if (!file.has("cases") && !file.has("valid_neighbours") && !file.has("runs")) {
      throw new VerifyFileException(
          Text.format("%s: has neither cases, valid_neighbours nor runs; %s", path, FORMS));
    }
    List<VerifyCase> cases = new ArrayList<>();
    for (String field : List.of("cases", "valid_neighbours")) {
      ArrayNode records = file.has(field) ? file.array(field) : Json.object().putArray(field);
      for (int i = 0; i < records.size(); i++) {
        cases.add(record(file, path, Text.format("%s[%d]", field, i), records.get(i)));
      }
    }
    if (file.has("runs")) {
      cases.addAll(TrainingParser.parse(path.toString(), file));
    }
    if (cases.isEmpty()) {
      throw new VerifyFileException(Text.format("%s: holds no case; %s", path, FORMS));
    }
    return new CaseFile(path, List.copyOf(cases), file.unknownInside());
  }

  private static VerifyCase record(JsonFields file, Path path, String place, JsonNode element) {
    JsonFields unnamed = new JsonFields(element, Text.format("%s: %s", path, place));
    String name = unnamed.has("name") ? Text.printable(unnamed.text("name")) : place;
    JsonFields fields = file.child(element, Text.format("%s: case %s", path, name));
    fields.has("name");
    return CaseParser.parse(name, fields);
  }

  private static JsonNode parse(Path path) {
    try {
      return Json.read(WholeFiles.read(path, LARGEST), ObjectNode.class);
    } catch (JsonException e) {
      throw new VerifyFileException(Text.format("%s: %s", path, e.getMessage()), e);
    } catch (IOException e) {
      throw new VerifyFileException(e.getMessage(), e);
    }
  }
}
