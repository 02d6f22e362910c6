package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.JavaProcess;
import deconvlab.record.Copy;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab train --resume} after real kills: the record of a run that nothing has disturbed. */
class ResumeProcessTest {
  private static final String RUN =
      "train --model ddnet --width 4 --batch-norm --dropout 0.2 --data cifar10-mini --batch 32"
          + " --validation 100 --max-steps 400 --seed 3 --augment --optimizer sgd --lr 0.05"
          + " --momentum 0.9 --nesterov --schedule cosine --warmup 20 --threads 1 --device cpu";
  private static final int KILLS = 3;

  @TempDir private Path folder;

  private JavaProcess lab(String line, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.addAll(Arrays.asList(more));
    return JavaProcess.start(folder, Main.class, arguments.toArray(String[]::new));
  }

  private RunRecord whole(JavaProcess lab) throws IOException, InterruptedException {
    assertThat(lab.status()).as(lab.err()).isZero();
    return RunFiles.read(Path.of(lab.out().lines().reduce((a, b) -> b).orElseThrow()));
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
    }
  }

  /** Killed three times at moments that a seed draws, each time in another process. */
  @Test
  void killedAgainAndAgainItEndsInTheSameRecord() throws IOException, InterruptedException {
    RunRecord calm;
    try (JavaProcess lab = lab(RUN, "--store", folder.resolve("calm").toString())) {
      calm = whole(lab);
    }
    Path store = folder.resolve("store");
    Random random = new Random(14);
    Path checkpoint = null;
    for (int kill = 0; kill < KILLS; kill++) {
      String[] begun = {"--store", store.toString(), "--checkpoint-every", "7"};
      String[] resumed = {"train", "--resume", "" + checkpoint, "--checkpoint-every", "7"};
      try (JavaProcess lab =
          kill == 0 ? lab(RUN, begun) : JavaProcess.start(folder, Main.class, resumed)) {
        lab.await("checkpoint: ");
        Path place = store.resolve("checkpoints");
        awaitAnother(checkpoint, place);
        Thread.sleep(random.nextInt(300));
        lab.kill();
        assertThat(files(place)).hasSize(1);
        checkpoint = files(place).get(0);
        assertThat(lab.err()).contains("checkpoint: ").contains(" (every 7 steps)");
      }
    }
    try (JavaProcess lab = lab("train --resume", checkpoint.toString())) {
      RunRecord record = whole(lab);
      RunRecord timed = Copy.with(record, "seconds", calm.seconds());
      assertThat(Copy.with(timed, "started", calm.started())).isEqualTo(calm);
      assertThat(files(store)).filteredOn(Files::isRegularFile).hasSize(1);
      assertThat(checkpoint).doesNotExist();
    }
  }

  /** Waits until a process has gone on past its checkpoint. */
  private static void awaitAnother(Path checkpoint, Path place)
      throws IOException, InterruptedException {
    FileTime before = checkpoint == null ? null : Files.getLastModifiedTime(checkpoint);
    for (int i = 0; i < 20_000; i++) {
      boolean there = Files.exists(place) && !files(place).isEmpty();
      if (there && !Files.getLastModifiedTime(files(place).get(0)).equals(before)) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("no checkpoint in " + place);
  }

  @Test
  void ctrlCLeavesACheckpointAndSaysHowToGoOn() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/bin/kill")), "no kill here");
    assumeTrue(!TrainProcessTest.interruptIgnored(), "this process was started to ignore Ctrl-C");
    Path store = folder.resolve("store");
    Path checkpoint;
    try (JavaProcess lab = lab(RUN, "--store", store.toString())) {
      lab.await("step   100");
      lab.interrupt();
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      checkpoint = files(store.resolve("checkpoints")).get(0);
      assertThat(lab.err())
          .contains("checkpoint: " + checkpoint + " (one a minute)")
          .contains("to go on: environment/lab train --resume " + checkpoint);
    }
    try (JavaProcess lab = lab("train --epochs 3 --resume", checkpoint.toString(), "--lr", "1")) {
      assertThat(lab.status()).isEqualTo(2);
      assertThat(lab.err()).contains("leave out --epochs, --lr");
    }
    try (JavaProcess lab = lab("train --resume", checkpoint.toString(), "--json")) {
      assertThat(whole(lab).steps().length()).isEqualTo(400);
      assertThat(lab.out()).startsWith("{").contains("\"steps\":400");
    }
    Files.writeString(checkpoint, "a letter");
    try (JavaProcess lab = lab("train --resume", checkpoint.toString())) {
      assertThat(lab.status()).isEqualTo(2);
      assertThat(lab.err()).contains(checkpoint + " is no checkpoint").doesNotContain("\tat ");
    }
  }
}
