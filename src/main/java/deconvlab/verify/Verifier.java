package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      if (one instanceof TrainingCase run) {
        if (operators.stream().noneMatch(Operator::trains)) {
          throw new VerifyFileException(
              Text.format(
                  "%s: holds training runs, which djl alone can repeat: use engine=djl or engine=both",
                  file.path()));
        }
        TrainingRun.check(run);
      }
    }
  }

  private CaseResult judge(Path file, VerifyCase one) {
    List<Check> checks = new ArrayList<>();
    for (Operator operator : operators) {
      if (one instanceof OperatorCase computed) {
        checks.add(compute(operator, computed));
      } else if (one instanceof ConfigurationCase configured) {
        checks.add(configure(operator, configured));
      } else if (operator.trains()) {
        checks.add(train(operator, (TrainingCase) one));
      }
    }
    return new CaseResult(file.toString(), one.kind(), one.name(), checks);
  }

  private static Check train(Operator operator, TrainingCase run) {
    try {
      return TrainingComparison.check(run, TrainingRun.repeat(run), operator);
    } catch (RuntimeException | OutOfMemoryError e) {
      String message = "failed with " + describe(e);
      return new Check(operator.name(), false, Double.POSITIVE_INFINITY, 0, message);
    }
  }

  private static Check compute(Operator operator, OperatorCase one) {
    OperatorCase.Gradients gradients = one.gradients();
    Operator.Gradient g = null;
    if (gradients != null) {
      g = yShape -> one.crop().undo(gradients.g(), yShape);
    }
    try {
      Sizes.require(one.options(), one.x().shape(), one.w().shape());
      Operator.Outputs made = operator.apply(one.options(), one.x(), one.w(), one.b(), g);
      Comparison comparison = new Comparison(operator);
      Tensor y = one.crop().of(made.y());
      boolean exact = gradients != null;
      comparison.add(
          "output", y, one.expected(), exact && exact(one.expected(), one.x(), one.w(), one.b()));
      if (gradients != null) {
        comparison.add("dx", made.dx(), gradients.dx(), exact(gradients, gradients.dx(), one.w()));
        comparison.add("dw", made.dw(), gradients.dw(), exact(gradients, gradients.dw(), one.x()));
      }
      if (gradients != null && gradients.db() != null) {
        comparison.add("db", made.db(), gradients.db(), exact(gradients, gradients.db(), null));
      }
      return comparison.check();
    } catch (RuntimeException | OutOfMemoryError e) {
      String message = "failed with " + describe(e);
      return new Check(operator.name(), false, Double.POSITIVE_INFINITY, 0, message);
    }
  }

  private static boolean exact(Tensor expected, Tensor a, Tensor b, Tensor c) {
    return Tolerance.exact(expected, a, b, c);
  }

  private static boolean exact(OperatorCase.Gradients gradients, Tensor expected, Tensor factor) {
    Tensor other = factor == null ? Tensor.full(1, 1) : factor;
    return Tolerance.exact(expected, gradients.g(), other, null);
  }

  private static Check configure(Operator operator, ConfigurationCase one) {
    long[] yShape;
    try {
      yShape = shapeOf(operator, one);
    } catch (RuntimeException | OutOfMemoryError e) {
      return refusal(operator, one, e);
    }
    if (one.refused()) {
      return Check.of(operator, false, "accepted what must be refused");
    }
    boolean agrees = Arrays.equals(yShape, one.yShape());
    String shapes =
        Text.format(
            "output shape %s, expected %s", Arrays.toString(yShape), Arrays.toString(one.yShape()));
    return Check.of(operator, agrees, agrees ? "" : shapes);
  }

  private static long[] shapeOf(Operator operator, ConfigurationCase one) {
    if (one.layer() != null) {
      Sizes.require(one.options(), one.layer(), one.xShape());
      return operator.layer(one.options(), one.layer(), one.xShape());
    }
    Sizes.require(one.options(), one.xShape(), one.wShape());
    Tensor x = Tensor.zeros(one.xShape());
    Tensor w = Tensor.zeros(one.wShape());
    Tensor b = one.bShape() == null ? null : Tensor.zeros(one.bShape());
    return operator.apply(one.options(), x, w, b, null).y().shape();
  }

  private static Check refusal(Operator operator, ConfigurationCase one, Throwable e) {
    if (!one.refused()) {
      return Check.of(operator, false, "refused what must be accepted: " + describe(e));
    }
    boolean named =
        e instanceof IllegalArgumentException
            && NAMED_REFUSAL.matcher(String.valueOf(e.getMessage())).matches();
    String message = "refused: " + describe(e);
    String unnamed = "refused without naming argument, value and what would be right: ";
    return Check.of(operator, named, named ? message : unnamed + describe(e));
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
