package deconvlab.cli;

import deconvlab.ablation.StudyListener;
import deconvlab.ablation.Tally;
import deconvlab.record.Outcome;
import deconvlab.text.Text;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A study in the terminal: a line for each run that has ended and, where standard error is a
 * terminal, one that is drawn over with how far it is, the time left and the runs in hand.
 */
final class StudyProgress implements StudyListener, AutoCloseable {
  private static final long REDRAW_NANOS = 250_000_000L;
  private static final int WIDTH = 150;

  private final PrintWriter err;
  private final boolean terminal = Boolean.getBoolean("deconvlab.terminal");
  private final Map<Integer, Run> current = new TreeMap<>();
  private Tally tally = new Tally(0, 0, 0);
  private final long begun = System.nanoTime();
  private long drawn;
  private int made;

  private record Run(String name, int of, int steps) {
    @Override
    public String toString() {
      return of > 0 ? Text.format("%s (%d/%d)", name, steps, of) : name + " (" + steps + ")";
    }
  }

  StudyProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void tally(Tally now) {
    tally = now;
    draw(true);
  }

  @Override
  public void began(int hand, String run, int steps) {
    current.put(hand, new Run(run, steps, 0));
    draw(true);
  }

  @Override
  public void stepped(int hand, int steps) {
    current.computeIfPresent(hand, (h, run) -> new Run(run.name(), run.of(), steps));
    draw(false);
  }

  @Override
  public void ended(int hand, String run, Outcome outcome, int steps, double seconds, String why) {
    current.remove(hand);
    made++;
    says(
        Text.format(
            "%s: %s after %d steps, %.1f s%s",
            run, outcome, steps, seconds, why.isEmpty() ? "" : " (" + Text.printable(why) + ")"));
  }

  @Override
  public void left(int hand) {
    current.remove(hand);
    draw(true);
  }

  @Override
  public void says(String line) {
    err.println((terminal ? "\r\u001b[2K" : "") + line);
    draw(true);
  }

  private void draw(boolean now) {
    if (!terminal || (!now && System.nanoTime() - drawn < REDRAW_NANOS)) {
      return;
    }
    drawn = System.nanoTime();
    String hands = current.values().stream().map(Run::toString).collect(Collectors.joining(" | "));
    String line = Text.format("%s%s | %s", tally, left(), hands);
    err.print("\r\u001b[2K" + line.substring(0, Math.min(WIDTH, line.length())));
    err.flush();
  }

  /** The time left, by the pace so far. */
  private String left() {
    if (made == 0 || tally.toDo() == 0) {
      return "";
    }
    long seconds = Math.round((System.nanoTime() - begun) / 1e9 / made * tally.toDo());
    return seconds >= 3600
        ? Text.format(", %d h %02d min left", seconds / 3600, seconds / 60 % 60)
        : Text.format(", %d:%02d min left", seconds / 60, seconds % 60);
  }

  @Override
  public void close() {
    if (terminal) {
      err.print("\r\u001b[2K");
      err.flush();
    }
  }
}
