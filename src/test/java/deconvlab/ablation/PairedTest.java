package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * References: {@code environment/peers/paired_reference.py} with SciPy 1.17.1, which prints every
 * number of {@link Reference}.
 */
class PairedTest {
  private static final Offset<Double> EXACT = within(1e-12);

  record Reference(
      String name,
      double[] d,
      double low,
      double high,
      double p,
      double flip,
      double standardized,
      double iqm,
      double detectable,
      double bcaLow,
      double bcaHigh) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void oneArmAloneIsHeldAgainstNothing() {
    assertThat(Paired.of(1, 2, 6).mean()).isEqualTo(3, EXACT);
    assertThat(Paired.of(1, 2, 6).half()).isEqualTo(6.572, within(1e-3));
  }

  static List<Reference> references() {
    return List.of(
        new Reference(
            "even",
            new double[] {0.31, -0.12, 0.54, 0.22, 0.09, 0.41, -0.05, 0.37, 0.18, 0.26},
            0.07445558803715455,
            0.3675444119628455,
            0.026928346431960706,
            0.01171875,
            1.078812041359855,
            0.23833333333333337,
            0.3578013377824858,
            0.09305,
            0.3338),
        new Reference(
            "ties",
            new double[] {0.02, 0.0, -0.02, 0.04, 0.02, 0.06, 0.0, 0.04},
            -0.0018921666053422596,
            0.04189216660534226,
            0.01424575304385301,
            0.125,
            0.7637626158259734,
            0.02,
            0.056666910506277555,
            0.0025,
            0.0375),
        new Reference(
            "skewed",
            new double[] {0.1, 0.15, 0.07, 3.2, 0.4, 0.02, 1.1, 0.3, 0.05, 0.6, 0.2, -0.1},
            -0.0691141020169217,
            1.0841141020169216,
            0.10858256112946085,
            0.00390625,
            0.5592130251279162,
            0.20333333333333337,
            1.3605010296669822,
            0.1925,
            1.414831805677714));
  }

  @ParameterizedTest
  @MethodSource("references")
  void agreesWithSciPy(Reference is) {
    Paired paired = new Paired(is.d);
    assertThat(paired.mean() - paired.half()).isEqualTo(is.low, EXACT);
    assertThat(paired.mean() + paired.half()).isEqualTo(is.high, EXACT);
    assertThat(paired.t95())
        .hasValue(List.of(paired.mean() - paired.half(), paired.mean() + paired.half()));
    assertThat(paired.p(0.05, 0)).isEqualTo(is.p, EXACT);
    assertThat(paired.flip()).isEqualTo(is.flip);
    assertThat(paired.standardized()).isEqualTo(is.standardized, EXACT);
    assertThat(paired.interquartileMean()).isEqualTo(is.iqm, EXACT);
    assertThat(paired.detectable(0.05 / 41, 0)).isEqualTo(is.detectable, EXACT);
    // of a million resamples, ends have a standard error of 0.4 % of the interval's width
    List<Double> bca = Bootstrap.interval95(1_000_000, is.d);
    Offset<Double> near = within(0.015 * (is.bcaHigh - is.bcaLow));
    assertThat(bca.get(0)).isEqualTo(is.bcaLow, near);
    assertThat(bca.get(1)).isEqualTo(is.bcaHigh, near);
    assertThat(paired.bootstrap95()).isEqualTo(new Paired(is.d).bootstrap95());
    assertThat(paired.bootstrap95().orElseThrow().get(0)).isBetween(is.low, is.high);
  }

  @Test
  void byHand() {
    Paired paired = Paired.of(new double[] {2, 5, 10}, new double[] {1, 3, 4});
    assertThat(paired.mean()).isEqualTo(3);
    assertThat(paired.deviation()).isEqualTo(Math.sqrt(7), EXACT);
    // t(0.975; 2) = 4.302653, t(0.8; 2) = 1.060660 (any printed table)
    assertThat(paired.half()).isEqualTo(4.302653 * Math.sqrt(7 / 3.0), within(1e-5));
    assertThat(paired.detectable(0.05, 0)).isEqualTo(5.363313 * Math.sqrt(7 / 3.0), within(1e-5));
    // r/√6 = √7 at r = √42; above it, r decides
    assertThat(paired.detectable(0.05, Math.sqrt(168)))
        .isEqualTo(2 * paired.detectable(0.05, 1), EXACT);
    assertThat(paired.flip()).isEqualTo(0.25);
    assertThat(paired.better()).isEqualTo(1);
    assertThat(new Paired(1, 0, 0, -2).better()).isEqualTo(0.5);
    assertThat(new Paired(0, 3, 0, 0.5).better()).isEqualTo(0.75);
    assertThat(new Paired(40, 1, 6, 2).interquartileMean()).isEqualTo(4);
    assertThat(new Paired(3, 1, 8).interquartileMean()).isEqualTo(4);
  }

  @Test
  void howManyPairsWouldDo() {
    // s = 1: (2.2622 + 0.8834)/√10 = 0.9947, (2.3060 + 0.8889)/√9 = 1.0650 (any printed table)
    Paired one = new Paired(0, Math.sqrt(2));
    assertThat(one.enough(1, 0.05, 0)).hasValue(10);
    assertThat(one.enough(-0.9946, 0.05, 0)).hasValue(11);
    assertThat(one.enough(1.06, 0.05, 0)).hasValue(10);
    assertThat(one.enough(5, 0.05, 0)).hasValue(8);
    // r/√6 = 2: (1.9788 + 0.8445)·2/√n ≤ 0.5 from n = 128 on
    assertThat(one.enough(0.5, 0.05, Math.sqrt(24))).hasValue(128);
    assertThat(one.enough(0, 0.05, 0)).isEmpty();
    assertThat(one.enough(0.028, 0.05, 0)).isEmpty();
    assertThat(one.enough(0.0281, 0.05, 0).orElseThrow()).isBetween(9900, 9999);
    assertThat(new Paired(3).enough(1, 0.05, 0)).isEmpty();
    assertThat(new Paired(3, 3).enough(0, 0.05, 0)).hasValue(8);
  }

  @Test
  void saysMeanAndHalf() {
    assertThat(new Paired(0.030, 0.032, 0.031)).hasToString("0.0310 ± 0.0025");
    assertThat(new Paired(-1234, -1210, -1300)).hasToString("−1250 ± 120");
    assertThat(new Paired(0.25, 0.25)).hasToString("0.25 ± 0");
    assertThat(new Paired(0.25)).hasToString("0.25 (n = 1, no interval)");
    assertThat(new Paired()).hasToString("none (n = 0, no interval)");
  }

  @Test
  void ofFewOrEqualValuesSomeThingsCannotBeSaid() {
    Paired none = new Paired();
    assertThat(none.t95()).isEmpty();
    assertThat(DoubleStream.of(none.mean(), none.half(), none.flip(), none.standardized()))
        .containsOnly(Double.NaN);
    assertThat(DoubleStream.of(none.better(), none.interquartileMean(), none.detectable(0.05, 1)))
        .containsOnly(Double.NaN);
    Paired one = new Paired(4);
    assertThat(one.mean()).isEqualTo(4);
    assertThat(one.flip()).isEqualTo(1);
    assertThat(DoubleStream.of(one.half(), one.standardized(), one.detectable(0.05, 0)))
        .containsOnly(Double.NaN);
    assertThat(one.bootstrap95()).isEmpty();
    assertThat(new Paired(1, 2, 3, 4).bootstrap95()).isEmpty();
    assertThat(new Paired(1, 2, 3, 4, 5).bootstrap95()).isPresent();
    // 0.1 ten times: their sum is 0.9999999999999999, their spread is rounding
    double[] tenths = DoubleStream.generate(() -> 0.1).limit(10).toArray();
    Paired equal = new Paired(tenths);
    assertThat(equal.deviation()).isZero();
    assertThat(equal.half()).isZero();
    assertThat(equal.bootstrap95()).isEmpty();
    assertThat(equal.standardized()).isNaN();
    assertThat(equal.flip()).isEqualTo(Math.scalb(2.0, -10));
  }

  @Test
  void refusesWhatCannotBePaired() {
    assertThatThrownBy(() -> Paired.of(new double[2], new double[3]))
        .hasMessage(
            "a has 2 values, b has 3: each needs the value of every seed, in the same order");
    assertThatThrownBy(() -> new Paired(1, Double.NaN))
        .hasMessage("d[1]=NaN must be finite, at most 1.0E100");
    assertThatThrownBy(() -> Paired.of(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
        .hasMessage("d[0]=-Infinity must be finite, at most 1.0E100");
  }

  @Test
  void signFlipsAreCountedAsIfEachWereFormed() {
    Random random = new Random(1);
    for (int n = 1; n <= 12; n++) {
      double[] d = random.doubles(n, -1, 2).map(v -> Math.rint(v * 10) / 10).toArray();
      assertThat(SignFlip.p(d)).as(Arrays.toString(d)).isEqualTo(eachFormed(d));
    }
  }

  private static double eachFormed(double... tenths) {
    long[] d = Arrays.stream(tenths).mapToLong(v -> Math.round(v * 10)).toArray();
    long seen = Math.abs(Arrays.stream(d).sum());
    int reach = 0;
    for (int signs = 0; signs < 1 << d.length; signs++) {
      long sum = 0;
      for (int i = 0; i < d.length; i++) {
        sum += (signs >> i & 1) == 0 ? d[i] : -d[i];
      }
      reach += Math.abs(sum) >= seen ? 1 : 0;
    }
    return (double) reach / (1 << d.length);
  }

  @Test
  void signFlipsAreExactForAsManySeedsAsStudiesUse() {
    // 0.1 + 0.2 − 0.3 is 5.6e-17: 0 but for rounding
    assertThat(SignFlip.p(0.1, 0.2, -0.3)).isEqualTo(1);
    assertThat(SignFlip.p(0, 0, 0)).isEqualTo(1);
    double[] most = new double[SignFlip.MOST];
    Arrays.fill(most, 0.3);
    assertThat(SignFlip.p(most)).isEqualTo(Math.scalb(2.0, -40));
    // 39 of one sign and 1 of the other: 2·(1 + 40) choices reach as far
    most[7] = -0.3;
    assertThat(SignFlip.p(most)).isEqualTo(Math.scalb(82.0, -40));
    assertThat(SignFlip.p(new double[SignFlip.MOST + 1])).isNaN();
  }
}
