package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices by name, threads, the gradient mode. */
class TorchTest {
  @Test
  void devicesThatAreThere() {
    assertThat(Torch.device("cpu")).isEqualTo(Device.cpu());
    boolean gpu = Torch.engine().getGpuCount() > 0;
    assertThat(Torch.device("best")).isEqualTo(gpu ? Device.gpu() : Device.cpu());
  }

  /** On a machine that shows three GPUs, whatever this one shows. */
  @Test
  void gpusByName() {
    List<Device> all = List.of(Device.gpu(0), Device.gpu(1), Device.gpu(2));
    assertThat(Torch.devices("gpu", 3)).isEqualTo(all);
    assertThat(Torch.devices("best", 3)).isEqualTo(all);
    assertThat(Torch.devices("gpu:2", 3)).containsExactly(Device.gpu(2));
    assertThat(Torch.devices("cpu", 3)).containsExactly(Device.cpu());
    assertThat(Torch.devices("best", 0)).containsExactly(Device.cpu());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu:7 | 2 | device=gpu:7 is not there: this machine and library show cpu and gpu:0 to gpu:1",
        "gpu:1 | 1 | device=gpu:1 is not there: this machine and library show cpu and gpu:0",
        "gpu   | 0 | device=gpu is not there: this machine and library show no GPU, only cpu",
        "gpu:-1| 2 | device=gpu:-1 is unknown: use cpu, gpu, gpu:N or best; this machine and library"
            + " show cpu and gpu:0 to gpu:1"
      })
  void gpusThatAreNotThere(String name, int gpus, String message) {
    assertThatThrownBy(() -> Torch.devices(name, gpus))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "gpu:", "gpu:-1", "gpu:x", "cuda:0", "", "CPU"})
  void unknownDevices(String name) {
    assertThatThrownBy(() -> Torch.device(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("device=" + name + " is unknown: use cpu, gpu, gpu:N or best; ")
        .hasMessageContaining("this machine and library show ");
  }

  @Test
  void aGpuThatIsNotThere() {
    int gpus = Torch.engine().getGpuCount();
    assertThatThrownBy(() -> Torch.device("gpu:9999"))
        .hasMessageContaining("device=gpu:9999 is not there")
        .hasMessageContaining("show " + (gpus == 0 ? "no GPU" : "cpu and gpu:0"));
    assumeTrue(gpus == 0, "this machine has a GPU");
    assertThatThrownBy(() -> Torch.device("gpu"))
        .hasMessage("device=gpu is not there: this machine and library show no GPU, only cpu");
  }

  @Test
  void threads() {
    int before = Torch.threads();
    assertThat(Torch.<Integer>withThreads(before + 1, Torch::threads)).isEqualTo(before + 1);
    assertThat(Torch.threads()).isEqualTo(before);
    assertThatThrownBy(
            () ->
                Torch.withThreads(
                    before + 1,
                    () -> {
                      throw new IllegalStateException("inside");
                    }))
        .hasMessage("inside");
    assertThat(Torch.threads()).isEqualTo(before);
  }

  @Test
  void theGradientModeComesBackEvenAfterAnError() {
    Torch.engine();
    boolean before = JniUtils.isGradMode();
    for (boolean mode : new boolean[] {true, false}) {
      JniUtils.setGradMode(mode);
      assertThat(Torch.withoutGradients(JniUtils::isGradMode)).isFalse();
      assertThat(JniUtils.isGradMode()).isEqualTo(mode);
      assertThatThrownBy(
              () ->
                  Torch.withoutGradients(
                      () -> {
                        throw new IllegalStateException("inside");
                      }))
          .hasMessage("inside");
      assertThat(JniUtils.isGradMode()).isEqualTo(mode);
    }
    JniUtils.setGradMode(before);
  }
}
