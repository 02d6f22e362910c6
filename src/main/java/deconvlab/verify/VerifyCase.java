package deconvlab.verify;

/** One record of a file. */
sealed interface VerifyCase permits OperatorCase, ConfigurationCase, TrainingCase {
  /** The record's name, or its place in the file where it has none. */
  String name();

  /** What messages call it. */
  default String kind() {
    return "case";
  }
}
