package deconvlab.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** A command line in the tests' own process: exit status, standard output, standard error. */
record Ran(int status, String out, String err) {
  static Ran of(String... arguments) {
    return of(Main.commandLine(OutputStream.nullOutputStream()), arguments);
  }

  /** On a command line that several share. */
  static Ran of(CommandLine lab, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        lab.setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ran(status, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
