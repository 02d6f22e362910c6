package deconvlab.train;

import deconvlab.model.Network;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import java.util.List;

/** A probe that never throws: one that does is asked no more, and what it saw is kept. */
final class GuardedProbe implements Probe {
  private final Probe probe;
  private final Guard guard;

  GuardedProbe(Probe probe) {
    this.probe = probe;
    this.guard = new Guard(probe);
  }

  @Override
  public void begins(Network network) {
    guard.tell("begins", () -> probe.begins(network));
  }

  @Override
  public boolean wants(int step) {
    return guard.ask("wants", () -> probe.wants(step), false);
  }

  @Override
  public void look(Look look) {
    guard.tell("look", () -> probe.look(look));
  }

  @Override
  public void epochEnded(int step, SplitView split) {
    guard.tell("epochEnded", () -> probe.epochEnded(step, split));
  }

  @Override
  public Series probes() {
    return guard.last("probes", probe::probes, Series.NONE);
  }

  @Override
  public List<Finding> findings(RunRecord run) {
    return guard.ask("findings", () -> probe.findings(run), List.of());
  }

  @Override
  public void started(List<String> layers, int steps) {
    guard.tell("started", () -> probe.started(layers, steps));
  }

  @Override
  public void steps(List<StepResult> results) {
    guard.tell("steps", () -> probe.steps(results));
  }

  @Override
  public void scored(Score score) {
    guard.tell("scored", () -> probe.scored(score));
  }

  @Override
  public void ended(RunRecord record) {
    guard.tell("ended", () -> probe.ended(record));
  }
}
