package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.record.Claims;
import deconvlab.record.Copy;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs that an engine makes are those of a runner; what it loses, none of its own is lost by. */
class DispatchTest {
  private static final ImageData IMAGES = TestImages.data();

  @TempDir private Path folder;
  private final List<List<String>> sent = new ArrayList<>();

  /** Makes each run as a worker does, in a store of its own, backwards. */
  private class Engine implements Elsewhere {
    final Store other = Store.at(folder.resolve("other"));
    final RunMaker maker = new RunMaker(other, Device.cpu(), name -> IMAGES);

    @Override
    public void send(List<String> jobs, int threads, Consumer<Returned> back) {
      sent.add(jobs);
      for (int i = jobs.size() - 1; i >= 0; i--) {
        back.accept(made(jobs.get(i)));
      }
    }

    Returned made(String line) {
      try {
        Job job = Json.read(line, Job.class);
        maker.make(job);
        Path file = other.file(key(job));
        if (Files.notExists(file)) {
          file = Path.of(file.toString().replaceFirst("json.gz$", "failed"));
        }
        return new Returned(line, Files.readAllBytes(file), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static RunKey key(Job job) {
    return RunKey.of(
        job.config().toJson(),
        job.seed(),
        IMAGES.pixelsSha256(),
        IMAGES.labelsSha256(),
        job.threads());
  }

  private Store store() {
    return Store.at(folder.resolve("store"));
  }

  private Runner runner() {
    return new Runner(store(), Device.cpu(), name -> IMAGES, 0, StudyListener.NONE);
  }

  private Runner.Result run(Study study, Elsewhere engine) throws IOException {
    return runner().run(List.of(Plan.of(study, "quick")), 0, 1, engine);
  }

  private static Runner.Result done(int runs) {
    return new Runner.Result(new Tally(runs, 0, 0), false);
  }

  @Test
  void allThatCanBeMadeIsSentTogetherAndEqualsWhatARunnerMakes() throws IOException {
    assertThat(run(RunnerTest.study(), new Engine())).isEqualTo(done(4));
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).hasSize(4);
    Store plain = Store.at(folder.resolve("plain"));
    new Runner(plain, Device.cpu(), name -> IMAGES, 0, StudyListener.NONE)
        .run(Plan.of(RunnerTest.study(), "quick"));
    for (RunRecord run : plain.runs()) {
      RunRecord ours = store().find(RunKey.of(run)).orElseThrow();
      assertThat(Repeat.differences(run, ours)).isEmpty();
    }
  }

  @Test
  void whatIsInTheStoreIsNotSentAndWhatAnotherProcessIsAtNeither() throws IOException {
    run(RunnerTest.study().seeds(1), new Engine());
    Plan plan = Plan.of(RunnerTest.study(), "quick");
    Job at = new Job("a", plan.arms().get(0).config(), 1, 1, plan.watch());
    Optional<Claims.Claim> claim = store().claim(key(at));
    sent.clear();
    Engine engine =
        new Engine() {
          @Override
          public void send(List<String> jobs, int threads, Consumer<Returned> back) {
            super.send(jobs, threads, back);
            try {
              claim.get().close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThat(run(RunnerTest.study(), engine)).isEqualTo(done(4));
    assertThat(sent).hasSize(2).allMatch(jobs -> jobs.size() == 1);
    assertThat(sent.get(0).get(0)).contains("high, seed 1");
    assertThat(sent.get(1).get(0)).contains("low, seed 1");
  }

  @Test
  void aTuningIsSentBeforeWhatItChooses() throws IOException {
    String tune =
        "{\"key\": \"optimizer.learningRate\", \"grid\": [0.02, 1e9], \"seeds\": \"7-8\","
            + " \"measure\": \"training-loss\", \"best\": \"least\"}";
    Study study =
        Copy.with(RunnerTest.study(), "tune", Json.bind(Study.json(tune), JsonNode.class, "tune"));
    study = Copy.with(study, "factors", Map.of());
    assertThat(run(study, new Engine())).isEqualTo(done(6));
    assertThat(sent).extracting(List::size).containsExactly(4, 2);
  }

  @Test
  void aRecordThatNotedLessIsSentToNoteBoth() throws IOException {
    run(RunnerTest.study().watch(0, 2), new Engine());
    sent.clear();
    assertThat(run(RunnerTest.study().watch(4, 3), new Engine())).isEqualTo(done(4));
    assertThat(Json.read(sent.get(0).get(0), Job.class).watch().score()).isEqualTo(1);
  }

  @Test
  void aRunThatIsLostOverAndOverIsKeptAsFailedAndTheStudyGoesOn() throws IOException {
    Engine losing =
        new Engine() {
          @Override
          Returned made(String line) {
            return line.contains("high, seed 0")
                ? new Returned(line, new byte[0], "lost 3 times")
                : super.made(line);
          }
        };
    Runner.Result result = run(RunnerTest.study(), losing);
    assertThat(result).isEqualTo(new Runner.Result(new Tally(3, 0, 1), false));
    RunRecord lost = Results.of(store(), "rates").runs(Map.of("rate", "high")).get(0);
    assertThat(lost.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(lost.message()).isEqualTo("lost 3 times");
    assertThat(run(RunnerTest.study(), new Engine())).isEqualTo(done(4));
  }

  @Test
  void aRunThatFailsThereIsARunThatFailed() throws IOException {
    Study study = RunnerTest.study().level("rate", "no images", "validation=4000");
    Runner.Result result = run(study, new Engine());
    assertThat(result).isEqualTo(new Runner.Result(new Tally(4, 0, 2), false));
  }

  @Test
  void anEngineThatStopsEndsTheStudyAndWhatHasLandedStays() throws IOException {
    Engine stopping =
        new Engine() {
          @Override
          Returned made(String line) {
            return line.contains("low, seed 0")
                ? new Returned("", new byte[0], "no room")
                : super.made(line);
          }
        };
    assertThatThrownBy(() -> run(RunnerTest.study(), stopping)).hasMessage("no room");
    assertThat(store().runs()).hasSize(3);
    sent.clear();
    assertThat(run(RunnerTest.study(), new Engine())).isEqualTo(done(4));
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).hasSize(1);
  }

  @Test
  void anotherRunThanTheOneThatWasSentIsRefused() {
    Engine confused =
        new Engine() {
          @Override
          Returned made(String line) {
            Returned right = super.made(line.replace("\"seed\":1", "\"seed\":5"));
            return new Returned(line, right.record(), "");
          }
        };
    assertThatThrownBy(() -> run(RunnerTest.study(), confused))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rates: high, seed 1: run ")
        .hasMessageContaining("the worker has other images of 'made-up' than this machine");
  }

  @Test
  void anInterruptEndsItAndNothingStaysClaimed() throws IOException {
    Elsewhere silent = (jobs, threads, back) -> Thread.currentThread().interrupt();
    assertThat(run(RunnerTest.study(), silent))
        .isEqualTo(new Runner.Result(new Tally(0, 4, 0), true));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(run(RunnerTest.study(), new Engine())).isEqualTo(done(4));
  }
}
