package deconvlab.verify;

import static java.util.Objects.requireNonNullElse;

import deconvlab.math.Tensor;
import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

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

  /** The file as it stands; runs need all that follows them. */
  @Defaulted
  private record Form(
      List<CaseForm> cases,
      List<CaseForm> validNeighbours,
      List<RunForm> runs,
      ArrayForm x,
      long[] labels,
      Network network,
      List<ArrayForm> params) {

    private TrainingData data() {
      Tensor images = CaseForm.need("x", x).tensor();
      CaseForm.need("labels", labels);
      Checks.that(
          images.shape().length == 4 && labels.length == images.shape()[0],
          "labels has %d entries, must have one for each of x's images, of shape %s (N, C, H, W)",
          labels.length,
          Arrays.toString(images.shape()));
      Checks.that(
          Arrays.stream(labels).allMatch(label -> label >= 0),
          "labels must hold classes, whole numbers of at least 0");
      Map<String, Tensor> named = new LinkedHashMap<>();
      for (ArrayForm one : CaseForm.need("params", params)) {
        String name = CaseForm.need("the name of one of params", one.name());
        Checks.that(named.put(name, one.tensor()) == null, "params has %s twice", name);
      }
      return new TrainingData(CaseForm.need("network", network).layers, images, labels, named);
    }
  }

  /** Most of what it says is for people. */
  private record Network(List<LayerSpec> layers) {}

  /**
   * Reads a file.
   *
   * @throws VerifyFileException if it is missing, no JSON, of another form or incomplete
   */
  static CaseFile read(Path path) {
    Set<String> unknown = new TreeSet<>();
    Form form = form(path, unknown);
    if (form.cases == null && form.validNeighbours == null && form.runs == null) {
      throw new VerifyFileException(
          Text.format("%s: has neither cases, valid_neighbours nor runs; %s", path, FORMS));
    }
    List<VerifyCase> cases = new ArrayList<>();
    add(cases, path, "cases", form.cases);
    add(cases, path, "valid_neighbours", form.validNeighbours);
    if (form.runs != null) {
      TrainingData data = at(path.toString(), form::data);
      for (RunForm run : form.runs) {
        String where = Text.format("%s: run %s", path, run.name());
        cases.add(new VerifyCase.Training(where, data, at(where, run::valid)));
      }
    }
    if (cases.isEmpty()) {
      throw new VerifyFileException(Text.format("%s: holds no case; %s", path, FORMS));
    }
    return new CaseFile(path, List.copyOf(cases), unknown);
  }

  private static Form form(Path path, Set<String> unknown) {
    try {
      return Json.readForeign(
          WholeFiles.read(path, LARGEST),
          Form.class,
          (of, key) -> {
            if (of != Form.class && of != Network.class) {
              unknown.add(key);
            }
          });
    } catch (JsonException e) {
      throw new VerifyFileException(Text.format("%s: %s", path, e.getMessage()), e);
    } catch (IOException e) {
      throw new VerifyFileException(e.getMessage(), e);
    }
  }

  private static void add(List<VerifyCase> to, Path path, String field, List<CaseForm> forms) {
    for (int i = 0; forms != null && i < forms.size(); i++) {
      CaseForm form = forms.get(i);
      String name = requireNonNullElse(form.name(), Text.format("%s[%d]", field, i));
      String where = Text.format("%s: case %s", path, name);
      to.add(new VerifyCase.Conformance(name, at(where, form::complete)));
    }
  }

  /** What a record cannot be is the file's mistake: named with the place. */
  private static <T> T at(String where, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new VerifyFileException(Text.format("%s: %s", where, e.getMessage()), e);
    }
  }
}
