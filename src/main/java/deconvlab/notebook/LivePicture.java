package deconvlab.notebook;

import deconvlab.plot.Figure;
import java.util.function.Supplier;

/**
 * A picture redrawn in place while something runs, at most twice a second, and less often where
 * drawing takes long (a tenth of the time at most); the last one stays in the saved notebook.
 * Drawing happens only when it will be shown.
 *
 * <pre>{@code
 * try (LivePicture live = new LivePicture()) {
 *   for (…) { …; live.update(() -> Curves.create()…); }
 * }
 * }</pre>
 */
final class LivePicture implements AutoCloseable {
  private static final long INTERVAL = 2 * Throttle.QUARTER_SECOND;

  private final Output output = new Output();
  private final Throttle throttle = new Throttle(System::nanoTime, INTERVAL);
  private Supplier<? extends Figure<?>> latest;
  private boolean isClosed;

  /**
   * Shows the figure if the last one is old enough; remembers it for {@link #close} otherwise. If
   * it cannot be drawn or shown, that is told, once, and what runs goes on.
   *
   * @throws IllegalStateException if the picture is closed
   */
  synchronized void update(Supplier<? extends Figure<?>> figure) {
    if (isClosed) {
      throw new IllegalStateException("This picture is closed: open a new LivePicture.");
    }
    latest = figure;
    if (throttle.passes()) {
      show(false);
      throttle.done();
    }
  }

  /** Draws the last figure, which stays. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      if (latest != null) {
        show(true);
      }
    }
  }

  private void show(boolean isFinal) {
    output.watch(
        () -> {
          Figure<?> figure = latest.get();
          return Show.pictureContent(figure.draw(), figure.alt(), isFinal);
        },
        isFinal);
  }
}
