package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.diagnose.SignalTable;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study runs what its store lacks and nothing else. */
class StudyRunnerTest {
  private static final RunOptions OPTIONS = new RunOptions(Device.cpu(), 1, 1, true);
  private static final NetworkConfig CNN = NetworkConfig.of("cnn").withWidth(4);

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  private static TrainConfig config(double rate) {
    return TrainConfig.of(CNN, "made-up")
        .withOptimizer(OptimizerConfig.of("sgd", rate))
        .withValidation(40)
        .withBatch(40)
        .withMaxSteps(6);
  }

  private static Study study(Watch watch) {
    Arm low = new Arm("rate 0.01", config(0.01));
    Arm high = new Arm("rate 1e9", config(1e9));
    return new Study("rates", "Which rate?", 2, watch, List.of(low, high));
  }

  private StudyRunner runner(ImageData images) {
    return new StudyRunner(Store.at(folder), OPTIONS, name -> images, log::add);
  }

  private StudyRunner.Result run(Study study) throws IOException {
    return runner(TestImages.data()).run(study, study.seeds());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("rates"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyArmRunsWithEverySeedWhateverComesOut() throws IOException {
    Study study = study(Watch.STEPS);
    assertThat(run(study)).isEqualTo(new StudyRunner.Result(new Tally(4, 0, 0), false));
    assertThat(files()).hasSize(4);
    assertThat(log).hasSize(4);
    assertThat(log.get(0)).startsWith("rates: rate 0.01, seed 0: ");
    assertThat(log.get(1)).startsWith("rates: rate 1e9, seed 0: diverged after ");
    List<RunRecord> runs = Store.at(folder).runs(study, "rate 0.01");
    assertThat(runs).extracting(RunRecord::seed).containsExactly(0L, 1L);
    assertThat(runs.get(0).steps().names())
        .containsExactly(
            RunRecord.LOSS,
            RunRecord.RATE,
            RunRecord.NORM,
            RunRecord.CLIPPED_NORM,
            RunRecord.SHARE_CLIPPED);
    assertThat(runs.get(0).probes().names()).isEmpty();
    assertThat(Store.at(folder).runs(study, "rate 1e9").get(1).outcome())
        .isEqualTo(Outcome.DIVERGED);
  }

  @Test
  void whatIsThereIsNotRunAgain() throws IOException {
    Study study = study(Watch.STEPS);
    run(study);
    Path missing = Store.at(folder).file(study, study.arms().get(1), 0);
    RunRecord before = RunFiles.read(missing);
    Files.delete(missing);
    assertThat(runner(TestImages.data()).count(study, 3)).isEqualTo(new Tally(3, 3, 0));
    log.clear();
    assertThat(run(study).tally()).isEqualTo(new Tally(4, 0, 0));
    assertThat(log).hasSize(1);
    assertThat(RunFiles.read(missing).steps()).isEqualTo(before.steps());
  }

  @Test
  void anInterruptedStudyGoesOnWhereItWas() throws IOException {
    Study study = study(Watch.STEPS);
    StudyRunner stopped =
        new StudyRunner(
            Store.at(folder),
            OPTIONS,
            name -> TestImages.data(),
            line -> Thread.currentThread().interrupt());
    assertThat(stopped.run(study, 2)).isEqualTo(new StudyRunner.Result(new Tally(1, 3, 0), true));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run(study).tally()).isEqualTo(new Tally(4, 0, 0));
    assertThat(log).hasSize(3);
  }

  @Test
  void aRunThatIsInterruptedIsKeptBesideUntilItIsDone() throws IOException {
    Study study = study(Watch.STEPS);
    StudyRunner stopped =
        new StudyRunner(
            Store.at(folder),
            OPTIONS,
            name -> {
              Thread.currentThread().interrupt();
              return TestImages.data();
            },
            log::add);
    assertThat(stopped.run(study, 2)).isEqualTo(new StudyRunner.Result(new Tally(0, 4, 0), true));
    assertThat(files()).hasSize(1);
    assertThat(files().get(0).toString()).endsWith(".interrupted");
    run(study);
    assertThat(files()).hasSize(4).allMatch(f -> f.toString().endsWith(".json"));
  }

  @Test
  void aDamagedRecordIsReportedSetAsideAndMadeAgain() throws IOException {
    Study study = study(Watch.STEPS);
    run(study);
    Path file = Store.at(folder).file(study, study.arms().get(0), 1);
    Files.writeString(file, Files.readString(file).substring(0, 300));
    assertThatThrownBy(() -> Store.at(folder).runs(study, "rate 0.01"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    log.clear();
    assertThat(run(study).tally()).isEqualTo(new Tally(4, 0, 0));
    assertThat(log).hasSize(3);
    assertThat(log.get(0)).contains(file.toString()).contains("not a whole run record");
    assertThat(log.get(1)).startsWith("set aside as ").endsWith(".json.damaged");
    assertThat(files()).hasSize(5);
  }

  @Test
  void aFailedRunIsCountedAndTheNextOneBegins() throws IOException {
    ImageSet train = TestImages.data().train();
    byte[] labels = train.labels();
    labels[labels.length - 1] = 10;
    List<String> eleven = new ArrayList<>(train.classes());
    eleven.add("k");
    ImageData odd =
        new ImageData(
            "made-up",
            new ImageSet(train.pixels(), labels, eleven),
            TestImages.data().test(),
            "0".repeat(64),
            "1".repeat(64),
            "3".repeat(64),
            "noise");
    Arm arm = new Arm("all", config(0.01).withValidation(0).withBatch(400));
    Study study = new Study("rates", "Which rate?", 2, Watch.STEPS, List.of(arm));
    assertThat(runner(odd).run(study, 2).tally()).isEqualTo(new Tally(0, 2, 2));
    assertThat(files()).allMatch(f -> f.toString().endsWith(".failed"));
    assertThat(log.get(1)).contains("seed 1: failed");
  }

  @Test
  void otherImagesAreRefused() throws IOException {
    Study study = study(Watch.STEPS);
    run(study);
    ImageData here = TestImages.data();
    for (String[] hashes :
        new String[][] {
          {"2".repeat(64), here.labelsSha256()},
          {here.pixelsSha256(), "4".repeat(64)}
        }) {
      ImageData other =
          new ImageData(
              "made-up", here.train(), here.test(), "0".repeat(64), hashes[0], hashes[1], "noise");
      assertThatThrownBy(() -> runner(other).run(study, 2))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was made on other images than 'made-up' holds here");
    }
  }

  @Test
  void looksAndScoresAreKept() throws IOException {
    Study study = study(Watch.STEPS.withLooks(3).withScores(2));
    run(study);
    RunRecord run = Store.at(folder).runs(study, "rate 0.01").get(0);
    assertThat(run.probes().names())
        .startsWith(RunRecord.PROBE_STEP, RunRecord.LOSS, SignalTable.SLOPE)
        .contains(SignalTable.GRADIENT_NORM + "conv1")
        .noneMatch(name -> name.startsWith(SignalTable.HISTOGRAM));
    assertThat(run.scores().stream().filter(s -> s.split().equals("train")).map(Score::step))
        .containsExactly(2, 4, 6);
  }
}
