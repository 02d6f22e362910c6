package deconvlab.ablation;

import ai.djl.ndarray.NDArray;
import deconvlab.data.ImageSet;
import deconvlab.math.Axis;
import deconvlab.math.Orthonormal;
import deconvlab.math.RidgeInverse;
import deconvlab.math.Tensor;
import deconvlab.model.Layer;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Defaulted;
import deconvlab.record.RunRecord;
import deconvlab.record.Seeds;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What is lost on the way through a convolution and back, see {@link ReturnTrip}. */
final class RestorationMeasures {
  /** The column of a record that keeps the error of a trained network's first convolution. */
  private static final String COLUMN = "restoration error";

  private static final Watch NOTED = new Watch(0, 0, List.of(COLUMN));

  private RestorationMeasures() {}

  /**
   * The error with kernels that the seed draws. Padding (kernel − 1)/2, rounded down.
   *
   * @param kind {@code random}: independent normal numbers; {@code orthonormal}: filters of length
   *     1 at right angles to each other or, where there are more of them than a window has numbers,
   *     with the numbers of the window at right angles
   * @param inputs channels of an image, 3 where it is left out
   * @param outputs channels of the convolution
   * @param kernel taps on each axis
   * @param stride of both
   * @param inverse {@code transposed}, where it is left out: back by the transposed convolution;
   *     {@code regularised}: by {@link RidgeInverse} with a λ of 1e-6 of the kernels' energy
   */
  record RestorationError(
      String kind,
      @Defaulted Integer inputs,
      int outputs,
      int kernel,
      int stride,
      @Defaulted String inverse)
      implements CountedMeasures.Counted {
    private static final String ORTHONORMAL = "orthonormal";
    private static final String REGULARISED = "regularised";
    private static final double PENALTY = 1e-6;
    private static final int ITERATIONS = 40;

    RestorationError {
      inputs = inputs == null ? ImageSet.CHANNELS : inputs;
      inverse = inverse == null ? "transposed" : inverse;
      Checks.oneOf("kind", kind, List.of("random", ORTHONORMAL));
      Checks.oneOf("inverse", inverse, List.of("transposed", REGULARISED));
      Checks.within("inputs", inputs, 1, 64);
      Checks.within("outputs", outputs, 1, 1024);
      Checks.within("kernel", kernel, 1, 9);
      Checks.within("stride", stride, 1, kernel);
    }

    @Override
    public String title() {
      return Text.format(
              "restoration error, %s k%d s%d, %d to %d channels",
              kind, kernel, stride, inputs, outputs)
          + (inverse.equals(REGULARISED) ? ", regularised inverse" : "");
    }

    @Override
    public String unit() {
      return "";
    }

    @Override
    public Value of(TrainConfig arm, Runs runs) {
      Tensor filters = filters(Seeds.stream(runs.seed(), "restoration/kernel"));
      RidgeInverse ridge =
          inverse.equals(REGULARISED)
              ? new RidgeInverse(PENALTY * filters.dot(filters), ITERATIONS)
              : null;
      Axis axis = Axis.of(kernel, stride, (kernel - 1) / 2);
      return Value.of(new ReturnTrip(filters, axis, ridge).error(runs.seed()));
    }

    /** (outputs, inputs, kernel, kernel). */
    private Tensor filters(Random random) {
      int window = inputs * kernel * kernel;
      if (!kind.equals(ORTHONORMAL)) {
        return Tensor.gaussian(random, outputs, inputs, kernel, kernel);
      }
      if (outputs <= window) {
        return Orthonormal.rows(random, outputs, window).reshape(outputs, inputs, kernel, kernel);
      }
      Tensor across = Orthonormal.rows(random, window, outputs);
      Tensor filters = Tensor.zeros(outputs, inputs, kernel, kernel);
      for (int i = 0; i < filters.size(); i++) {
        filters.data()[i] = across.get(i % window, i / window);
      }
      return filters;
    }
  }

  /** The error with the first convolution's kernels as the run left them. */
  record TrainedRestorationError() implements OneRun {
    @Override
    public String title() {
      return "restoration error, the first convolution's kernels as trained";
    }

    @Override
    public String unit() {
      return "";
    }

    @Override
    public String lacks(Watch watch) {
      return watch.look() == 0
          ? "needs looks inside: watch.look above 0"
          : OneRun.unkept(watch, COLUMN);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      if (OneRun.diverged(run)) {
        return Value.none("diverged");
      }
      double[] column = Looks.column(run.probes(), COLUMN);
      double error = column.length == 0 ? Double.NaN : column[column.length - 1];
      return Double.isNaN(error) ? Value.none("not noted") : Value.of(error);
    }
  }

  /** The run with the error in the last row of its looks, if {@code watch} asks for it. */
  static RunRecord noted(RunRecord run, Watch watch, Network trained) {
    if (!watch.covers(NOTED) || run.probes().length() == 0) {
      return run;
    }
    Tensor kernels = kernels(trained);
    boolean finite = Arrays.stream(kernels.data()).allMatch(Double::isFinite);
    double error =
        finite
            ? new ReturnTrip(kernels, axis(trained.config()), null).error(run.seed())
            : Double.NaN;
    return GenerationMeasures.withLast(run, Map.of(COLUMN, error));
  }

  /** (outputs, inputs, kernel, kernel) of the first layer. */
  private static Tensor kernels(Network network) {
    NDArray weight = network.stages().get(0).core().getParameters().valueAt(0).getArray();
    float[] values = weight.toFloatArray();
    return Tensor.of(
        weight.getShape().getShape(),
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
  }

  /** Of the first layer: every network of ours begins with a convolution. */
  private static Axis axis(NetworkConfig network) {
    Layer.Conv first = (Layer.Conv) Network.of(network, 0).stages().get(0).layer();
    return Axis.of(first.kernel(), first.stride(), first.padding());
  }
}
