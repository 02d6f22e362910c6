package deconvlab.ablation;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import deconvlab.data.ImageSet;
import deconvlab.data.ProjectHome;
import deconvlab.math.Sample;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.Watch;
import deconvlab.train.SavedModel;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a generator's pictures are like when its run has ended, see {@link Portrait}. */
final class GenerationMeasures {
  /** The classifier that looks at them. */
  private static final String CLASSIFIER = "docs/models/vgg-16-0.npz";

  private static final String MADE = "made/";
  private static final Watch NOTED = new Watch(0, 0, List.of(MADE));
  private static final int LAST = 100;

  private GenerationMeasures() {}

  /** A measure of what {@link #noted} left: {@code frechet}, {@code classes}, … */
  static Measure of(String name, String title, String unit) {
    return new OneRun.Plain(
        title, unit, GenerationMeasures::lacks, (arm, run) -> last(run, MADE + name));
  }

  private static String lacks(Watch watch) {
    return watch.look() == 0
        ? "needs looks inside: watch.look above 0"
        : OneRun.unkept(watch, MADE);
  }

  private static Value last(RunRecord run, String column) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    double[] values = Looks.column(run.probes(), column);
    double value = values.length == 0 ? Double.NaN : values[values.length - 1];
    return Double.isNaN(value) ? Value.none("not noted") : Value.of(value);
  }

  /**
   * The run with the portrait of as many made pictures as there are test images in the last row of
   * its looks, if {@code watch} asks for it: the distance from the test images, and classes, spread
   * and checkerboard over theirs.
   */
  static RunRecord noted(RunRecord run, Watch watch, Training training, ImageSet test) {
    if (!watch.covers(NOTED) || OneRun.diverged(run) || run.probes().length() == 0) {
      return run;
    }
    try (NDManager owner = Torch.engine().newBaseManager(Device.cpu())) {
      SavedModel eye = SavedModel.load(ProjectHome.find().resolve(CLASSIFIER), owner);
      Portrait real = Portrait.of(eye, test);
      Portrait made = Portrait.of(eye, training.generate(test.size(), run.seed()));
      Map<String, Double> last = new LinkedHashMap<>();
      last.put(MADE + "frechet", made.distance(real));
      last.put(MADE + "classes", made.classes());
      last.put(MADE + "spread", made.spread() / real.spread());
      last.put(MADE + "checkerboard", made.checkerboard() / real.checkerboard());
      return withLast(run, last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run with further columns of its looks that are NaN but in the last row. */
  static RunRecord withLast(RunRecord run, Map<String, Double> values) {
    Map<String, float[]> columns = new LinkedHashMap<>();
    run.probes().names().forEach(name -> columns.put(name, run.probes().get(name)));
    values.forEach(
        (name, value) -> {
          float[] column = new float[run.probes().length()];
          Arrays.fill(column, Float.NaN);
          column[column.length - 1] = value.floatValue();
          columns.put(name, column);
        });
    return run.withSeries(run.steps(), new Series(columns));
  }

  /**
   * The median of a column of the steps over the last 100.
   *
   * @param column such as {@value RunRecord#NORM}
   */
  record Late(String column) implements OneRun {
    @Override
    public String title() {
      return "median " + column + " of the last steps";
    }

    @Override
    public String unit() {
      return "";
    }

    @Override
    public String lacks(Watch watch) {
      return OneRun.unkept(watch, column);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      double[] all = Looks.column(run.steps(), column);
      double[] late = Arrays.copyOfRange(all, Math.max(0, all.length - LAST), all.length);
      double median = Sample.median(late);
      return Double.isNaN(median) ? Value.none("not noted") : Value.of(median);
    }
  }
}
