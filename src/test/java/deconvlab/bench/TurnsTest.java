package deconvlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void worksTakeTurnsAndEachRoundIsComparedWithItself() {
    List<String> order = new ArrayList<>();
    long[] drift = {100};
    Turns turns =
        Turns.of(
            List.of(
                () -> {
                  order.add("a");
                  return drift[0];
                },
                () -> {
                  order.add("b");
                  drift[0] += 10;
                  return 3 * (drift[0] - 10);
                }),
            2,
            2);
    // A round before the first one counts for nothing.
    assertThat(String.join("", order)).isEqualTo("abbaabbaabba");
    assertThat(turns.nanos()[0]).containsExactly(130, 150);
    double[] ratios = {375.0 / 130, 435.0 / 150};
    assertThat(turns.ratio(1, 0))
        .isEqualTo(new Ratio((ratios[0] + ratios[1]) / 2, ratios[0], ratios[1]));
  }

  @Test
  void everyNetworkIsTimedBesideTheFirst() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, Network> networks = new LinkedHashMap<>();
      networks.put("wide", network(8, manager));
      networks.put("thin", network(2, manager));
      List<PredictBench.Time> times = new PredictBench(2, 3, 1).run(networks, 1);
      assertThat(times).extracting(PredictBench.Time::name).containsExactly("wide", "thin");
      assertThat(times.get(0).ratio()).isEqualTo(new Ratio(1, 1, 1));
      assertThat(times)
          .allMatch(t -> t.picture().median() > 0 && t.ratio().low() <= t.ratio().high());
    }
    assertThatThrownBy(() -> new PredictBench(0, 3, 1)).hasMessageContaining("batch=0 must be in");
    assertThatThrownBy(() -> new PredictBench(1, 2, 1)).hasMessageContaining("rounds=2 must be");
  }

  private static Network network(int width, NDManager manager) {
    return Network.initialised(NetworkConfig.of("ddnet").withWidth(width), 0, manager);
  }
}
