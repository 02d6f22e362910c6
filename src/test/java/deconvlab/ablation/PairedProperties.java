package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class PairedProperties {
  @Provide
  Arbitrary<double[]> differences() {
    return Arbitraries.doubles().between(-9, 9).array(double[].class).ofMinSize(2).ofMaxSize(14);
  }

  @Provide
  Arbitrary<double[]> shares() {
    return Arbitraries.doubles().between(0, 1).ofScale(3).array(double[].class).ofMaxSize(12);
  }

  @Property(tries = 200)
  void turningEverySignMirrors(
      @ForAll("differences") double[] d, @ForAll @DoubleRange(min = -9, max = 9) double margin) {
    Paired one = new Paired(d);
    Paired other = new Paired(Arrays.stream(d).map(v -> -v).toArray());
    assertThat(other.mean()).isEqualTo(-one.mean());
    assertThat(other.half()).isEqualTo(one.half());
    assertThat(other.flip()).isEqualTo(one.flip());
    assertThat(other.better()).isEqualTo(1 - one.better(), within(1e-12));
    assertThat(other.interquartileMean()).isEqualTo(-one.interquartileMean(), within(1e-12));
    assertThat(other.p(-margin, 0.1)).isEqualTo(one.p(margin, 0.1));
  }

  @Property(tries = 200)
  void everyNumberIsInItsRange(@ForAll("differences") double[] d) {
    Paired paired = new Paired(d);
    double least = Arrays.stream(d).min().orElseThrow();
    double most = Arrays.stream(d).max().orElseThrow();
    assertThat(paired.interquartileMean()).isBetween(least - 1e-12, most + 1e-12);
    assertThat(paired.flip()).isBetween(Math.scalb(2.0, -d.length), 1.0);
    assertThat(paired.p(0, 0.1)).isBetween(0.0, 1.0);
    for (List<Double> bootstrap : paired.bootstrap95().stream().toList()) {
      assertThat(bootstrap.get(0)).isBetween(least - 1e-12, bootstrap.get(1));
      assertThat(bootstrap.get(1)).isLessThanOrEqualTo(most + 1e-12);
    }
  }

  @Property(tries = 200)
  void holmKeepsTheOrderAndNeverLowersAP(@ForAll("shares") double[] p) {
    double[] adjusted = Decision.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]));
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i] < p[j] && adjusted[i] > adjusted[j]).isFalse();
      }
    }
  }
}
