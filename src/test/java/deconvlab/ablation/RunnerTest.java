package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.nn.Torch;
import deconvlab.record.Copy;
import deconvlab.record.Direction;
import deconvlab.record.Images;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.record.Watch;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A runner makes what a store lacks, each run once, and stops, fails and goes on as it should. */
class RunnerTest {
  private static final ImageData IMAGES = TestImages.data();

  @TempDir private Path folder;
  private final Heard heard = new Heard();

  /** Keeps what a study's listener hears. */
  private static class Heard implements StudyListener {
    final List<String> runs = new ArrayList<>();
    final List<String> lines = new ArrayList<>();

    @Override
    public void says(String line) {
      lines.add(line);
    }

    @Override
    public void ended(
        int hand, String run, Outcome outcome, int steps, double seconds, String why) {
      runs.add(run + ": " + outcome);
    }
  }

  private static final StudyListener STOPPING =
      new StudyListener() {
        @Override
        public void stepped(int hand, int steps) {
          if (steps == 3) {
            Thread.currentThread().interrupt();
          }
        }
      };

  static Study study() {
    return Study.of("rates", "Which rate?")
        .base(
            "network.model=cnn",
            "network.width=4",
            "data=made-up",
            "optimizer.name=sgd",
            "validation=40",
            "batch=40",
            "maxSteps=6")
        .level("rate", "low", "optimizer.learningRate=0.01")
        .level("rate", "high", "optimizer.learningRate=1e9")
        .watch(0, 0)
        .seeds(2);
  }

  private Store store() {
    return Store.at(folder);
  }

  private Runner runner(StudyListener listener) {
    return new Runner(Store.at(folder, listener::says), Device.cpu(), name -> IMAGES, 0, listener);
  }

  private Runner.Result run(Study study) throws IOException {
    return runner(heard).run(Plan.of(study, "quick"));
  }

  private static Runner.Result done(int runs) {
    return new Runner.Result(new Tally(runs, 0, 0), false);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyArmRunsWithEverySeedWhateverComesOut() throws IOException {
    assertThat(run(study())).isEqualTo(done(4));
    assertThat(heard.runs)
        .containsExactly(
            "rates: low, seed 0: collapsed",
            "rates: high, seed 0: diverged",
            "rates: low, seed 1: collapsed",
            "rates: high, seed 1: diverged");
    Results results = Results.of(store(), "rates");
    assertThat(results.complete()).isTrue();
    assertThat(results.runs(Map.of("rate", "high")))
        .extracting(RunRecord::seed)
        .containsExactly(0L, 1L);
    assertThat(results.measure("validation-accuracy", Map.of("rate", "high")))
        .containsExactly(10, 10);
  }

  @Test
  void whatIsThereIsNotRunAgainAndAMissingRunIsTheSameAgain() throws IOException {
    run(study());
    heard.runs.clear();
    Path missing = files().get(2);
    RunRecord before = RunFiles.read(missing);
    Files.delete(missing);
    Plan more = Plan.of(study(), "quick", SeedList.parse("3"), Json.object());
    assertThat(runner(heard).count(List.of(more), 0, 1)).isEqualTo(new Tally(3, 3, 0));
    assertThat(run(study())).isEqualTo(done(4));
    assertThat(heard.runs).hasSize(1);
    RunRecord again = RunFiles.read(missing);
    assertThat(Repeat.differences(before, again)).isEmpty();
  }

  @Test
  void anInterruptedStudyGoesOnWhereItWas() throws IOException {
    Runner.Result stopped = runner(STOPPING).run(Plan.of(study(), "quick"));
    assertThat(stopped).isEqualTo(new Runner.Result(new Tally(0, 4, 0), true));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(files().get(0).toString()).endsWith(".interrupted");
    assertThat(checkpoints()).hasSize(1);
    assertThat(run(study())).isEqualTo(done(4));
    assertThat(files()).hasSize(4).allMatch(file -> file.toString().endsWith(".json.gz"));
    assertThat(heard.lines).filteredOn(line -> line.endsWith("goes on after 3 steps")).hasSize(1);
    assertThat(checkpoints()).isEmpty();
    RunRecord resumed = RunFiles.read(files().get(0));
    Files.delete(files().get(0));
    run(study());
    assertThat(Repeat.differences(RunFiles.read(files().get(0)), resumed)).isEmpty();
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
      return files.toList();
    }
  }

  /**
   * Damaged, or of a run that noted something else: it is said, and the run is made all the same.
   */
  @Test
  void aCheckpointThatDoesNotFitIsLeftAndTheRunBeginsAgain() throws IOException {
    stopped(study());
    Path checkpoint = checkpoints().get(0);
    Files.writeString(checkpoint, "a letter to nobody");
    assertThat(run(study())).isEqualTo(done(4));
    assertThat(heard.lines).anyMatch(line -> line.matches(".*is no checkpoint.*begins again.*"));
    String name = checkpoint.getFileName().toString().replace(".ckpt", ".json.gz");
    Path file = folder.resolve("runs").resolve(name);
    RunRecord calm = RunFiles.read(file);
    Files.delete(file);
    stopped(study().watch(2, 0));
    heard.lines.clear();
    assertThat(run(study())).isEqualTo(done(4));
    assertThat(heard.lines).anyMatch(line -> line.matches(".*its run's noting is.*begins again.*"));
    assertThat(Repeat.differences(calm, RunFiles.read(file))).isEmpty();
    assertThat(checkpoints()).isEmpty();
  }

  private void stopped(Study study) throws IOException {
    assertThat(runner(STOPPING).run(Plan.of(study, "quick")).interrupted()).isTrue();
  }

  @Test
  void aRunThatCannotBeginIsKeptWithItsReasonAndTheStudyGoesOn() throws IOException {
    Study study = study().level("rate", "no images", "validation=4000");
    Runner.Result result = run(study);
    assertThat(result).isEqualTo(new Runner.Result(new Tally(4, 0, 2), false));
    assertThat(heard.runs).hasSize(6).contains("rates: no images, seed 1: failed");
    Results results = Results.of(store(), "rates");
    RunRecord failed = results.runs(Map.of("rate", "no images")).get(0);
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.message()).contains("4000");
    assertThat(results.value(measure("validation-accuracy"), results.plan().arms().get(2), 0).why())
        .startsWith("failed: ");
    // The next sitting tries it again.
    heard.runs.clear();
    run(study);
    assertThat(heard.runs).hasSize(2);
  }

  private static Measure measure(String name) {
    return Measures.named(name, Json.object());
  }

  @Test
  void aRunThatNotedLessIsMadeAgainNotingBoth() throws IOException {
    run(study());
    Study looking = study().watch(4, 3);
    heard.runs.clear();
    assertThat(run(looking)).isEqualTo(done(4));
    assertThat(heard.runs).hasSize(4);
    Study other = study().watch(0, 2);
    run(other);
    heard.runs.clear();
    assertThat(run(looking)).isEqualTo(done(4));
    assertThat(run(study())).isEqualTo(done(4));
    assertThat(heard.runs).isEmpty();
    RunRecord both = RunFiles.read(files().get(0));
    assertThat(both.watch().look()).isEqualTo(4);
    assertThat(both.watch().score()).isEqualTo(1);
    assertThat(files()).hasSize(4);
  }

  @Test
  void twoStudiesShareTheRunsThatAreTheSame() throws IOException {
    run(study());
    heard.runs.clear();
    Study other =
        Study.of("other", "And in between?")
            .base("network.model=cnn")
            .base("network.width=4", "data=made-up", "optimizer.name=sgd", "validation=40")
            .base("batch=40", "maxSteps=6")
            .level("speed", "slow", "optimizer.learningRate=0.01")
            .level("speed", "middle", "optimizer.learningRate=0.02")
            .watch(0, 0)
            .seeds(2);
    assertThat(run(other)).isEqualTo(done(4));
    assertThat(heard.runs).hasSize(2).allMatch(run -> run.contains("middle"));
    assertThat(files()).hasSize(6);
  }

  @Test
  void aSearchRunsWhatItNeedsAndNoMore() throws IOException {
    Study study =
        study()
            .contrast(
                Contrast.of(
                        "largest-rate",
                        Map.of("rate", "low"),
                        Direction.GREATER,
                        Map.of("rate", "high"))
                    .with("{\"grid\": [1e-3, 1e-2, 1e-1, 1, 10, 100, 1e9]}"))
            .base("network.batchNorm=true", "maxSteps=40")
            .seeds(1);
    Runner.Result result = run(study);
    assertThat(result.tally().toDo()).isZero();
    // Both arms search the same grid; no arm runs by itself, for nothing looks at one run.
    assertThat(heard.runs.size()).isBetween(2, 3);
    Results results = Results.of(store(), "rates");
    double[] rates =
        results.measure(
            "largest-rate",
            "{\"grid\": [1e-3, 1e-2, 1e-1, 1, 10, 100, 1e9]}",
            Map.of("rate", "low"));
    assertThat(rates[0]).isBetween(-4.0, 2.0);
  }

  @Test
  void whatAnArmChoosesIsTriedFirstOnOtherSeeds() throws IOException {
    String tune =
        "{\"key\": \"optimizer.learningRate\", \"grid\": [0.02, 1e9], \"seeds\": \"7-8\","
            + " \"measure\": \"training-loss\", \"best\": \"least\"}";
    Study study =
        Copy.with(
            study().base("optimizer.momentum=0.5"),
            "tune",
            Json.bind(Study.json(tune), JsonNode.class, "tune"));
    study = Copy.with(study, "factors", Map.of());
    assertThat(run(study)).isEqualTo(done(6));
    assertThat(heard.runs.subList(0, 4)).allMatch(run -> run.contains("learningRate="));
    Results results = Results.of(store(), "rates");
    Tuning tuning = results.tunings().get(0);
    assertThat(tuning.best()).contains(0.02);
    assertThat(tuning.table()).extracting(t -> t.chosen()).containsExactly(true, false);
    assertThat(
            results.runs(Map.of()).get(0).configuration().at("/optimizer/learningRate").asDouble())
        .isEqualTo(0.02);
  }

  @Test
  void shardsDealOutTheSeedsAndTogetherMakeAll() throws IOException {
    Plan plan = Plan.of(study(), "quick", SeedList.parse("3"), Json.object());
    Runner.Result first = runner(heard).run(List.of(plan), 0, 2);
    assertThat(first).isEqualTo(done(4));
    assertThat(heard.runs).hasSize(4).noneMatch(run -> run.contains("seed 1"));
    assertThat(runner(heard).run(List.of(plan), 1, 2)).isEqualTo(done(2));
    assertThat(heard.runs).hasSize(6);
    assertThat(Results.of(store(), "rates").complete()).isTrue();
  }

  @Test
  void runsOfOtherThreadsAreOtherRuns() throws IOException {
    Study two = Copy.with(study(), "threads", 2);
    run(study());
    run(two);
    assertThat(files()).hasSize(8);
    Results results = Results.of(store(), "rates");
    assertThat(results.runs(Map.of("rate", "low")).get(0).platform().threads()).isEqualTo(2);
    assertThat(new HashSet<>(store().runs().stream().map(RunKey::of).toList())).hasSize(8);
  }

  @Test
  void aRunThatIsMadeAndNotThereEndsTheStudy() throws IOException {
    Heard thief =
        new Heard() {
          @Override
          public void ended(int hand, String run, Outcome o, int steps, double s, String why) {
            super.ended(hand, run, o, steps, s, why);
            assertThat(runs).as("handed out again").hasSize(1);
            try {
              Files.delete(files().get(0));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThatThrownBy(() -> runner(thief).run(Plan.of(study(), "quick")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rates: low, seed 0: the run was made, but the store has none of")
        .hasMessageContaining("'made-up'");
  }

  @Test
  void aRunThatFindsNoPlaceInTheStoreEndsTheStudy() throws IOException {
    Files.writeString(folder.resolve("runs"), "a file");
    TrainConfig config = Plan.of(study(), "quick").arms().get(0).config();
    Job job = new Job("a", config, 0, 1, Watch.NONE);
    RunRecord failed = RunMaker.failed(job, IMAGES, Device.cpu(), "died");
    String home = System.setProperty("user.home", folder.resolve("home").toString());
    try {
      assertThatThrownBy(() -> RunMaker.keep(failed, store()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("; the run is in " + folder.resolve("home"));
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void anArmThatCannotBeTimedIsToldAndTheStudyEnds() throws IOException {
    Study study = Copy.with(study().level("rate", "no images", "validation=4000"), "time", 1);
    assertThat(run(study)).isEqualTo(new Runner.Result(new Tally(4, 0, 2), false));
    assertThat(heard.lines).hasSize(2);
    assertThat(heard.lines.get(1)).startsWith("rates: not timed: arm 'no images': ");
    assertThat(Results.of(store(), "rates").costs()).isEmpty();
  }

  @Test
  void costsAreThoseOfTheArmsAsTheyAreNow() throws IOException {
    Study study = Copy.with(study().seeds(1), "time", 1);
    run(study);
    run(study);
    assertThat(heard.lines).containsExactly("rates: timing 2 arms, 1 turns");
    assertThat(Results.of(store(), "rates").costs()).isPresent();
    Study wider = study.base("network.width=5");
    Images images = new Images(IMAGES.pixelsSha256(), IMAGES.labelsSha256(), IMAGES.note());
    Map<String, Images> named = Map.of("made-up", images);
    StoredStudy.of(Plan.of(wider, "quick"), named).keep(store(), line -> {});
    assertThat(Results.of(store(), "rates").costs()).isEmpty();
    run(wider);
    assertThat(heard.lines).hasSize(2);
    assertThat(Results.of(store(), "rates").costs()).isPresent();
  }

  @Test
  void aReportForgetsNoSeedThatWasAskedFor() throws IOException {
    run(study());
    runner(heard).run(Plan.of(study(), "quick", List.of(3L), Json.object()));
    assertThat(Results.of(store(), "rates").plan().seeds()).containsExactly(0L, 1L, 3L);
    assertThat(heard.lines.toString())
        .contains("rates: reports show seeds 0, 1, 3, for seeds 0 to 1 were asked for before");
    run(study().base("maxSteps=5").seeds(1));
    assertThat(Results.of(store(), "rates").plan().seeds()).containsExactly(0L);
    assertThat(heard.lines.get(1)).contains("was another study with seeds 0, 1, 3; reports show");
  }

  /** Three workers, two GPUs: nothing is started, so none need be here. */
  @Test
  void workersAreDealtOutToTheDevices() throws IOException {
    List<Device> gpus = List.of(Device.gpu(0), Device.gpu(2));
    List<String> where = new ArrayList<>();
    List<String> tuned =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(a -> a.startsWith("-XX:"))
            .toList();
    for (Hand hand : new Runner(store(), gpus, name -> IMAGES, 3, heard).hands()) {
      List<String> command = ((WorkerProcess) hand).command();
      // pom.xml has some for this process.
      assertThat(command).containsAll(tuned);
      where.add(command.get(command.size() - 1));
    }
    assertThat(where).containsExactly("gpu:0", "gpu:2", "gpu:0");
    Job job = new Job("a", Plan.of(study(), "quick").arms().get(0).config(), 0, 1, Watch.NONE);
    assertThat(RunMaker.failed(job, IMAGES, Device.gpu(2), "died").platform().device())
        .isEqualTo("gpu(2)");
  }

  @Test
  void asManyWorkersAsDevicesOrCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Device> cpu = List.of(Device.cpu());
    assertThat(Runner.workers(null, 1, cpu)).isEqualTo(cores);
    assertThat(Runner.workers(null, 2 * cores, cpu)).isEqualTo(1);
    assertThat(Runner.workers(1, 1, cpu)).isEqualTo(1);
    List<Device> one = List.of(Device.gpu(0));
    assertThat(Runner.workers(null, 1, one)).isEqualTo(1);
    assertThat(Runner.workers(cores, 1, one)).isEqualTo(cores);
    assertThat(Runner.workers(null, 1, Collections.nCopies(cores + 1, Device.gpu(0))))
        .isEqualTo(cores);
  }

  @Test
  void aWorkerWhoseGpuIsGoneEndsTheStudyWithWords() {
    assumeTrue(Torch.engine().getGpuCount() <= 7, "this machine has eight GPUs");
    Runner runner = new Runner(store(), Device.gpu(7), name -> IMAGES, 1, heard);
    assertThatThrownBy(() -> runner.run(Plan.of(study(), "quick")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("device=gpu:7 is not there");
  }
}
