package deconvlab.cli;

import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.text.Text;
import deconvlab.train.StepResult;
import deconvlab.train.TrainListener;
import java.io.PrintWriter;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Training in the terminal: a bar with the current loss, a line every 100 steps and at every
 * evaluation. Where standard error is no terminal (the launcher says whether it is), only the
 * lines.
 */
final class TerminalProgress implements TrainListener, AutoCloseable {
  private static final int LINE_EVERY = 100;

  private final String name;
  private final PrintWriter err;
  private ProgressBar bar;

  TerminalProgress(String name, PrintWriter err) {
    this.name = name;
    this.err = err;
  }

  @Override
  public void started(List<String> layers, int steps) {
    close();
    if (Boolean.getBoolean("deconvlab.terminal")) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }
  }

  @Override
  public void steps(List<StepResult> results) {
    for (StepResult r : results) {
      if (r.step() % LINE_EVERY == 0) {
        line(
            Text.format(
                "step %5d  loss %.4f  gradient norm %.4g", r.step(), r.loss(), r.gradientNorm()));
      }
    }
    if (bar != null && !results.isEmpty()) {
      StepResult last = results.get(results.size() - 1);
      bar.stepTo(last.step() + 1).setExtraMessage(Text.format("loss %.4f", last.loss()));
    }
  }

  @Override
  public void scored(Score s) {
    line(
        Text.format(
            "epoch %d  %s: loss %.4f, accuracy %s", s.epoch(), s.split(), s.loss(), s.percent(2)));
  }

  @Override
  public void ended(RunRecord record) {
    close();
    String reason = record.message().isEmpty() ? "" : ", " + record.message();
    err.println(name + ": " + record.outcome() + reason);
  }

  private void line(String text) {
    // A line on top of the bar would leave its remains behind it.
    err.println((bar == null ? "" : "\r\u001b[2K") + name + "  " + text);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
