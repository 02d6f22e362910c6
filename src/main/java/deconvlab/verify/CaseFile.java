package deconvlab.verify;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of cases: one JSON object whose {@code cases}, {@code valid_neighbours} and {@code runs}
 * hold the records. Cases with {@code error_type} must be refused, those with {@code y_shape}
 * accepted, all others computed; runs are training runs to repeat.
 */
record CaseFile(Path path, List<VerifyCase> cases) {
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
      JsonArray records = file.has(field) ? file.array(field) : new JsonArray();
      for (int i = 0; i < records.size(); i++) {
        cases.add(record(path, Text.format("%s[%d]", field, i), records.get(i)));
      }
    }
    if (file.has("runs")) {
      cases.addAll(TrainingParser.parse(path.toString(), file));
    }
    if (cases.isEmpty()) {
      throw new VerifyFileException(Text.format("%s: holds no case; %s", path, FORMS));
    }
    return new CaseFile(path, List.copyOf(cases));
  }

  private static VerifyCase record(Path path, String place, JsonElement element) {
    JsonFields unnamed = new JsonFields(element, Text.format("%s: %s", path, place));
    String name = unnamed.has("name") ? unnamed.text("name") : place;
    JsonFields fields = new JsonFields(element, Text.format("%s: case %s", path, name));
    return CaseParser.parse(name, fields);
  }

  private static JsonElement parse(Path path) {
    try (JsonReader json = new JsonReader(new StringReader(Files.readString(path)))) {
      json.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new VerifyFileException(Text.format("%s: has text after the JSON object", path));
      }
      return element;
    } catch (NoSuchFileException e) {
      throw new VerifyFileException(Text.format("%s: no such file", path), e);
    } catch (AccessDeniedException e) {
      throw new VerifyFileException(Text.format("%s: may not be read", path), e);
    } catch (CharacterCodingException e) {
      throw new VerifyFileException(Text.format("%s: is no UTF-8 text, so no JSON", path), e);
    } catch (JsonParseException | IOException | StackOverflowError e) {
      String why = Files.isDirectory(path) ? "is a directory" : "is no complete JSON";
      throw new VerifyFileException(Text.format("%s: %s (%s)", path, why, firstLine(e)), e);
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no detail");
  }
}
