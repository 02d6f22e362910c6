package deconvlab.verify;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of all cases of all files, in order. */
public record VerifyResult(List<CaseResult> cases) {
  /** Copies the list. */
  public VerifyResult {
    cases = List.copyOf(cases);
  }

  /** Cases in which every operator agrees. */
  public long agreeing() {
    return cases.stream().filter(CaseResult::agrees).count();
  }

  /** Largest error of any check, relative to its array's largest entry. */
  public double largestError() {
    return cases.stream()
        .flatMap(c -> c.checks().stream())
        .mapToDouble(Check::error)
        .reduce(0, Math::max);
  }

  /** {@code verify: N of M agree, largest error E}. */
  public String lastLine() {
    return Text.format(
        "verify: %d of %d agree, largest error %s",
        agreeing(), cases.size(), number(largestError()));
  }

  /** 0 if every case agrees, else 1. */
  public int exitStatus() {
    return agreeing() == cases.size() ? 0 : 1;
  }

  /** One line for each disagreement and each training run, then {@link #lastLine()}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (CaseResult result : cases) {
      for (Check check : result.checks()) {
        if (!check.agrees()) {
          lines.add(
              Text.format(
                  "%s: %s %s: %s disagrees: %s",
                  result.file(), result.kind(), result.name(), check.operator(), check.message()));
        } else if (result.kind().equals("run")) {
          lines.add(
              Text.format(
                  "%s: run %s: %s agrees, largest error %s",
                  result.file(), result.name(), check.operator(), number(check.error())));
        }
      }
    }
    lines.add(lastLine());
    return lines;
  }

  /** All results as one JSON object; an error that is not finite is null. */
  public String toJson() {
    JsonObject all = new JsonObject();
    all.addProperty("agree", agreeing());
    all.addProperty("of", cases.size());
    addNumber(all, "largest_error", largestError());
    JsonArray list = new JsonArray();
    cases.forEach(result -> list.add(json(result)));
    all.add("cases", list);
    return new GsonBuilder().disableHtmlEscaping().serializeNulls().create().toJson(all);
  }

  private static JsonObject json(CaseResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("file", result.file());
    object.addProperty("kind", result.kind());
    object.addProperty("name", result.name());
    object.addProperty("agrees", result.agrees());
    JsonArray checks = new JsonArray();
    for (Check check : result.checks()) {
      JsonObject one = new JsonObject();
      one.addProperty("operator", check.operator());
      one.addProperty("agrees", check.agrees());
      addNumber(one, "error", check.error());
      addNumber(one, "tolerance", check.tolerance());
      one.addProperty("message", check.message());
      checks.add(one);
    }
    object.add("checks", checks);
    return object;
  }

  private static void addNumber(JsonObject object, String name, double value) {
    object.addProperty(name, Double.isFinite(value) ? value : null);
  }

  /** Two significant digits, "0" for zero. */
  static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }
}
