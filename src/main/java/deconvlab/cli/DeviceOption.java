package deconvlab.cli;

import ai.djl.Device;
import deconvlab.nn.Torch;
import java.util.List;
import picocli.CommandLine.Option;

/** What computes. */
final class DeviceOption {
  @Option(
      names = "--device",
      defaultValue = "best",
      description = {
        "cpu; gpu:N; gpu: the first, a study's workers all in turns;",
        "or best: as gpu if there is one, else cpu (default: ${DEFAULT-VALUE})"
      })
  private String device;

  /** Refuses a name that is none, and a device that is not here. */
  Device device() {
    return Torch.device(device);
  }

  /** As {@link #device}, all that the name stands for. */
  List<Device> devices() {
    return Torch.devices(device);
  }
}
