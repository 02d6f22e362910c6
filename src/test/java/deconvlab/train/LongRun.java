package deconvlab.train;

import deconvlab.model.NetworkConfig;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A run in a process of its own: prints a hash of every bit of its series, its last loss and how
 * many MB the process grew between step 200 and step 700.
 */
final class LongRun {
  static final int STEPS = 700;
  private static final Path STATUS = Path.of("/proc/self/status");

  private LongRun() {}

  public static void main(String[] args) {
    NetworkConfig network =
        NetworkConfig.of("stack")
            .withWidth(4)
            .withStack(2, "zigzag")
            .withBatchNorm(true)
            .withDropout(0.2, "after-norm");
    TrainConfig config = Runs.config(network, STEPS);
    double[] megabytes = new double[STEPS];
    TrainListener memory =
        new TrainListener() {
          @Override
          public void steps(List<StepResult> results) {
            results.forEach(r -> megabytes[r.step()] = r.step() % 100 == 99 ? resident() : 0);
          }
        };
    RunRecord record = Runs.run(config, Long.parseLong(args[0]), memory);
    Series steps = record.steps();
    long hash = 0;
    for (String name : steps.names()) {
      hash = 31 * hash + Arrays.hashCode(steps.get(name));
    }
    System.out.println("bits " + hash);
    System.out.println("loss " + steps.get(RunRecord.LOSS)[STEPS - 1]);
    System.out.println("grown " + (megabytes[STEPS - 1] - megabytes[199]));
  }

  /** Resident memory in MB; 0 where the system does not tell. */
  private static double resident() {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
