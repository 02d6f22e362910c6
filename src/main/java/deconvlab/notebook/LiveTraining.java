package deconvlab.notebook;

import deconvlab.plot.Curves;
import deconvlab.plot.Figure;
import deconvlab.plot.Smoothing;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.text.Text;
import deconvlab.train.StepResult;
import deconvlab.train.TrainListener;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trainings to watch: a progress bar and the loss, updated in place. Arms trained one after the
 * other share the picture, each in its own colour, so that the one that runs is seen against those
 * that ran.
 *
 * <pre>{@code
 * LiveTraining live = new LiveTraining("DDNet on CIFAR-10");
 * RunRecord relu = reluTraining.run(live.arm("ReLU"));
 * RunRecord sigmoid = sigmoidTraining.run(live.arm("sigmoid"));
 * }</pre>
 */
public final class LiveTraining {
  /** Loss of guessing among ten classes, in nats. */
  private static final double GUESSING = Math.log(10);

  private static final Smoothing MEAN = Smoothing.exponential(0.9);

  private static final String NATS = "loss of the batch (nats)";

  private final String subtitle;
  private final String loss;
  private final Map<String, Arm> arms = new LinkedHashMap<>();

  /**
   * No arm yet.
   *
   * @param subtitle what is trained on what
   */
  public LiveTraining(String subtitle) {
    this(subtitle, NATS);
  }

  /** The same of another loss than that of a classifier; no guess is drawn then. */
  public LiveTraining(String subtitle, String loss) {
    this.subtitle = Objects.requireNonNull(subtitle, "subtitle");
    this.loss = Objects.requireNonNull(loss, "loss");
  }

  /**
   * A listener that watches one run after the other, the newest shown. An arm of a name that was
   * there before takes its place and colour, so that a cell can be run again.
   */
  public TrainListener arm(String name) {
    Arm arm = new Arm(name);
    arms.put(Objects.requireNonNull(name, "name"), arm);
    return arm;
  }

  /** The picture as it stands: the loss of every arm over its steps. */
  public Figure<?> picture() {
    Curves curves = Curves.create().subtitle(subtitle).x("step").y(loss).smooth(MEAN);
    if (loss.equals(NATS)) {
      curves.reference("guessing: ln 10", GUESSING);
    }
    arms.values().forEach(arm -> curves.add(Curves.Line.of(arm.name, arm.losses())));
    return curves;
  }

  private final class Arm implements TrainListener {
    private final String name;
    private double[] losses = new double[0];
    private int done;
    private int total;
    private String score = "";
    private Progress bar;
    private LivePicture live;

    Arm(String name) {
      this.name = name;
    }

    @Override
    public void started(List<String> layers, int steps) {
      ended(null);
      done = 0;
      total = steps;
      score = "";
      bar = Progress.of(name, steps);
      live = new LivePicture();
    }

    @Override
    public void steps(List<StepResult> results) {
      if (done + results.size() > losses.length) {
        losses = Arrays.copyOf(losses, 2 * (done + results.size()));
      }
      results.forEach(r -> losses[done++] = r.loss());
      show();
    }

    @Override
    public void scored(Score s) {
      score = s.classifies() ? Text.format(", %s accuracy %s", s.split(), s.percent(1)) : "";
      show();
    }

    @Override
    public void ended(RunRecord record) {
      if (bar != null) {
        bar.close();
        live.close();
      }
    }

    private void show() {
      if (done > 0) {
        bar.to(done, Text.format("smoothed loss %.2f%s", smoothed(), score));
        live.update(this::figure);
      }
    }

    private Figure<?> figure() {
      return picture()
          .title(
              Text.format(
                  "%s: smoothed loss %.2f after %d of %d steps", name, smoothed(), done, total));
    }

    /** The mean is what a bar should say: the last batch of an epoch can be a very small one. */
    private double smoothed() {
      return MEAN.of(losses())[done - 1];
    }

    private double[] losses() {
      return Arrays.copyOf(losses, done);
    }
  }
}
