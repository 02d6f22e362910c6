package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.ablation.Decision.Contested;
import deconvlab.record.Seeds;
import deconvlab.record.Verdict;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often the judge errs where the truth is known: ten seeds a contrast, twenty contrasts a
 * family, 10,000 of each. A share of 5 % of 10,000 has a standard error of 0.22 %.
 */
class JudgeProperties {
  private static final int STUDIES = 10_000;
  private static final int CONTRASTS = 20;
  private static final int SEEDS = 10;

  @Test
  void intervalsHoldTheMean() {
    Random random = Seeds.stream(0, "coverage");
    int holds = 0;
    for (int study = 0; study < STUDIES; study++) {
      Paired d = new Paired(draw(random, r -> 0.3 + 2 * r.nextGaussian()));
      holds += Math.abs(d.mean() - 0.3) <= d.half() ? 1 : 0;
    }
    assertThat(100.0 * holds / STUDIES).isBetween(94.0, 96.0);
  }

  @Test
  void normalDifferencesAtTheMarginRarelyGetAVerdict() {
    assertThat(wrong(0.05, 0, r -> 0.05 + 0.1 * r.nextGaussian())).isBetween(4.2, 5.6);
  }

  @Test
  void skewedMeasuresAtTheMarginRarelyGetAVerdict() {
    assertThat(wrong(0.05, 0, r -> 0.05 + exponential(r) - exponential(r))).isLessThan(5.6);
    assertThat(wrong(0.05, 0, r -> 0.05 + Math.exp(r.nextGaussian()) - Math.exp(r.nextGaussian())))
        .isLessThan(5.6);
  }

  /** What {@link Judge} says of its limits, measured. */
  @Test
  void differencesThatAreSkewedThemselvesGetMore() {
    assertThat(wrong(0.05, 0, r -> exponential(r) - 0.95)).isBetween(38.0, 43.0);
    ToDoubleFunction<Random> four =
        r -> exponential(r) + exponential(r) + exponential(r) + exponential(r) - 3.95;
    assertThat(wrong(0.05, 0, four)).isBetween(11.5, 14.5);
  }

  /** Accuracies around 45 % of 1,000 and of 5,000 images, 2 pp apart. */
  @Test
  void accuraciesAtTheMarginRarelyGetAVerdict() {
    assertThat(wrong(0.02, 1e-3, r -> accuracy(r, 0.47, 1_000) - accuracy(r, 0.45, 1_000)))
        .isLessThan(5.6);
    assertThat(wrong(0.02, 2e-4, r -> accuracy(r, 0.47, 5_000) - accuracy(r, 0.45, 5_000)))
        .isLessThan(5.6);
  }

  /** In how many of a hundred families some contrast is supported or refuted. */
  private static double wrong(double margin, double resolution, ToDoubleFunction<Random> law) {
    Random random = Seeds.stream(0, "families");
    int wrong = 0;
    for (int family = 0; family < STUDIES; family++) {
      List<Contested> contrasts =
          IntStream.range(0, CONTRASTS)
              .mapToObj(i -> new Contested(draw(random, law), List.of(), margin, resolution))
              .toList();
      wrong +=
          Decision.family(0.05, contrasts).stream()
                  .allMatch(one -> one.verdict() == Verdict.NOT_RESOLVED)
              ? 0
              : 1;
    }
    return 100.0 * wrong / STUDIES;
  }

  private static double[] draw(Random random, ToDoubleFunction<Random> law) {
    return DoubleStream.generate(() -> law.applyAsDouble(random)).limit(SEEDS).toArray();
  }

  private static double exponential(Random random) {
    return -Math.log(1 - random.nextDouble());
  }

  /** A share of images that comes from chance of the seed (1 pp) and of the images drawn. */
  private static double accuracy(Random random, double mean, int images) {
    double chance = Math.sqrt(mean * (1 - mean) / images);
    double share = mean + Math.hypot(0.01, chance) * random.nextGaussian();
    return Math.rint(share * images) / images;
  }
}
