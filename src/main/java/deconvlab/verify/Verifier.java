package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Judges operators by the cases of files. {@code Verifier.run(List.of(path),
 * Engine.BOTH.operators()).lastLine()} is what {@code lab verify} prints last.
 */
public final class Verifier {
  /** A refusal says which argument has which value and what it must be. */
  private static final Pattern NAMED_REFUSAL =
      Pattern.compile(
          "(?s).*\\b(x|weight|bias|kernel\\w*|stride|padding|outputPadding|dilation|groups"
              + "|inChannels|outChannels|filters|output size|shape)\\b.*[\\d\\])].*\\bmust\\b.*");

  private final List<Operator> operators;

  private Verifier(List<Operator> operators) {
    this.operators = operators;
  }

  /**
   * Runs operators over every case of every file. All files are read before the first case runs.
   *
   * @throws VerifyFileException if a file cannot be checked, naming file, case and field
   */
  public static VerifyResult run(List<Path> files, List<Operator> operators) {
    if (files.isEmpty()) {
      throw new VerifyFileException("files is empty, must name at least one file to verify");
    }
    List<CaseFile> read = files.stream().map(CaseFile::read).toList();
    Verifier verifier = new Verifier(operators);
    read.forEach(verifier::checkRuns);
    List<CaseResult> results = new ArrayList<>();
    for (CaseFile file : read) {
      for (VerifyCase one : file.cases()) {
        results.add(verifier.judge(file.path(), one));
      }
    }
    List<String> notes =
        read.stream().filter(f -> !f.unknown().isEmpty()).map(Verifier::note).toList();
    return new VerifyResult(results, notes);
  }

  private static String note(CaseFile file) {
    return Text.format(
        "note: %s: fields of its cases that verify does not read: %s",
        file.path(), String.join(", ", file.unknown()));
  }

  private void checkRuns(CaseFile file) {
    for (VerifyCase one : file.cases()) {
      if (one instanceof VerifyCase.Training run) {
        run.require(
            operators.stream().anyMatch(Operator::trains),
            "is a training run, which djl alone can repeat: use engine=djl or engine=both");
        TrainingRun.check(run);
      }
    }
  }

  private CaseResult judge(Path file, VerifyCase one) {
    List<OperatorResult> results = new ArrayList<>();
    for (Operator operator : operators) {
      if (one instanceof VerifyCase.Training run) {
        if (operator.trains()) {
          results.add(computed(operator, () -> train(operator, run)));
        }
      } else {
        CaseForm form = ((VerifyCase.Conformance) one).form();
        results.add(
            form.isConfiguration()
                ? configure(operator, form)
                : computed(operator, () -> compute(operator, form)));
      }
    }
    return new CaseResult(file.toString(), one.kind(), one.name(), results);
  }

  private static OperatorResult computed(Operator operator, Supplier<OperatorResult> result) {
    try {
      return result.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      String message = "failed with " + describe(e);
      return new OperatorResult(operator.name(), false, Double.POSITIVE_INFINITY, 0, message);
    }
  }

  private static OperatorResult train(Operator operator, VerifyCase.Training run) {
    return TrainingComparison.check(run.form(), TrainingRun.repeat(run), operator);
  }

  private static OperatorResult compute(Operator operator, CaseForm one) {
    Crop crop = one.crop();
    Tensor x = one.x().tensor();
    Tensor w = one.w().tensor();
    Tensor b = tensorOrNull(one.b());
    Tensor g = tensorOrNull(one.g());
    Sizes.require(one.options(), x.shape(), w.shape());
    Operator.Outputs made =
        operator.apply(one.options(), x, w, b, g == null ? null : yShape -> crop.undo(g, yShape));
    Comparison comparison = new Comparison(operator);
    Tensor y = one.expected().tensor();
    comparison.add("output", crop.of(made.y()), y, g != null && Tolerance.exact(y, x, w, b));
    if (g != null) {
      Tensor dx = one.dx().tensor();
      Tensor dw = one.dw().tensor();
      comparison.add("dx", made.dx(), dx, Tolerance.exact(dx, g, w, null));
      comparison.add("dw", made.dw(), dw, Tolerance.exact(dw, g, x, null));
    }
    if (g != null && b != null) {
      Tensor db = one.db().tensor();
      comparison.add("db", made.db(), db, Tolerance.exact(db, g, Tensor.full(1, 1), null));
    }
    return comparison.result();
  }

  private static Tensor tensorOrNull(ArrayForm form) {
    return form == null ? null : form.tensor();
  }

  private static OperatorResult configure(Operator operator, CaseForm one) {
    long[] yShape;
    try {
      yShape = shapeOf(operator, one);
    } catch (RuntimeException | OutOfMemoryError e) {
      return refusal(operator, one, e);
    }
    if (one.refused()) {
      return OperatorResult.of(operator, false, "accepted what must be refused");
    }
    boolean agrees = Arrays.equals(yShape, one.yShape());
    String shapes =
        Text.format(
            "output shape %s, expected %s", Arrays.toString(yShape), Arrays.toString(one.yShape()));
    return OperatorResult.of(operator, agrees, agrees ? "" : shapes);
  }

  private static long[] shapeOf(Operator operator, CaseForm one) {
    if (one.isLayer()) {
      Sizes.require(one.options(), one.layer(), one.xShape());
      return operator.layer(one.options(), one.layer(), one.xShape());
    }
    Sizes.require(one.options(), one.xShape(), one.wShape());
    Tensor x = Tensor.zeros(one.xShape());
    Tensor w = Tensor.zeros(one.wShape());
    Tensor b = one.bShape() == null ? null : Tensor.zeros(one.bShape());
    return operator.apply(one.options(), x, w, b, null).y().shape();
  }

  private static OperatorResult refusal(Operator operator, CaseForm one, Throwable e) {
    if (!one.refused()) {
      return OperatorResult.of(operator, false, "refused what must be accepted: " + describe(e));
    }
    boolean named =
        e instanceof IllegalArgumentException
            && NAMED_REFUSAL.matcher(String.valueOf(e.getMessage())).matches();
    String message = "refused: " + describe(e);
    String unnamed = "refused without naming argument, value and what would be right: ";
    return OperatorResult.of(operator, named, named ? message : unnamed + describe(e));
  }

  /** In a line: what native code throws has its own trace in the message. */
  private static String describe(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return "too little memory";
    }
    String message = e.getMessage();
    if (e instanceof IllegalArgumentException && message != null) {
      return message;
    }
    return e.toString().lines().findFirst().orElse("no reason given");
  }
}
