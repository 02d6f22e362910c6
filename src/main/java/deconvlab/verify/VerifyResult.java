package deconvlab.verify;

import deconvlab.record.Json;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of all cases of all files, in order.
 *
 * @param notes what a user should know beside, a line each
 */
public record VerifyResult(List<CaseResult> cases, List<String> notes) {
  /** Copies the list. */
  public VerifyResult {
    cases = List.copyOf(cases);
    notes = List.copyOf(notes);
  }

  /** Cases in which every operator agrees. */
  public long agreeing() {
    return cases.stream().filter(CaseResult::agrees).count();
  }

  /** Largest error of any check, relative to its array's largest entry. */
  public double largestError() {
    return cases.stream()
        .flatMap(c -> c.checks().stream())
        .mapToDouble(OperatorResult::error)
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
      for (OperatorResult check : result.checks()) {
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
    return lines.stream().map(Text::printable).toList();
  }

  /** All results as one JSON object. */
  public String toJson() {
    List<Object> list = new ArrayList<>();
    for (CaseResult c : cases) {
      list.add(new One(c.file(), c.kind(), c.name(), c.agrees(), c.checks()));
    }
    return Json.write(new All(agreeing(), cases.size(), largestError(), list));
  }

  private record All(long agree, int of, double largest_error, List<Object> cases) {}

  private record One(
      String file, String kind, String name, boolean agrees, List<OperatorResult> checks) {}

  /** Two significant digits, "0" for zero. */
  static String number(double value) {
    return value == 0 ? "0" : Text.format("%.1e", value);
  }
}
