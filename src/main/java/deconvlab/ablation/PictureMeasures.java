package deconvlab.ablation;

import deconvlab.record.PictureScore;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Measures of pictures that were restored, see {@link PictureScore}. */
final class PictureMeasures {
  private PictureMeasures() {}

  /** A number of the test images. */
  static Value test(RunRecord run, ToDoubleFunction<PictureScore> number) {
    return of(run, "test", number);
  }

  /** By how much a number of the test images is above what they score without a network. */
  static Value over(RunRecord run, String baseline, ToDoubleFunction<PictureScore> number) {
    Value mine = of(run, "test", number);
    Value without = of(run, baseline, number);
    return mine.why().isEmpty() && without.why().isEmpty()
        ? Value.of(mine.number() - without.number())
        : mine.why().isEmpty() ? without : mine;
  }

  /** A number of the first score, which was made before the first step. */
  static Value atStart(RunRecord run, ToDoubleFunction<PictureScore> number) {
    Optional<PictureScore> first =
        run.scores().stream()
            .filter(s -> s.step() == 0 && s.split().equals("train"))
            .findFirst()
            .map(Score::pictures);
    return first.map(p -> Value.of(number.applyAsDouble(p))).orElse(Value.none("not scored"));
  }

  private static Value of(RunRecord run, String split, ToDoubleFunction<PictureScore> number) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    return run.lastScore(split)
        .map(Score::pictures)
        .map(p -> Value.of(number.applyAsDouble(p)))
        .orElse(Value.none("no picture was restored: " + split));
  }
}
