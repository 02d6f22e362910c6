package deconvlab.cli;

import deconvlab.train.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where and how to run. */
final class WhereOptions {
  @Mixin DeviceOption where;

  @Option(names = "--threads", description = "threads an operation may use (default: all cores)")
  Integer threads;

  @Option(
      names = "--log-every",
      defaultValue = "1",
      description = "steps between two copies from the device (default: ${DEFAULT-VALUE})")
  int logEvery;

  /** Scalars on. */
  RunOptions options(CommandSpec spec) {
    return options(spec, true);
  }

  RunOptions options(CommandSpec spec, boolean scalars) {
    return Usage.of(
        spec,
        () -> {
          int used = threads == null ? RunOptions.defaults().threads() : threads;
          return new RunOptions(where.device(), used, logEvery, scalars);
        });
  }
}
