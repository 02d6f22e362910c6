package deconvlab.cli;

import ai.djl.Device;
import deconvlab.nn.Torch;
import picocli.CommandLine.Option;

/** What computes. */
final class DeviceOption {
  @Option(
      names = "--device",
      defaultValue = "best",
      description = "cpu, gpu, gpu:N, or best: a GPU if there is one (default: ${DEFAULT-VALUE})")
  private String device;

  /** Refuses a name that is none, and a device that is not here. */
  Device device() {
    return Torch.device(device);
  }
}
