package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices by name, threads, the gradient mode. */
class TorchTest {
  @Test
  void devicesThatAreThere() {
    assertThat(Torch.device("cpu")).isEqualTo(Device.cpu());
    boolean gpu = Torch.engine().getGpuCount() > 0;
    assertThat(Torch.device("best")).isEqualTo(gpu ? Device.gpu() : Device.cpu());
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
