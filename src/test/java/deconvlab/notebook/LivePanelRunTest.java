package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.diagnose.SignalProbe;
import deconvlab.diagnose.SignalTable;
import deconvlab.model.NetworkConfig;
import deconvlab.plot.Curves;
import deconvlab.plot.Figure;
import deconvlab.plot.GradientFlow;
import deconvlab.plot.LayerBars;
import deconvlab.plot.LayerCurves;
import deconvlab.plot.LayerGains;
import deconvlab.plot.Panels;
import deconvlab.plot.Pictures;
import deconvlab.record.RunRecord;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panels of a real run: every column they ask for exists, live and in the record. */
class LivePanelRunTest {
  @TempDir Path folder;

  @Test
  void everyPictureOfARunIsDrawnLiveAndFromItsRecord() throws IOException {
    SignalProbe probe = new SignalProbe(4);
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(4), "made-up")
            .withValidation(40)
            .withBatch(40)
            .withEpochs(2);
    RunOptions options = new RunOptions(Device.cpu(), 1, 1, true);
    RunRecord[] made = new RunRecord[1];
    String printed =
        Printed.by(
            () -> {
              try (Training training = new Training(config, TestImages.data(), 3, options, probe)) {
                made[0] = training.run(LivePanel.of(LivePanelRunTest::dashboard).with(probe));
              }
            });

    assertThat(printed).contains("layers over 1 moments").contains("layers over 18 moments");
    assertThat(made[0].steps().length()).isEqualTo(18);
    Figure<?> last = dashboard(RunSoFar.of(made[0]));
    assertThat(printed).contains(last.alt());
    Path file = Pictures.save(last.draw(), folder.resolve("run.png"));
    assertThat(Files.readAllBytes(file)).isEqualTo(Pictures.png(last.draw()));
  }

  private static Figure<?> dashboard(RunSoFar run) {
    RunSoFar.ByLayer norms = run.layers(RunRecord.LAYER_NORM);
    RunSoFar.ByLayer ratios = run.layers(RunRecord.UPDATE_RATIO);
    RunSoFar.ByLayer gains = run.probed(SignalTable.GAIN);
    RunSoFar.ByLayer silent = run.probed(SignalTable.SILENT);
    RunSoFar.ByLayer channels = run.probed(SignalTable.DEAD_CHANNELS);
    Panels panels =
        Panels.columns(1)
            .add(Curves.create().add(Curves.Line.of("loss", run.step(RunRecord.LOSS))))
            .add(GradientFlow.over(norms.layers()).addMoments(norms.values()))
            .add(LayerCurves.updateRatios(ratios.layers(), ratios.steps(), ratios.values()))
            .add(LayerGains.over(gains.layers()).measured("looks", gains.values()))
            .add(LayerCurves.shares("silent", silent.layers(), silent.steps(), silent.values()));
    if (channels.steps().length > 0) {
      double[][] positions = run.probed(SignalTable.DEAD_POSITIONS).values();
      int last = positions.length - 1;
      panels.add(LayerBars.deadUnits(channels.layers(), channels.values()[last], positions[last]));
    }
    return panels;
  }
}
