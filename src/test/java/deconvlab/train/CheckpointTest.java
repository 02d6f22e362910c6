package deconvlab.train;

import static deconvlab.TensorAsserts.assertBitEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.diagnose.SignalProbe;
import deconvlab.model.Network;
import deconvlab.record.Copy;
import deconvlab.record.Finding;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is stopped anywhere and goes on leaves what an undisturbed one leaves, bit by bit. */
class CheckpointTest {
  private static final ImageData DATA = few(TestImages.data());
  private static final int SEED = 14;
  private static final int TRIES = 5;
  private static final String GAME =
      "network.model=generator network.kernel=4 network.latent=6 network.dropout=0"
          + " loss.crossEntropy=0";

  @TempDir private Path folder;

  /** What has a state of any kind; epochs of 9 steps, of 5 where a critic takes two a step. */
  enum Setup {
    MOMENTUM(
        5,
        "optimizer.name=sgd optimizer.learningRate=0.05 optimizer.momentum=0.9"
            + " optimizer.nesterov=true schedule.type=cosine schedule.warmup=5 penalty.l1=1e-5"
            + " penalty.l2=1e-3 clip.type=norm clip.limit=1 augment=true augmentation.rotate=10"
            + " augmentation.cutout=8"),
    ADAM(4, "optimizer.epsilon=1e-6 loss.labelSmoothing=0.1 schedule.type=one-cycle"),
    ADAMW(0, "optimizer.name=adamw optimizer.weightDecay=0.01 memoryFormat=channels-last"),
    RMSPROP(0, "optimizer.name=rmsprop imbalance.ratio=4 imbalance.remedy=resample dropLast=true"),
    SPECTRAL(0, GAME + " adversary.game=hinge adversary.constraint=spectral"),
    PENALTY(
        0,
        GAME
            + " adversary.game=wasserstein adversary.constraint=gradient-penalty"
            + " adversary.strength=10 adversary.steps=2"),
    PRUNED(
        3, "shrink.prune=layer shrink.share=0.5 shrink.at=0.5 shrink.bits=4 shrink.scale=channel"),
    FEWER(0, "shrink.prune=channels shrink.share=0.5 shrink.at=0.4 optimizer.name=sgd"),
    CODED(
        6,
        "network.model=vae network.latent=3 network.dropoutPlace=before-norm loss.crossEntropy=0"
            + " loss.mse=1 loss.kl=1e-3 loss.klWarmup=7"),
    RESTORED(
        9,
        "network.model=restorer loss.crossEntropy=0 loss.mse=1 degrade.kind=noise"
            + " degrade.level=25 network.dropout=0"),
    READ_LATE(6, "optimizer.name=sgd optimizer.learningRate=2 penalty.l2=1e-4");

    private final int score;
    private final String settings;

    Setup(int score, String settings) {
      this.score = score;
      this.settings = settings;
    }

    TrainConfig config() {
      String base =
          "network.width=4 network.batchNorm=true network.dropout=0.2 data=made-up validation=10"
              + " batch=10 epochs=2 optimizer.learningRate=3e-3 ";
      return Patch.config(Patch.parse((base + settings).split(" ", -1)));
    }

    RunOptions options() {
      return new RunOptions(Runs.OPTIONS.device(), 1, this == READ_LATE ? 4 : 1, true, score);
    }
  }

  /** 100 to train, 20 to test: what is saved and read again does not grow with them. */
  private static ImageData few(ImageData data) {
    ImageSet train = data.train().pick(IntStream.range(0, 100).toArray());
    ImageSet test = data.test().pick(IntStream.range(0, 20).toArray());
    return Copy.with(Copy.with(data, "train", train), "test", test);
  }

  /** As {@link SignalProbe}, and told of every step before it is made. */
  private record Told(SignalProbe probe, IntConsumer step) implements Probe {
    @Override
    public void begins(Network network) {
      probe.begins(network);
    }

    @Override
    public void resumes(Series before, List<StepResult> steps) {
      probe.resumes(before, steps);
    }

    @Override
    public boolean wants(int number) {
      step.accept(number);
      return probe.wants(number);
    }

    @Override
    public void look(Look look) {
      probe.look(look);
    }

    @Override
    public void steps(List<StepResult> results) {
      probe.steps(results);
    }

    @Override
    public void epochEnded(int made, SplitView split) {
      probe.epochEnded(made, split);
    }

    @Override
    public Series probes() {
      return probe.probes();
    }

    @Override
    public List<Finding> findings(RunRecord run) {
      return probe.findings(run);
    }
  }

  private Training training(Setup setup, Saving saving, IntConsumer step) {
    Told probe = new Told(new SignalProbe(4), step);
    return new Training(setup.config(), DATA, SEED, setup.options().withSaving(saving), probe);
  }

  private static void assertSame(RunRecord found, RunRecord calm) {
    assertThat(found.steps()).isEqualTo(calm.steps());
    assertThat(found.probes()).isEqualTo(calm.probes());
    RunRecord timed = Copy.with(found, "seconds", calm.seconds());
    assertThat(Copy.with(timed, "started", calm.started())).isEqualTo(calm);
  }

  private static void assertSame(Training found, Training calm) {
    calm.network()
        .arrays()
        .forEach(
            (name, one) ->
                assertBitEqual(found.network().arrays().get(name).getArray(), one.getArray()));
  }

  @ParameterizedTest
  @EnumSource(Setup.class)
  void killedAtRandomStepsItLeavesTheSameRecord(Setup setup) throws IOException {
    Path file = folder.resolve("run.ckpt");
    try (Training calm = training(setup, Saving.NONE, step -> {})) {
      RunRecord expected = calm.run();
      Set<Integer> kills =
          new Random(SEED)
              .ints(1, calm.steps())
              .distinct()
              .limit(TRIES)
              .boxed()
              .collect(Collectors.toSet());
      // What a kill in the middle of a step would leave: the checkpoint before it.
      IntConsumer step =
          number -> {
            if (kills.contains(number) && Files.exists(file)) {
              copy(file, folder.resolve(number + ".ckpt"));
            }
          };
      try (Training whole = training(setup, new Saving(file, 1, ""), step)) {
        assertSame(whole.run(), expected);
      }
      for (int kill : kills) {
        Path killed = folder.resolve(kill + ".ckpt");
        if (Files.exists(killed)) {
          goesOn(setup, killed, calm, expected);
        }
      }
      goesOn(setup, file, calm, expected);
    }
  }

  private void goesOn(Setup setup, Path file, Training calm, RunRecord expected)
      throws IOException {
    Checkpoint from = Checkpoint.read(file);
    assertThat(from.config()).isEqualTo(setup.config());
    int[] first = {-1};
    IntConsumer step = number -> first[0] = first[0] < 0 ? number : first[0];
    try (Training rest = training(setup, Saving.NONE, step)) {
      rest.resume(from);
      assertSame(rest.run(), expected);
      assertSame(rest, calm);
    }
    assertThat(first[0]).isEqualTo(from.steps() == calm.steps() ? -1 : from.steps());
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An interrupt may come between two reads of the device, or while images are scored. */
  @ParameterizedTest
  @EnumSource(Setup.class)
  void interruptedAgainAndAgainItLeavesTheSameRecord(Setup setup) throws IOException {
    Random random = new Random(SEED + 1);
    Path file = folder.resolve("run.ckpt");
    try (Training calm = training(setup, Saving.NONE, step -> {})) {
      RunRecord expected = calm.run();
      RunRecord last = null;
      for (int done = 0; last == null || last.outcome() == Outcome.INTERRUPTED; ) {
        int stop = done + random.nextInt(6);
        IntConsumer step =
            number -> {
              if (number == stop) {
                Thread.currentThread().interrupt();
              }
            };
        try (Training part = training(setup, new Saving(file, 1000, ""), step)) {
          if (done > 0) {
            part.resume(Checkpoint.read(file));
          }
          last = part.run();
          assertThat(Thread.interrupted()).isFalse();
          assertThat(last.steps().length()).isGreaterThanOrEqualTo(done);
          done = last.steps().length();
          if (last.outcome() != Outcome.INTERRUPTED) {
            assertSame(part, calm);
          }
        }
      }
      assertSame(last, expected);
    }
  }

  private Checkpoint saved(Setup setup, Path file) throws IOException {
    try (Training part = training(setup, new Saving(file, 10, "x"), step -> {})) {
      part.run();
    }
    return Checkpoint.read(file);
  }

  @Test
  void oneFileIsKeptAndOneThatIsDamagedIsRefusedByName() throws IOException {
    Path file = folder.resolve("deep/run.ckpt");
    assertThat(saved(Setup.ADAM, file).steps()).isEqualTo(10);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[i < 90 ? i : random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, damaged);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file.toString());
      Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertThatThrownBy(() -> Checkpoint.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file.toString());
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageContaining("is damaged, its bytes are not those that were written");
    Files.writeString(file, "a letter to nobody");
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("is no checkpoint");
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    String newer = text.replaceFirst("checkpoint 1 ", "checkpoint 2 ");
    Files.write(file, newer.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessage(
            file
                + ": format=2, this version reads checkpoints of format 1: go on with the version"
                + " that wrote it");
  }

  @Test
  void anotherRunsIsRefusedAndChangesNothing() throws IOException {
    Path file = folder.resolve("run.ckpt");
    Checkpoint good = saved(Setup.ADAM, file);
    Checkpoint.About about = good.about();
    RunRecord run = about.run();
    try (Training calm = training(Setup.ADAM, Saving.NONE, step -> {});
        Training other = training(Setup.ADAM, new Saving(file, 0, "x"), step -> {})) {
      refused(other, with(good, "run", Copy.with(run, "seed", 3L)), "seed is 3, here it is 14");
      refused(
          other,
          with(good, "run", Copy.with(run, "configuration", Setup.ADAMW.config().toJson())),
          "configuration is");
      refused(other, with(good, "noted", "y"), "noting is y, here it is x");
      refused(other, with(good, "scoreEvery", 3), "steps between two scores is 3, here it is 4");
      refused(other, with(good, "logEvery", 3), "steps between two copies");
      refused(other, with(good, "scalars", false), "noting of scalars is false");
      for (String field : List.of("code", "library", "cpu", "device")) {
        RunRecord there = Copy.with(run, "platform", Copy.with(run.platform(), field, "elsewhere"));
        refused(other, with(good, "run", there), " is elsewhere, here it is ");
      }
      RunRecord two = Copy.with(run, "platform", Copy.with(run.platform(), "threads", 2));
      refused(other, with(good, "run", two), "threads is 2, here it is 1: go on where");
      RunRecord foreign = Copy.with(run, "data", Copy.with(run.data(), "pixelsSha256", "00"));
      refused(other, with(good, "run", foreign), "its run trains on other images than 'made-up'");
      List<String> names = about.names().stream().map(n -> n.replace("conv1", "first")).toList();
      refused(other, with(good, "names", names), "it holds [first.weight");
      assertSame(other.run(), calm.run());
    }
    try (Training other = training(Setup.ADAM, new Saving(file, 0, "x"), step -> {})) {
      other.run();
      refused(other, good, "comes after a run");
    }
  }

  private static Checkpoint with(Checkpoint good, String component, Object value) {
    return new Checkpoint(good.file(), Copy.with(good.about(), component, value), good.arrays());
  }

  private static void refused(Training training, Checkpoint checkpoint, String why) {
    assertThatThrownBy(() -> training.resume(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(checkpoint.file().toString())
        .hasMessageContaining(why);
  }

  /** A disk that is full, here a file in the folder's place, costs the checkpoint alone. */
  @Test
  void whereNothingCanBeWrittenTheRunGoesOn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve("run.ckpt");
    try (Training part = training(Setup.ADAM, new Saving(file, 5, ""), step -> {})) {
      assertThat(part.run().steps().length()).isEqualTo(part.steps());
    }
  }

  @Test
  void whatCouldNotBeReadAgainIsNotWritten() throws IOException {
    Checkpoint from = saved(Setup.ADAM, folder.resolve("run.ckpt"));
    int size = Math.toIntExact(Files.size(from.file()));
    Path other = folder.resolve("other.ckpt");
    Checkpoint copy = new Checkpoint(other, from.about(), from.arrays());
    assertThatThrownBy(() -> copy.write(size - 1))
        .isInstanceOf(IOException.class)
        .hasMessage(
            Text.format("%s would have %,d bytes, at most %,d are read", other, size, size - 1));
    assertThat(other).doesNotExist();
    copy.write(size);
    assertThat(other).hasSameBinaryContentAs(from.file());
  }

  @Test
  void whereACheckpointFitsInNoMemoryTheRunGoesOn() {
    Saver saver = new Saver(new Saving(folder.resolve("run.ckpt"), 1, ""));
    List<Integer> tries = new ArrayList<>();
    for (int done = 1; done <= 2; done++) {
      int now = done;
      Supplier<Checkpoint> large =
          () -> {
            tries.add(now);
            throw new OutOfMemoryError("Java heap space");
          };
      assertThatCode(() -> saver.after(now, large)).doesNotThrowAnyException();
    }
    assertThat(tries).containsExactly(1, 2);
  }

  @Test
  void aProbeThatCannotGoOnIsRefusedBeforeAnythingHasBegun() throws IOException {
    Checkpoint from = saved(Setup.ADAM, folder.resolve("run.ckpt"));
    Probe other =
        new Probe() {
          @Override
          public boolean wants(int step) {
            return false;
          }

          @Override
          public void look(Look look) {}

          @Override
          public Series probes() {
            return Series.NONE;
          }

          @Override
          public List<Finding> findings(RunRecord run) {
            return List.of();
          }
        };
    RunOptions how = Setup.ADAM.options().withSaving(new Saving(null, 0, "x"));
    try (Training rest = new Training(Setup.ADAM.config(), DATA, SEED, how, other)) {
      rest.resume(from);
      assertThatThrownBy(rest::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot go on where another one stopped");
    }
  }
}
