package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measures on the committed records of small studies. */
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
        "validation-accuracy | {} | taming-clip | none | 29.1 | 1",
        "validation-accuracy | {} | taming-clip | clip value 0.01 | 35.9 | 1",
        "validation-accuracy | {} | taming-clip | clip weights 0.1 | 15.2 | 1",
        "spikiness | {} | taming-penalty | SGD; none | 0.538 | 3",
        "spikiness | {} | taming-penalty | SGD; L1 1e-3 | 0.486 | 3",
        "spikiness | {} | taming-penalty | SGD; L2 1e-2 | 0.424 | 3",
        "spikiness | {} | taming-penalty | Adam; none | 0.263 | 3",
        "spikiness | {} | taming-penalty | AdamW; decay 1 | 0.282 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | DDNet; off; library init | 0.059 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | DDNet; off; right init | 0.020 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | stack; off; library init | 0.037 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | stack; off; right init | 0.029 | 3",
        "gradient-slope | {'to': 200, 'abs': true} | taming-norm | stack; off; weights ×3 | 0.419 | 3",
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
        runs.stream()
            .mapToDouble(r -> MeasuresTest.of(measure, r).number())
            .average()
            .orElseThrow();
    assertThat(BigDecimal.valueOf(mean).setScale(decimals, RoundingMode.HALF_UP).toPlainString())
        .isEqualTo(printed);
  }

  @Test
  void aLevelThatOneRunNeverReachesIsNone() throws IOException {
    Measure measure = MeasuresTest.measure("gap-at-training-loss", "{'levels': [1.5]}");
    assertThat(
            runs("taming-gap", "dropout 0.5, last layer").stream()
                .map(r -> MeasuresTest.of(measure, r).why()))
        .containsExactly("", "level not reached: 1.5", "");
  }

  @Test
  void aContrastIsFoundByItsName() throws IOException {
    Paired warm = Results.of(RECORDS, "C05").paired("warm-up − constant, weights ×1");
    assertThat(warm.n()).isEqualTo(10);
    assertThat(Text.format("%.3f ± %.3f", warm.mean(), warm.half())).isEqualTo("0.416 ± 0.085");
    // One of ten pairs has no value.
    Results dropout = Results.of(RECORDS, "C11");
    assertThat(dropout.paired("0.5, last layer − none, gap").n()).isEqualTo(9);
    assertThatThrownBy(() -> dropout.paired("0.5, last layer - none, gap"))
        .hasMessageContaining("perhaps '0.5, last layer − none, gap'");
  }

  /** By seed; what the study of these runs would say of them. */
  private static double[] largest(String remedy) throws IOException {
    Measure measure =
        MeasuresTest.measure("largest-rate", "{'grid': [0.0215, 0.0464, 0.1, 0.215, 0.464]}");
    List<Map<TrainConfig, RunRecord>> bySeed =
        List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (String rate : List.of("0.0215", "0.0464", "0.1", "0.215", "0.464")) {
      List<RunRecord> runs = runs("taming-rate", remedy, rate);
      for (int seed = 0; seed < 3; seed++) {
        bySeed.get(seed).put(Patch.config(runs.get(seed).configuration()), runs.get(seed));
      }
    }
    return bySeed.stream()
        .mapToDouble(
            made ->
                measure
                    .of(
                        made.keySet().iterator().next(),
                        new Measure.Runs(0, c -> Optional.ofNullable(made.get(c))))
                    .number())
        .toArray();
  }

  /** The mean, and mean and half the interval of what it is above no remedy. */
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
      assertThat(MeasuresTest.of(MeasuresTest.measure("spikiness", "{}"), run).number())
          .isEqualTo(Math.log10(late.getPercentile(99) / late.getPercentile(50)));
    }
  }
}
