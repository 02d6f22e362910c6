package deconvlab.cli;

import ai.djl.ndarray.NDManager;
import deconvlab.ablation.Arm;
import deconvlab.ablation.Plan;
import deconvlab.ablation.Studies;
import deconvlab.bench.DataBench;
import deconvlab.bench.DiagnoseBench;
import deconvlab.bench.PredictBench;
import deconvlab.bench.Ratio;
import deconvlab.bench.StepBench;
import deconvlab.bench.Timings;
import deconvlab.bench.WorkersBench;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.record.Platform;
import deconvlab.text.Text;
import deconvlab.train.RunOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code lab bench}: how fast the step and the input pipeline are here, what watching costs. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Times the training step, the input pipeline, the diagnostics, predictions or a study's"
            + " workers.",
    footer = {"", "Example:", "  environment/lab bench step --json --width 2"})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "bench needs a name: bench step, bench data, bench diagnose, bench predict or bench workers");
  }

  @Command(
      name = "step",
      mixinStandardHelpOptions = true,
      description = "Milliseconds per training step, scalars of every layer noted.",
      footer = {"", "Example:", "  environment/lab bench step --json --width 2"})
  int step(
      @Option(names = "--width", defaultValue = "1", description = "factor on the channels")
          int width,
      @Option(names = "--batch", defaultValue = "128", description = "images a step") int batch,
      @Option(names = "--steps", defaultValue = "40", description = "counted steps") int steps,
      @Option(names = "--warmup", defaultValue = "30", description = "steps before") int warmup,
      @Option(
              names = "--memory-format",
              defaultValue = "channels-last",
              description = "contiguous or channels-last (default)")
          String memoryFormat,
      @Option(
              names = "--precision",
              defaultValue = "float32",
              description = "what convolutions compute in: float32 (default) or bf16")
          String precision,
      @Option(names = "--json", description = "one JSON object a line") boolean json,
      @Mixin WhereOptions where) {
    RunOptions options = where.options(spec);
    MemoryFormat format = Usage.of(spec, () -> MemoryFormat.named(memoryFormat));
    Precision computed = Usage.of(spec, () -> Precision.named(precision));
    StepBench bench =
        Usage.of(spec, () -> new StepBench(width, batch, steps, warmup, format, computed));
    Timings t = bench.run(options);
    ObjectNode line =
        line("step", options)
            .put("width", width)
            .put("batch", batch)
            .put("memory_format", memoryFormat)
            .put("precision", precision)
            .put("ms_per_step", t.median());
    return print(json, timed(line, t), Text.format("step: %.2f ms", t.median()));
  }

  @Command(
      name = "data",
      mixinStandardHelpOptions = true,
      description = "Images per second of the input pipeline alone.",
      footer = {"", "Example:", "  environment/lab bench data --json --augment"})
  int data(
      @Option(names = "--data", defaultValue = "cifar10-mini", description = "data set")
          String name,
      @Option(names = "--batch", defaultValue = "128", description = "images a batch") int batch,
      @Option(names = "--steps", defaultValue = "300", description = "counted batches") int steps,
      @Option(names = "--warmup", defaultValue = "50", description = "batches before") int warmup,
      @Option(names = "--augment", description = "with random crops and flips") boolean augment,
      @Option(names = "--json", description = "one JSON object a line") boolean json,
      @Mixin WhereOptions where) {
    RunOptions options = where.options(spec);
    ImageData images = Usage.of(spec, () -> Datasets.load(name));
    DataBench bench = Usage.of(spec, () -> new DataBench(images, batch, augment, steps, warmup));
    Timings t = bench.run(options);
    double rate = batch / (t.median() / 1000);
    ObjectNode line =
        line("data", options)
            .put("data", name)
            .put("batch", batch)
            .put("augment", augment)
            .put("ms_per_batch", t.median())
            .put("images_per_second", rate);
    String text = Text.format("data: %.3f ms a batch, %,.0f images/s", t.median(), rate);
    return print(json, timed(line, t), text);
  }

  @Command(
      name = "diagnose",
      mixinStandardHelpOptions = true,
      description =
          "Price of each tier of diagnostics beside none, in turns: off, scalars at every step, full"
              + " every so many steps.",
      footer = {"", "Example:", "  environment/lab bench diagnose --json"})
  int diagnose(
      @Option(names = "--width", defaultValue = "2", description = "factor on the channels")
          int width,
      @Option(names = "--batch", defaultValue = "128", description = "images a step") int batch,
      @Option(names = "--every", defaultValue = "16", description = "steps between two full looks")
          int every,
      @Option(names = "--rounds", defaultValue = "9", description = "blocks of each tier")
          int rounds,
      @Option(names = "--steps", defaultValue = "16", description = "least steps a block")
          int steps,
      @Option(names = "--json", description = "one JSON object a line") boolean json,
      @Mixin WhereOptions where) {
    RunOptions options = where.options(spec);
    DiagnoseBench bench =
        Usage.of(spec, () -> new DiagnoseBench(width, batch, every, rounds, steps));
    for (DiagnoseBench.Price price : bench.run(options)) {
      Ratio ratio = price.ratio();
      ObjectNode line =
          line("diagnose", options)
              .put("tier", price.tier().toString())
              .put("width", width)
              .put("batch", batch)
              .put("every", price.every())
              .put("ms_per_step", price.step().median());
      String text =
          Text.format(
              "%-8s %.2f ms a step, %.3f of the step without (%.3f to %.3f by rounds)",
              price.tier(), price.step().median(), ratio.median(), ratio.low(), ratio.high());
      print(json, timed(compared(line, ratio), price.step()), text);
    }
    return 0;
  }

  @Command(
      name = "predict",
      mixinStandardHelpOptions = true,
      description =
          "Milliseconds a prediction of the networks that a study's arms end in, in turns, each beside"
              + " the first.",
      footer = {"", "Example:", "  environment/lab bench predict smaller --batch 1 --json"})
  int predict(
      @Parameters(paramLabel = "STUDY", description = "name of a built-in study") String name,
      @Option(names = "--batch", defaultValue = "128", description = "images at once") int batch,
      @Option(names = "--rounds", defaultValue = "9", description = "turns of each") int rounds,
      @Option(names = "--steps", defaultValue = "20", description = "predictions a turn") int steps,
      @Option(names = "--json", description = "one JSON object a line") boolean json,
      @Mixin WhereOptions where) {
    RunOptions options = where.options(spec);
    PredictBench bench = Usage.of(spec, () -> new PredictBench(batch, rounds, steps));
    Plan plan = Usage.of(spec, () -> Plan.of(Studies.named(name), "quick"));
    try (NDManager manager = Torch.engine().newBaseManager(options.device())) {
      for (PredictBench.Time time : bench.run(networks(plan, manager), options.threads())) {
        Ratio ratio = time.ratio();
        ObjectNode line =
            line("predict", options)
                .put("study", name)
                .put("network", time.name())
                .put("batch", batch)
                .put("ms_per_image", time.picture().median());
        String text =
            Text.format(
                "%s: %.3f ms an image, %.3f of the first network's (%.3f to %.3f by rounds)",
                time.name(), time.picture().median(), ratio.median(), ratio.low(), ratio.high());
        print(json, timed(compared(line, ratio), time.picture()), text);
      }
    }
    return 0;
  }

  /** What the arms end in, by name: networks of one size take one time, so that each comes once. */
  private static Map<String, Network> networks(Plan plan, NDManager manager) {
    Map<String, Network> all = new LinkedHashMap<>();
    Set<NetworkConfig> seen = new HashSet<>();
    for (Arm arm : plan.arms()) {
      NetworkConfig left = arm.config().left();
      if (seen.add(left)) {
        all.put(arm.name(), Network.initialised(left, 0, manager));
      }
    }
    return all;
  }

  @Command(
      name = "workers",
      mixinStandardHelpOptions = true,
      description =
          "Steps a second of the headline study's runs: one single-thread worker a core, one process"
              + " with all threads, one single-thread worker, in turns.",
      footer = {"", "Example:", "  environment/lab bench workers --json"})
  int workers(
      @Option(names = "--rounds", defaultValue = "3", description = "turns of each") int rounds,
      @Option(
              names = "--seeds",
              defaultValue = "2",
              description = "four runs each; at least one a worker")
          int seeds,
      @Option(names = "--json", description = "one JSON object a line") boolean json,
      @Mixin WhereOptions where)
      throws IOException {
    RunOptions options = where.options(spec);
    WorkersBench bench = Usage.of(spec, () -> new WorkersBench(rounds, seeds));
    List<WorkersBench.Way> ways = bench.run(options.device(), options.threads());
    for (WorkersBench.Way way : ways) {
      double[] times = way.times(ways.get(2));
      double middle = times[times.length / 2];
      double most = times[times.length - 1];
      ObjectNode line =
          line("workers", options)
              .put("workers", way.workers())
              .put("threads", way.threads())
              .put("steps_per_second", way.median())
              .put("times_single", middle)
              .put("times_single_low", times[0])
              .put("times_single_high", most)
              .put("rounds", rounds);
      String text =
          Text.format(
              "%d workers: %.2f steps/s, %.2f times one single-thread worker (%.2f to"
                  + " %.2f, %d rounds)",
              way.workers(), way.median(), middle, times[0], most, rounds);
      print(json, line, text);
    }
    return 0;
  }

  private static ObjectNode line(String bench, RunOptions options) {
    Platform here = Platform.here("", options.device().toString(), options.threads());
    return Json.object()
        .put("bench", bench)
        .put("device", here.device())
        .put("threads", here.threads())
        .put("cpu", here.cpu());
  }

  private static ObjectNode compared(ObjectNode line, Ratio ratio) {
    return line.put("ratio", ratio.median())
        .put("ratio_low", ratio.low())
        .put("ratio_high", ratio.high());
  }

  private static ObjectNode timed(ObjectNode line, Timings t) {
    return line.put("p10_ms", t.low()).put("p90_ms", t.high()).put("n", t.n());
  }

  /** The line, or {@code text} with what of the line every bench has. */
  private int print(boolean json, ObjectNode line, String text) {
    double low = line.path("p10_ms").asDouble(0);
    double high = line.path("p90_ms").asDouble(0);
    String spread = Text.format(" (10 to 90 %%: %.3f to %.3f, n %s)", low, high, line.path("n"));
    String on =
        Text.format(
            " on %s, %s threads, %s",
            line.get("device").asString(), line.get("threads"), line.get("cpu").asString());
    String said = text + (line.has("n") ? spread : "") + on;
    spec.commandLine().getOut().println(json ? Json.write(line) : said);
    return 0;
  }
}
