package deconvlab.notebook;

import deconvlab.plot.Figure;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.train.Probe;
import deconvlab.train.StepLog;
import deconvlab.train.StepResult;
import deconvlab.train.TrainListener;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Any figure, live: redrawn in place from what the run has noted so far, at most twice a second;
 * the last one stays. One panel watches one run at a time.
 *
 * <pre>{@code
 * LivePanel ratios = LivePanel.of(run -> {
 *   RunSoFar.ByLayer r = run.layers(RunRecord.UPDATE_RATIO);
 *   return LayerCurves.updateRatios(r.layers(), r.steps(), r.values());
 * });
 * training.run(ratios);
 * }</pre>
 */
public final class LivePanel implements TrainListener {
  private final Function<RunSoFar, ? extends Figure<?>> figure;
  private final Probe probe;
  private StepLog log = new StepLog(List.of());
  private int total;
  private LivePicture live = new LivePicture();

  private LivePanel(Function<RunSoFar, ? extends Figure<?>> figure, Probe probe) {
    this.figure = Objects.requireNonNull(figure, "figure");
    this.probe = probe;
  }

  /**
   * A panel that shows what {@code figure} makes of the run so far. It is called only when its
   * picture will be shown; what it throws is told, once, and the run goes on.
   */
  public static LivePanel of(Function<RunSoFar, ? extends Figure<?>> figure) {
    return new LivePanel(figure, null);
  }

  /** The same with {@link RunSoFar#probes} from the probe that the run is made with. */
  public LivePanel with(Probe probe) {
    return new LivePanel(figure, Objects.requireNonNull(probe, "probe"));
  }

  @Override
  public void started(List<String> layers, int steps) {
    live.close();
    log = new StepLog(layers);
    total = steps;
    live = new LivePicture();
  }

  @Override
  public void steps(List<StepResult> results) {
    results.forEach(log::add);
    live.update(this::draw);
  }

  @Override
  public void ended(RunRecord record) {
    live.close();
  }

  private Figure<?> draw() {
    Series probes = probe == null ? Series.NONE : probe.probes();
    return figure.apply(new RunSoFar(total, false, log.series(), probes));
  }
}
