package deconvlab.diagnose;

import ai.djl.ndarray.NDManager;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.nn.Nonlinearity;
import deconvlab.nn.Torch;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import deconvlab.train.Look;
import deconvlab.train.Probe;
import deconvlab.train.SplitView;
import deconvlab.train.StepResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The full tier: looks at activations and their gradients every so many steps, counts dead units at
 * the end of every epoch, and diagnoses the finished run. One probe serves one run.
 */
public final class SignalProbe implements Probe {
  /** A loss or gradient norm over the first that calls for a look at every step. */
  private static final double ALARM = 10;

  /** Looks that alarms may cost. */
  private static final int EXTRA = 32;

  private final int every;
  private final int most;
  private final List<SignalMeter.Waiting> waiting = new ArrayList<>();
  private final List<Signals> looks = new ArrayList<>();
  private final List<SignalTable.DeadRow> dead = new ArrayList<>();
  private Network network;
  private StepResult first;
  private boolean alarmed;
  private int extra;

  /**
   * Looks at steps 0, {@code every}, 2·{@code every}, … and, for at most 32 steps more, after a
   * step whose loss or gradient norm was over ten times the first: a run that breaks is then seen
   * breaking, as far as its steps are shown at once ({@code logEvery} 1).
   */
  public SignalProbe(int every) {
    this(every, EXTRA);
  }

  /** Looks at steps 0, {@code every}, 2·{@code every}, … alone: the same ones in every run. */
  public static SignalProbe onSchedule(int every) {
    return new SignalProbe(every, 0);
  }

  private SignalProbe(int every, int most) {
    if (every < 1) {
      throw new IllegalArgumentException(
          Text.format("every=%d must be at least 1: 16 looks at every 16th step", every));
    }
    this.every = every;
    this.most = most;
  }

  @Override
  public void begins(Network watched) {
    if (network != null) {
      throw new IllegalStateException("this probe has watched a run: make another one");
    }
    network = watched;
  }

  @Override
  public void resumes(Series before, List<StepResult> steps) {
    looks.addAll(SignalTable.looks(before));
    dead.addAll(SignalTable.dead(before));
    extra = (int) looks.stream().filter(look -> look.step() % every != 0).count();
    steps(steps);
  }

  @Override
  public boolean wants(int step) {
    return step % every == 0 || (alarmed && extra < most);
  }

  @Override
  public void steps(List<StepResult> steps) {
    read();
    for (StepResult step : steps) {
      first = first == null ? step : first;
      alarmed =
          step.loss() > ALARM * first.loss() || step.gradientNorm() > ALARM * first.gradientNorm();
    }
  }

  @Override
  public void look(Look look) {
    extra += look.step() % every == 0 ? 0 : 1;
    waiting.add(measure(network, look).kept());
  }

  @Override
  public void epochEnded(int step, SplitView split) {
    try (NDManager scope = Torch.engine().newBaseManager(network.device())) {
      DeadUnits counted = DeadUnits.over(split, scope);
      if (counted != null) {
        dead.add(new SignalTable.DeadRow(step, counted));
      }
    }
  }

  /** Copies the looks that wait; steps are copied from the device now, too. */
  private void read() {
    waiting.forEach(look -> looks.add(look.read()));
    waiting.clear();
  }

  /** What was seen so far, newest last. */
  public List<Signals> looks() {
    read();
    return List.copyOf(looks);
  }

  @Override
  public Series probes() {
    return SignalTable.write(looks(), dead);
  }

  @Override
  public List<Finding> findings(RunRecord run) {
    return Diagnosis.of(run, network);
  }

  /** Measures one look at {@code network}. */
  static SignalMeter.Waiting measure(Network network, Look look) {
    Nonlinearity function = Nonlinearity.named(network.config().activation());
    List<String> trunk = network.trunkLayers();
    List<Stage> stages = look.trace().stages();
    List<SignalMeter.Layer> layers = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      layers.add(
          new SignalMeter.Layer(
              stage.name(),
              stage.activated() ? function : null,
              trunk.contains(stage.name()),
              look.trace().preActivations().get(i),
              look.trace().outputs().get(i),
              look.gradients().get(i)));
    }
    return SignalMeter.measure(look.step(), look.images(), look.loss(), layers);
  }
}
