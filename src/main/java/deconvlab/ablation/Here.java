package deconvlab.ablation;

import deconvlab.train.StepResult;
import deconvlab.train.TrainListener;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;

/** The hand that works in this process and thread; an interrupt of the thread stops it. */
record Here(RunMaker maker) implements Hand {
  @Override
  public Made make(Job job, IntConsumer steps) throws IOException {
    return maker.make(job, told(steps));
  }

  static TrainListener told(IntConsumer steps) {
    return new TrainListener() {
      @Override
      public void steps(List<StepResult> results) {
        if (!results.isEmpty()) {
          steps.accept(results.get(results.size() - 1).step() + 1);
        }
      }
    };
  }

  @Override
  public void close() {}
}
