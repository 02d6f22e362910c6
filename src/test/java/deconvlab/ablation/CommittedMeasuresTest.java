package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.text.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measures on the committed records give the numbers that notebook 05 prints. */
class CommittedMeasuresTest {
  private static final Store RECORDS = Store.at(Path.of("docs/records"));

  /** The runs of an arm, by seed; its levels in the order of the factors. */
  private static List<RunRecord> runs(String study, String... levels) throws IOException {
    Results results = Results.of(RECORDS, study);
    Map<String, String> arm = new LinkedHashMap<>();
    List<String> factors = List.copyOf(results.study().factors().keySet());
    for (int i = 0; i < levels.length; i++) {
      arm.put(factors.get(i), levels[i]);
    }
    return results.runs(arm);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Cell 44.
        "validation-accuracy | {} | taming-clip | none | 29.1 | 1",
        "validation-accuracy | {} | taming-clip | clip value 0.01 | 35.9 | 1",
        "validation-accuracy | {} | taming-clip | clip weights 0.1 | 15.2 | 1",
        // Cell 50.
        "spikiness | {} | taming-penalty | SGD; none | 0.538 | 3",
        "spikiness | {} | taming-penalty | SGD; L1 1e-3 | 0.486 | 3",
        "spikiness | {} | taming-penalty | SGD; L2 1e-2 | 0.424 | 3",
        "spikiness | {} | taming-penalty | Adam; none | 0.263 | 3",
        "spikiness | {} | taming-penalty | AdamW; decay 1 | 0.282 | 3",
        // Cell 55.
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | DDNet; off; library init | 0.059 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | DDNet; off; right init | 0.020 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | stack; off; library init | 0.037 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | stack; off; right init | 0.029 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | stack; off; weights ×3 | 0.419 | 3",
        // Cell 71.
        "gap-at-training-loss | {'levels': [1.9]} | taming-gap | plain | 0.11 | 2",
        "gap-at-training-loss | {'levels': [1.7]} | taming-gap | plain | 0.22 | 2",
        "gap-at-training-loss | {'levels': [1.5]} | taming-gap | plain | 0.39 | 2",
        "gap-at-training-loss | {'levels': [1.7]} | taming-gap | batch norm | 0.16 | 2",
        "gap-at-training-loss | {'levels': [1.7]} | taming-gap | dropout 0.5, last layer | 0.20 | 2",
        "gradient-slope | {'to': 120, 'abs': true} | taming-gap | plain | 0.027 | 3",
      })
  void printedMeans(
      String name, String arguments, String study, String arm, String printed, int decimals)
      throws IOException {
    Measure measure = MeasuresTest.measure(name, arguments);
    List<RunRecord> runs = runs(study, arm.split("; "));
    assertThat(runs).hasSize(3);
    double mean =
        runs.stream().mapToDouble(r -> Measures.of(measure, r).number()).average().orElseThrow();
    assertThat(BigDecimal.valueOf(mean).setScale(decimals, RoundingMode.HALF_UP).toPlainString())
        .isEqualTo(printed);
  }

  @Test
  void aLevelThatOneRunNeverReachesIsNone() throws IOException {
    Measure measure = MeasuresTest.measure("gap-at-training-loss", "{'levels': [1.5]}");
    assertThat(
            runs("taming-gap", "dropout 0.5, last layer").stream()
                .map(r -> Measures.of(measure, r).why()))
        .containsExactly("", "level not reached: 1.5", "");
  }

  private static double[] largest(String remedy) throws IOException {
    List<Double> rates = List.of(0.0215, 0.0464, 0.1, 0.215, 0.464);
    Map<Double, List<RunRecord>> runs = new HashMap<>();
    for (double rate : rates) {
      runs.put(rate, runs("taming-rate", remedy, Double.toString(rate)));
    }
    return IntStream.range(0, 3)
        .mapToDouble(seed -> Measures.largestRate(rates, r -> runs.get(r).get(seed)).number())
        .toArray();
  }

  /** Cell 42: the mean, and mean and standard deviation of what it is above no remedy. */
  @ParameterizedTest
  @CsvSource({
    "clip norm 1, -0.89, +1.001 ± 0.827",
    "clip value 0.01, -0.56, +1.334 ± 0.829",
    "clip weights 0.1, -1.78, +0.111 ± 1.266",
    "clip weights 0.01, -2.00, -0.111 ± 0.478",
    "step decay, -2.00, -0.111 ± 0.478",
    "cosine decay, -1.67, +0.222 ± 0.957",
    "warm-up, -1.44, +0.445 ± 0.479"
  })
  void largestRates(String remedy, String mean, String above) throws IOException {
    double[] none = largest("none");
    double[] with = largest(remedy);
    assertThat(Text.format("%.2f", Arrays.stream(none).average().orElseThrow())).isEqualTo("-1.89");
    assertThat(Text.format("%.2f", Arrays.stream(with).average().orElseThrow())).isEqualTo(mean);
    Paired d = Paired.of(with, none);
    assertThat(Text.format("%+.3f ± %.3f", d.mean(), d.half())).isEqualTo(above);
  }

  @Test
  void percentilesAreThoseOfDescriptiveStatistics() throws IOException {
    for (RunRecord run : runs("taming-penalty", "SGD", "none")) {
      double[] norm = run.steps().doubles(RunRecord.NORM);
      DescriptiveStatistics late =
          new DescriptiveStatistics(Arrays.stream(norm).skip(20).toArray());
      assertThat(Measures.of(MeasuresTest.measure("spikiness", "{}"), run).number())
          .isEqualTo(Math.log10(late.getPercentile(99) / late.getPercentile(50)));
    }
  }
}
