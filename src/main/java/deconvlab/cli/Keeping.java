package deconvlab.cli;

import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Puts records where they are to be, tried before the work; says so if they had to go elsewhere.
 */
final class Keeping {
  private final Path folder;
  private final PrintWriter err;
  private boolean elsewhere;

  /**
   * A place for records.
   *
   * @throws IOException if nothing can be written there
   */
  Keeping(Path folder, PrintWriter err) throws IOException {
    RunFiles.tryPlace(folder);
    this.folder = folder;
    this.err = err;
  }

  /** The file that holds the record. */
  Path keep(RunRecord record) throws IOException {
    RunFiles.Kept kept = RunFiles.keep(record, folder);
    if (!kept.inPlace()) {
      err.println(kept.trouble());
      err.println("The record is kept elsewhere: " + kept.file());
      elsewhere = true;
    }
    return kept.file();
  }

  /** The exit status: a record that is not where it was to be is a failure. */
  int status(int otherwise) {
    return elsewhere && otherwise == 0 ? Failures.FAILED : otherwise;
  }
}
