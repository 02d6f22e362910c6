package deconvlab.train;

import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everybody who is told of a run, in order. Whatever they do, the run goes on unchanged. */
final class Listeners implements TrainListener {
  private final List<Told> all = new ArrayList<>();

  private record Told(TrainListener listener, Guard guard) {}

  void add(TrainListener listener) {
    all.add(new Told(listener, new Guard(listener)));
  }

  @Override
  public void started(List<String> layers, int steps) {
    tell("started", listener -> listener.started(layers, steps));
  }

  @Override
  public void steps(List<StepResult> results) {
    tell("steps", listener -> listener.steps(results));
  }

  @Override
  public void scored(Score score) {
    tell("scored", listener -> listener.scored(score));
  }

  @Override
  public void ended(RunRecord record) {
    tell("ended", listener -> listener.ended(record));
  }

  private void tell(String what, Consumer<TrainListener> telling) {
    all.forEach(one -> one.guard().tell(what, () -> telling.accept(one.listener())));
  }
}
