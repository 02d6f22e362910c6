package deconvlab.export;

import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import java.io.IOException;

/** Every number of a run's series, looks and scores, one by one. */
final class Readings {
  /** What a reading was taken at. */
  enum Kind {
    /** A training step, counted from 0. */
    STEP,
    /** A look inside, at its step. */
    LOOK,
    /** An evaluation, at the number of finished steps. */
    SCORE
  }

  /** Takes a reading. */
  @FunctionalInterface
  interface Sink {
    /**
     * One number.
     *
     * @param value a {@link Float} where 32 bits hold it, so that its text is the shortest
     */
    void take(Kind kind, long step, String name, Number value) throws IOException;
  }

  private Readings() {}

  /** Column by column, each in the order of its steps; then the scores as {@code split/what}. */
  static void of(RunRecord run, Sink sink) throws IOException {
    Series steps = run.steps();
    for (String name : steps.names()) {
      float[] values = steps.get(name);
      for (int i = 0; i < values.length; i++) {
        sink.take(Kind.STEP, i, name, values[i]);
      }
    }
    looks(run.probes(), sink);
    for (Score score : run.scores()) {
      score(score, sink);
    }
  }

  private static void looks(Series looks, Sink sink) throws IOException {
    if (!looks.names().contains(RunRecord.PROBE_STEP)) {
      return;
    }
    float[] at = looks.get(RunRecord.PROBE_STEP);
    for (String name : looks.names()) {
      float[] values = looks.get(name);
      for (int i = 0; i < values.length && !name.equals(RunRecord.PROBE_STEP); i++) {
        sink.take(Kind.LOOK, (long) at[i], name, values[i]);
      }
    }
  }

  private static void score(Score score, Sink sink) throws IOException {
    String split = score.split() + "/";
    sink.take(Kind.SCORE, score.step(), split + "loss", score.loss());
    if (score.classifies()) {
      sink.take(Kind.SCORE, score.step(), split + "accuracy", score.accuracy());
    }
    if (score.pictures() != null) {
      sink.take(Kind.SCORE, score.step(), split + "psnr", score.pictures().psnr());
      sink.take(Kind.SCORE, score.step(), split + "ssim", score.pictures().ssim());
      sink.take(Kind.SCORE, score.step(), split + "checkerboard", score.pictures().checkerboard());
    }
    if (score.code() != null) {
      sink.take(Kind.SCORE, score.step(), split + "code nats", score.code().nats());
      sink.take(Kind.SCORE, score.step(), split + "active units", score.code().active());
    }
  }
}
