package deconvlab.record;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tools.jackson.databind.node.ObjectNode;

/**
 * One training run: what was asked, on what, where, and what came out. The configuration with the
 * seed determines the losses to the last bit on the same machine with the same thread count.
 *
 * @param format version of this form, {@value #FORMAT}
 * @param configuration everything the user chose, as JSON
 * @param seed the run's one seed; see {@link Seeds}
 * @param data the data and its hashes
 * @param platform where it ran
 * @param started start time, ISO 8601 in UTC
 * @param seconds duration, evaluation included
 * @param steps one entry a training step: {@value #EPOCH}, {@value #LOSS}, {@value #RATE}, {@value
 *     #NORM} (L2 norm of the gradient of all parameters) and, for each layer, {@value
 *     #LAYER_NORM}<i>name</i> (L2 norm of its weight's gradient); the step's other scalars under
 *     the constants below, where the run noted them
 * @param probes one entry a look inside: {@value #PROBE_STEP}, then what the probe measured; empty
 *     for a run without one
 * @param scores evaluation results in the order they were made
 * @param findings what a diagnosis found
 * @param outcome how it ended
 * @param message why, where the outcome needs a reason, else ""
 * @param watch what it noted; {@link Watch#NONE} if that is not known
 * @param predictions what it said of the test split, counted; null for a network without class
 *     scores, a run that did not come to the test, or an older record
 */
public record RunRecord(
    int format,
    ObjectNode configuration,
    long seed,
    DataUsed data,
    Platform platform,
    String started,
    double seconds,
    Series steps,
    @Defaulted Series probes,
    List<Score> scores,
    List<Finding> findings,
    Outcome outcome,
    String message,
    @Defaulted Watch watch,
    @Defaulted Predictions predictions) {

  public static final int FORMAT = 1;
  public static final String EPOCH = "epoch";
  public static final String LOSS = "loss";
  public static final String CROSS_ENTROPY = "cross-entropy";
  public static final String MSE = "mse";
  public static final String RATE = "learning rate";
  public static final String NORM = "gradient norm";
  public static final String CLIPPED_NORM = "gradient norm after clipping";
  public static final String SHARE_CLIPPED = "share clipped";
  public static final String LAYER_NORM = "gradient norm/";
  public static final String GRADIENT_RMS = "gradient rms/";
  public static final String UPDATE_RATIO = "update ratio/";
  public static final String PARAMETER_NORM = "parameter norm/";
  public static final String NON_FINITE = "non-finite/";
  public static final String PROBE_STEP = "step";

  /** Of a run with two players: what the critic minimised in its last step, without a penalty. */
  public static final String CRITIC_LOSS = "critic loss";

  /** L2 norm of that step's gradient, the penalty's part included. */
  public static final String CRITIC_NORM = "critic gradient norm";

  /** The penalty, times its strength; 0 without one. */
  public static final String CRITIC_PENALTY = "critic penalty";

  /** The critic's mean score of real images, before that step, and of the other's pictures. */
  public static final String SCORE_REAL = "score of real images";

  public static final String SCORE_MADE = "score of made images";

  /** Mean over the pictures of the L2 norm of dl/dpicture, l what the picture costs its maker. */
  public static final String PICTURE_GRADIENT = "gradient at the pictures";

  /** Share of pictures with |dl/dscore| below a hundredth of its most. */
  public static final String SHARE_SATURATED = "share saturated";

  public RunRecord {
    if (format != FORMAT) {
      throw new IllegalArgumentException(Text.format("format=%d must be %d", format, FORMAT));
    }
    present("configuration", configuration);
    present("data", data);
    present("platform", platform);
    present("started", started);
    present("steps", steps);
    // Records from before there were probes have none.
    probes = probes == null ? Series.NONE : probes;
    watch = watch == null ? Watch.NONE : watch;
    present("scores", scores);
    present("findings", findings);
    present("outcome", outcome);
    present("message", message);
    configuration = configuration.deepCopy();
    scores = List.copyOf(scores);
    findings = List.copyOf(findings);
  }

  private static void present(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing: a run record has every field");
    }
  }

  /** The same run with what a diagnosis found in it. */
  public RunRecord withFindings(List<Finding> found) {
    return Copy.with(this, "findings", found);
  }

  /** The same run with other series: some of the columns, where a record is to be small. */
  public RunRecord withSeries(Series otherSteps, Series otherProbes) {
    return Copy.with(Copy.with(this, "steps", otherSteps), "probes", otherProbes);
  }

  /** The same run, known to have noted {@code noted}, and no more than that. */
  public RunRecord watched(Watch noted) {
    return noted.of(this);
  }

  /** A copy: a record stays as it was made. */
  @Override
  public ObjectNode configuration() {
    return configuration.deepCopy();
  }

  /** The network's name as the configuration has it. */
  public String model() {
    return configuration.path("network").path("model").asString("");
  }

  /**
   * The per-step series as a table: an {@code step} column counted from 0, then every series under
   * its own name.
   */
  public Table table() {
    Table table = Table.create("steps");
    IntColumn step = IntColumn.create("step", steps.length());
    for (int i = 0; i < steps.length(); i++) {
      step.set(i, i);
    }
    table.addColumns(step);
    for (String name : steps.names()) {
      table.addColumns(
          name.equals(EPOCH)
              ? FloatColumn.create(name, steps.get(name)).asIntColumn().setName(name)
              : FloatColumn.create(name, steps.get(name)));
    }
    return table;
  }

  /** The layers that have a gradient norm, from the input to the output. */
  public List<String> layers() {
    List<String> layers = new ArrayList<>();
    for (String name : steps.names()) {
      if (name.startsWith(LAYER_NORM)) {
        layers.add(name.substring(LAYER_NORM.length()));
      }
    }
    return layers;
  }

  /** Weight-gradient norms as [step][layer], the layers in the order of {@link #layers()}. */
  public double[][] layerNorms() {
    List<String> layers = layers();
    double[][] norms = new double[steps.length()][layers.size()];
    for (int l = 0; l < layers.size(); l++) {
      float[] column = steps.get(LAYER_NORM + layers.get(l));
      for (int i = 0; i < column.length; i++) {
        norms[i][l] = column[i];
      }
    }
    return norms;
  }

  /** What it said of the test split, counted, if the record has that. */
  public Optional<Predictions> tested() {
    return Optional.ofNullable(predictions);
  }

  /** The steps that it was to make, by its configuration. */
  public long asked() {
    return RunChecks.asked(configuration, data.train());
  }

  /** The last score on {@code split}, if it was ever scored. */
  public Optional<Score> lastScore(String split) {
    return scores.stream().filter(s -> s.split().equals(split)).reduce((a, b) -> b);
  }
}
