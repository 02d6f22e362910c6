package deconvlab.report;

import deconvlab.plot.Curves;
import deconvlab.plot.GradientFlow;
import deconvlab.plot.ImageBatch;
import deconvlab.plot.ImageGrid;
import deconvlab.plot.Smoothing;
import deconvlab.record.ArmResult;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page that {@code lab run} ends with. Every sentence with a figure in it is computed. */
public final class HeadlineReport {
  private static final int SMOOTHED_STEPS = 20;
  private static final int SIDE = 32;

  private final List<ArmResult> arms;
  private final byte[] samples;
  private final List<String> truth;

  private HeadlineReport(List<ArmResult> arms, byte[] samples, List<String> truth) {
    this.arms = arms;
    this.samples = samples;
    this.truth = truth;
  }

  /**
   * The page.
   *
   * @param arms at least one, the first of which the others are compared with
   * @param samples the sample images as they are, (S, 3, 32, 32) bytes
   * @param truth their classes
   */
  public static HtmlReport of(List<ArmResult> arms, byte[] samples, List<String> truth) {
    return new HeadlineReport(arms, samples, truth).page();
  }

  private HtmlReport page() {
    RunRecord first = arms.get(0).run();
    HtmlReport page =
        HtmlReport.page("DDNet three ways: healthy, broken, mended")
            .lead(lead())
            .paragraph(
                "One network, three arms with the same seed, the same images in the same order and"
                    + " the same number of steps. One seed shows what happened here; it does not"
                    + " prove what happens in general.")
            .section("Do they learn?")
            .picture(loss(), "Loss on each training batch, all arms on the same batches.")
            .table(
                List.of(
                    "arm",
                    "outcome",
                    "steps",
                    "validation accuracy",
                    "test accuracy",
                    "test loss",
                    "seconds"),
                scores())
            .section("Where does the gradient go?")
            .paragraph(flowSentence())
            .picture(
                flow(0, "early in training"),
                "Norm of the loss's gradient for each layer's weight, median over the first tenth.")
            .picture(flow(1, "at the end"), "The same over the last tenth.");
    for (ArmResult arm : arms) {
      page.picture(
          GradientFlow.overTime(arm.run().layers(), arm.run().layerNorms())
              .title(arm.name() + ": gradient norm of each layer, step by step"),
          arm.name() + ": every layer over every step.");
    }
    return page.section("What do they see?")
        .paragraph(
            "The first test image of each class, what each arm takes it for, and the 3×32×32"
                + " map that its decoder makes of it. Nobody asked the decoder for a likeness:"
                + " it serves the classifier. Maps are stretched to their own range.")
        .picture(samplePicture(), "Truth above, each arm's answer below.")
        .section("What was run")
        .values(facts(first))
        .fold("Steps of the first arm", false, in -> in.table(TableCells.of(first.table())));
  }

  private String lead() {
    return each(
            "; ",
            arm ->
                Text.format(
                    "%s %s, %s",
                    arm.name(),
                    arm.run().outcome(),
                    arm.run()
                        .lastScore("test")
                        .map(
                            s -> s.percent(1) + Text.format(" of %d test images right", s.images()))
                        .orElse("no test score")))
        + ". Guessing gets 10.0 %.";
  }

  /** A few words about each arm. */
  private String each(String separator, Function<ArmResult, String> words) {
    return arms.stream().map(words).collect(Collectors.joining(separator));
  }

  private Curves loss() {
    Curves curves =
        Curves.create()
            .title(lossTitle())
            .x("training step")
            .y("cross-entropy (nats)")
            .reference("guessing, ln 10", Math.log(10))
            .smooth(Smoothing.running(SMOOTHED_STEPS));
    for (ArmResult arm : arms) {
      curves.add(Curves.Line.of(arm.name(), arm.run().steps().doubles(RunRecord.CROSS_ENTROPY)));
    }
    return curves;
  }

  private String lossTitle() {
    return "Training loss at the end: "
        + each(", ", arm -> Text.format("%s %.2f", arm.name(), lastLoss(arm.run())));
  }

  private static double lastLoss(RunRecord run) {
    double[] loss = run.steps().doubles(RunRecord.CROSS_ENTROPY);
    int from = Math.max(0, loss.length - SMOOTHED_STEPS);
    return Arrays.stream(loss, from, loss.length).average().orElse(Double.NaN);
  }

  private List<List<Object>> scores() {
    return arms.stream().map(arm -> scores(arm.name(), arm.run())).toList();
  }

  private static List<Object> scores(String arm, RunRecord run) {
    return List.of(
        arm,
        run.outcome().toString(),
        run.steps().length(),
        accuracy(run, "validation"),
        accuracy(run, "test"),
        run.lastScore("test").map(s -> Text.format("%.3f", s.loss())).orElse("–"),
        Text.format("%.1f", run.seconds()));
  }

  private static String accuracy(RunRecord run, String split) {
    return run.lastScore(split).map(score -> score.percent(1)).orElse("–");
  }

  private String flowSentence() {
    return "Weight-gradient norm at the input's end against the output's, early in training: "
        + each("; ", arm -> flowEnds(arm.name(), arm.run().layers(), typical(arm.run(), 0)))
        + ".";
  }

  private static String flowEnds(String arm, List<String> layers, double[] norms) {
    int last = norms.length - 1;
    return Text.format(
        "%s: %.2g at %s against %.2g at %s",
        arm, norms[0], layers.get(0), norms[last], layers.get(last));
  }

  /** Gradient flow early in training, one line an arm: the picture that says most. */
  public static GradientFlow earlyFlow(List<ArmResult> arms) {
    return new HeadlineReport(arms, new byte[0], List.of()).flow(0, "early in training");
  }

  private GradientFlow flow(int end, String when) {
    GradientFlow flow = GradientFlow.over(arms.get(0).run().layers()).title(flowTitle(end, when));
    for (ArmResult arm : arms) {
      flow.add(arm.name(), typical(arm.run(), end));
    }
    return flow;
  }

  /** How the layer nearest the input fares in each arm, against the first arm. */
  private String flowTitle(int end, String when) {
    String layer = arms.get(0).run().layers().get(0);
    double first = typical(arms.get(0).run(), end)[0];
    String shares =
        arms.stream()
            .skip(1)
            .map(arm -> Text.format("%s %.2g", arm.name(), typical(arm.run(), end)[0] / first))
            .collect(Collectors.joining(", "));
    return Text.format(
        "Gradient at %s %s, with %s as 1: %s", layer, when, arms.get(0).name(), shares);
  }

  /** Median norm of each layer over the first (end 0) or last (end 1) tenth of the steps. */
  private static double[] typical(RunRecord run, int end) {
    double[][] norms = run.layerNorms();
    if (norms.length == 0) {
      double[] unknown = new double[run.layers().size()];
      Arrays.fill(unknown, Double.NaN);
      return unknown;
    }
    int tenth = Math.max(1, norms.length / 10);
    return GradientFlow.median(norms, end == 0 ? 0 : norms.length - tenth, tenth);
  }

  private ImageGrid samplePicture() {
    ImageGrid grid =
        ImageGrid.create()
            .title("Ten test images and what each arm makes of them")
            .row("image", ImageBatch.ofBytes(samples, 3, SIDE, SIDE), truth);
    for (ArmResult arm : arms) {
      grid.row(
          arm.name(),
          ImageBatch.ofFloats(arm.pictures(), 3, SIDE, SIDE).stretched(),
          arm.predicted());
    }
    return grid;
  }

  private Map<String, Object> facts(RunRecord run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", run.data().name() + " (" + run.data().note() + ")");
    facts.put(
        "images",
        Text.format(
            "%d to train, %d to validate, %d to test",
            run.data().train(), run.data().validation(), run.data().test()));
    facts.put("archive SHA-256", run.data().sha256());
    facts.put("pixels SHA-256", run.data().pixelsSha256());
    facts.put("seed", run.seed());
    facts.put("configuration", run.configuration() + " (first arm)");
    facts.put("code", run.platform().code());
    facts.put("library", run.platform().library());
    facts.put("Java", run.platform().java());
    facts.put("machine", run.platform().os() + ", " + run.platform().cpu());
    facts.put("device, threads", run.platform().device() + ", " + run.platform().threads());
    facts.put("started", run.started());
    facts.put("run again with", again(run));
    return facts;
  }

  /** All that decides the numbers, so that another machine's defaults do not. */
  private static String again(RunRecord run) {
    // The device's own name is cpu() or gpu(0).
    String device = run.platform().device().replace("()", "").replace('(', ':').replace(")", "");
    return Text.format(
        "environment/lab run --data %s --epochs %s --seed %d --device %s --threads %d",
        quoted(run.configuration().get("data").asString()),
        run.configuration().get("epochs"),
        run.seed(),
        device,
        run.platform().threads());
  }

  /** In a shell's quotes where there is more in it than a name or a plain path has. */
  private static String quoted(String word) {
    return word.matches("[\\w./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
