package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.diagnose.SignalProbe;
import deconvlab.diagnose.SignalTable;
import deconvlab.model.NetworkConfig;
import deconvlab.plot.Curves;
import deconvlab.plot.Figure;
import deconvlab.plot.GradientFlow;
import deconvlab.plot.LayerBars;
import deconvlab.plot.LayerGains;
import deconvlab.plot.Panels;
import deconvlab.plot.Pictures;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSoFarTest {
  private static final float GAP = Float.NaN;

  @TempDir Path folder;

  private static Series series(Object... namesAndColumns) {
    Map<String, float[]> columns = new LinkedHashMap<>();
    for (int i = 0; i < namesAndColumns.length; i += 2) {
      columns.put((String) namesAndColumns[i], (float[]) namesAndColumns[i + 1]);
    }
    return new Series(columns);
  }

  /** Every column that pictures ask for exists in the record of a real run. */
  @Test
  void everyPictureOfARunIsDrawnFromItsRecord() throws IOException {
    SignalProbe probe = new SignalProbe(4);
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(4), "made-up")
            .withValidation(40)
            .withBatch(40)
            .withEpochs(2);
    RunOptions options = new RunOptions(Device.cpu(), 1, 1, true);
    RunRecord made;
    try (Training training = new Training(config, TestImages.data(), 3, options, probe)) {
      made = training.run();
    }
    assertThat(made.steps().length()).isEqualTo(18);
    Figure<?> picture = dashboard(RunSoFar.of(made));
    Path file = Pictures.save(picture.draw(), folder.resolve("run.png"));
    assertThat(Files.readAllBytes(file)).isEqualTo(Pictures.png(picture.draw()));
  }

  private static Figure<?> dashboard(RunSoFar run) {
    RunSoFar.ByLayer norms = run.layers(RunRecord.LAYER_NORM);
    RunSoFar.ByLayer ratios = run.layers(RunRecord.UPDATE_RATIO);
    assertThat(ratios.layers()).isEqualTo(norms.layers()).isNotEmpty();
    assertThat(ratios.steps()).hasSize(18).endsWith(17);
    RunSoFar.ByLayer gains = run.probed(SignalTable.GAIN);
    RunSoFar.ByLayer silent = run.probed(SignalTable.SILENT);
    RunSoFar.ByLayer channels = run.probed(SignalTable.DEAD_CHANNELS);
    RunSoFar.ByLayer positions = run.probed(SignalTable.DEAD_POSITIONS);
    int last = positions.values().length - 1;
    return Panels.columns(1)
        .add(Curves.create().add(Curves.Line.of("loss", run.step(RunRecord.LOSS))))
        .add(GradientFlow.over(norms.layers()).addMoments(norms.values()))
        .add(GradientFlow.over(ratios.layers()).addMoments(ratios.values()))
        .add(LayerGains.over(gains.layers()).measured("looks", gains.values()))
        .add(LayerBars.over(silent.layers()).add("silent", silent.values()[0]))
        .add(
            LayerBars.over(channels.layers())
                .add("channels", channels.values()[last])
                .add("positions", positions.values()[last]));
  }

  @Test
  void unknownColumnsListTheNames() {
    RunSoFar run = new RunSoFar(series("loss", new float[] {1, 2}), Series.NONE);
    assertThat(run.step("loss")).containsExactly(1, 2);
    assertThatThrownBy(() -> run.step("los")).hasMessageContaining("no column 'los'");
    assertThatThrownBy(() -> run.layers("update ratio/"))
        .hasMessage("no column begins with 'update ratio/': there are [loss]");
  }

  @Test
  void whatWasNotMeasuredIsEmpty() {
    RunSoFar run = new RunSoFar(Series.NONE, Series.NONE);
    assertThat(run.step("loss")).isEmpty();
    assertThat(run.layers("gain/").layers()).isEmpty();
    assertThat(run.probed("gain/").values()).isEmpty();
  }

  @Test
  void rowsOfOtherMeasurementsAreLeftOut() {
    Series probes =
        series(
            "step", new float[] {0, 16, 10},
            "gain/a", new float[] {GAP, 0.5f, GAP},
            "gain/b", new float[] {1, 2, GAP},
            "gain/never", new float[] {GAP, GAP, GAP},
            "dead/a", new float[] {GAP, GAP, 0.25f});
    RunSoFar run = new RunSoFar(Series.NONE, probes);
    RunSoFar.ByLayer gains = run.probed("gain/");
    assertThat(gains.layers()).containsExactly("a", "b");
    assertThat(gains.steps()).containsExactly(0, 16);
    assertThat(gains.values()).hasDimensions(2, 2);
    assertThat(gains.values()[0]).containsExactly(Double.NaN, 1);
    assertThat(gains.values()[1]).containsExactly(0.5, 2);
    assertThat(run.probed("dead/").steps()).containsExactly(10);
    assertThatThrownBy(() -> run.probed("gian/"))
        .hasMessageContaining("no column begins with 'gian/': there are [step, gain/a,");
  }
}
