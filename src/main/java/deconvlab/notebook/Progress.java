package deconvlab.notebook;

import deconvlab.notebook.Output.Content;
import deconvlab.text.Text;
import j2html.utils.EscapeUtil;
import java.util.Objects;

/**
 * A bar that fills in place, drawn at most four times a second; its last state stays in the saved
 * notebook.
 *
 * <pre>{@code
 * try (Progress bar = Progress.of("training", steps)) {
 *   for (int step = 0; step < steps; step++) {
 *     bar.step("loss " + train(step));
 *   }
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
  private final String what;
  private final long total;
  private final Output output = new Output();
  private final Throttle throttle;
  private final long start = System.nanoTime();
  private long done;
  private String remark = "";
  private boolean isClosed;

  private Progress(String what, long total, Throttle throttle) {
    this.what = what;
    this.total = total;
    this.throttle = throttle;
  }

  /** A bar for {@code total} steps, shown at 0. */
  public static Progress of(String what, long total) {
    if (total < 0) {
      throw new IllegalArgumentException(Text.format("total=%d must be 0 or more steps", total));
    }
    Throttle throttle = new Throttle(System::nanoTime, Throttle.QUARTER_SECOND);
    Progress progress = new Progress(Objects.requireNonNull(what, "what"), total, throttle);
    progress.to(0, "");
    return progress;
  }

  /** One step done. */
  public void step(String remark) {
    to(done + 1, remark);
  }

  /**
   * {@code done} steps done in all.
   *
   * @throws IllegalStateException if the bar is closed
   */
  public synchronized void to(long done, String remark) {
    if (isClosed) {
      throw new IllegalStateException("This bar is closed: make a new Progress for another run.");
    }
    this.done = Math.max(0, Math.min(done, total));
    this.remark = Objects.requireNonNull(remark, "remark");
    if (throttle.passes()) {
      output.watch(this::content, false);
    }
  }

  /** Shows the last state, which stays. An unfinished bar says where it stopped. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      output.watch(this::content, true);
    }
  }

  private Content content() {
    double share = total == 0 ? 1 : (double) done / total;
    String state = isClosed && done < total ? ", stopped" : "";
    String text =
        Text.format(
            "%s: %d of %d (%.0f %%)%s, %.0f s%s",
            what,
            done,
            total,
            100 * share,
            state,
            (System.nanoTime() - start) / 1e9,
            remark.isBlank() ? "" : ", " + remark);
    String bar =
        "<div style=\"display:flex;align-items:center;gap:10px;font-variant-numeric:tabular-nums\">"
            + "<div style=\"width:220px;height:10px;border:1px solid #8888;border-radius:5px;"
            + Text.format(
                "overflow:hidden\"><div style=\"width:%.1f%%;height:10px;background:#0072b2\"></div>",
                100 * share)
            + "</div><span>"
            + EscapeUtil.escape(text)
            + "</span></div>";
    return Content.text(text).with("text/html", bar);
  }
}
