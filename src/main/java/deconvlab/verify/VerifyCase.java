package deconvlab.verify;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import deconvlab.text.Text;

/** One record of a file. */
sealed interface VerifyCase {
  /** The record's name, or its place in the file where it has none. */
  String name();

  /** What messages call it. */
  String kind();

  /** The operator's output and gradients, or a configuration to refuse or to accept. */
  record Conformance(String name, CaseForm form) implements VerifyCase {
    @Override
    public String kind() {
      return "case";
    }
  }

  /** A training run to repeat; {@code where} is its file and name. */
  record Training(String where, TrainingData data, RunForm form) implements VerifyCase {
    @Override
    public String name() {
      return form.name();
    }

    @Override
    public String kind() {
      return "run";
    }

    @FormatMethod
    void require(boolean holds, @FormatString String problem, Object... values) {
      if (!holds) {
        throw error(null, problem, values);
      }
    }

    @FormatMethod
    VerifyFileException error(Throwable cause, @FormatString String problem, Object... values) {
      return new VerifyFileException(where + ": " + Text.format(problem, values), cause);
    }
  }
}
