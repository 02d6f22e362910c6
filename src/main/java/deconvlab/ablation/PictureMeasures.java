package deconvlab.ablation;

import deconvlab.record.CodeScore;
import deconvlab.record.PictureScore;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Measures of pictures that were restored and of codes that were drawn for them. */
final class PictureMeasures {
  private PictureMeasures() {}

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

  /** A number of the test images, or of what they score without a network. */
  static Value of(RunRecord run, String split, ToDoubleFunction<PictureScore> number) {
    return last(run, split, Score::pictures, number, "no picture was restored: " + split);
  }

  /** A number of the code of the test images. */
  static Value code(RunRecord run, ToDoubleFunction<CodeScore> number) {
    return last(run, "test", Score::code, number, "no code was drawn");
  }

  private static <T> Value last(
      RunRecord run,
      String split,
      Function<Score, T> part,
      ToDoubleFunction<T> number,
      String lacking) {
    return OneRun.diverged(run)
        ? Value.none("diverged")
        : run.lastScore(split)
            .map(part)
            .map(p -> Value.of(number.applyAsDouble(p)))
            .orElse(Value.none(lacking));
  }
}
