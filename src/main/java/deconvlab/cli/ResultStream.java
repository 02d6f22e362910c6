package deconvlab.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output, where results go: keeps the first error, of which a {@link java.io.PrintWriter}
 * says only that there was one.
 */
final class ResultStream extends FilterOutputStream {
  private IOException error;

  ResultStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      error = error == null ? e : error;
      throw e;
    }
  }

  /** Why a result did not arrive; empty where its reader has left (as {@code | head} does). */
  String error() {
    String why = error == null ? "it cannot be written to" : String.valueOf(error.getMessage());
    return why.equals("Broken pipe") ? "" : why;
  }
}
