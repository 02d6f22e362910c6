import ai.djl.Device;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.train.Checkpoint;
import deconvlab.train.Look;
import deconvlab.train.Probe;
import deconvlab.train.RunOptions;
import deconvlab.train.Saving;
import deconvlab.train.StepResult;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a checkpoint costs: milliseconds between the end of the last step but one and the begin of
 * the last one, with a checkpoint in between and without, in turns; its bytes; milliseconds to go on
 * from it.
 *
 * <p>{@code java -cp "target/deconv-lab.jar:target/lib/*" environment/peers/CheckpointCost.java
 * MODEL WIDTH STEPS ROUNDS}, in a built checkout. Batches of 8: what a checkpoint holds does not
 * depend on them. Medians of the rounds.
 */
public class CheckpointCost {
  /** Notes the pauses between steps; looks at none. */
  private static final class Pauses implements Probe {
    final List<Double> millis = new ArrayList<>();
    long ended;

    @Override
    public boolean wants(int step) {
      if (ended != 0) {
        millis.add((System.nanoTime() - ended) / 1e6);
      }
      return false;
    }

    @Override
    public void steps(List<StepResult> results) {
      ended = System.nanoTime();
    }

    @Override
    public void look(Look look) {}

    @Override
    public void resumes(Series before, List<StepResult> steps) {}

    @Override
    public Series probes() {
      return Series.NONE;
    }

    @Override
    public List<Finding> findings(RunRecord run) {
      return List.of();
    }
  }

  public static void main(String[] args) throws Exception {
    int steps = Integer.parseInt(args[2]);
    TrainConfig config =
        TrainConfig.of(
                NetworkConfig.of(args[0]).withWidth(Integer.parseInt(args[1])), "cifar10-mini")
            .withBatch(8)
            .withEpochs(1000)
            .withValidation(0)
            .withMaxSteps(steps);
    ImageData data = Datasets.load("cifar10-mini");
    Path folder = Files.createTempDirectory("checkpoint");
    Path file = folder.resolve("run.ckpt");
    List<Double> plain = new ArrayList<>();
    List<Double> saved = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      plain.add(pause(config, data, Saving.NONE));
      saved.add(pause(config, data, new Saving(file, steps - 1, "")));
      RunOptions how = new RunOptions(Device.cpu(), 1, 1, true);
      try (Training rest = new Training(config, data, 0, how, new Pauses())) {
        long made = System.nanoTime();
        rest.resume(Checkpoint.read(file));
        again.add((System.nanoTime() - made) / 1e6);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s width %s, %d steps: pause %.1f ms, with a checkpoint %.1f ms, %d bytes; going on"
            + " %.0f ms%n",
        args[0],
        args[1],
        steps,
        median(plain),
        median(saved),
        Files.size(file),
        median(again));
  }

  /** Before the last step. */
  private static double pause(TrainConfig config, ImageData data, Saving saving) {
    Pauses pauses = new Pauses();
    RunOptions how = new RunOptions(Device.cpu(), 1, 1, true).withSaving(saving);
    try (Training training = new Training(config, data, 0, how, pauses)) {
      training.run();
    }
    return pauses.millis.get(pauses.millis.size() - 1);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
