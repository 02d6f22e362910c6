package deconvlab.ablation;

import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Stage;
import deconvlab.train.TrainConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Measures that need no training. */
final class CountedMeasures {
  private CountedMeasures() {}

  /** A measure of no run. */
  interface Counted extends Measure {
    @Override
    default int most() {
      return 0;
    }

    @Override
    default Optional<TrainConfig> next(TrainConfig arm, Runs runs) {
      return Optional.empty();
    }

    @Override
    default List<TrainConfig> looked(TrainConfig arm, Runs runs) {
      return List.of();
    }
  }

  /** A count of the network that the arm is left with. */
  record Count(String title, String unit, ToDoubleFunction<NetworkConfig> count)
      implements Counted {
    @Override
    public Value of(TrainConfig arm, Runs runs) {
      return Value.of(count.applyAsDouble(arm.left()));
    }
  }

  /** Millions of multiply-adds for one image forwards, see {@link Stage}. */
  static double multiplyAdds(NetworkConfig network) {
    return Network.of(network, 0).stages().stream().mapToLong(Stage::multiplyAdds).sum() / 1e6;
  }
}
