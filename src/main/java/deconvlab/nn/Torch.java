package deconvlab.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import deconvlab.text.Text;
import java.util.function.Supplier;

/** The PyTorch engine, set up once for training: tracking off, graph optimiser off. */
public final class Torch {
  private static Engine engine;

  private Torch() {}

  private static Engine start() {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    Engine engine = Engine.getEngine("PyTorch");
    // TorchScript calls run 6-14 % faster without it, and memory does not creep.
    JniUtils.setGraphExecutorOptimize(false);
    return engine;
  }

  /** The engine; the first call loads the native library. */
  public static synchronized Engine engine() {
    engine = engine == null ? start() : engine;
    return engine;
  }

  /** How many threads one operation may use. */
  public static void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          Text.format("threads=%d must be at least 1; leave it out to use every core", count));
    }
    engine();
    JniUtils.setNumThreads(count);
  }

  /** How many threads one operation uses now. */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /** Seeds the library's own generator, which dropout draws from. */
  public static void seed(long seed) {
    engine();
    JniUtils.setSeed(seed);
  }

  /**
   * Runs {@code work} with gradients off in the calling thread, then puts the mode back. The
   * library keeps the mode for each thread, on at first, and DJL switches it off only for the
   * thread that loaded the engine: in any other one, such as a notebook kernel's, an update in
   * place would be refused and measuring would record a graph.
   */
  public static <T> T withoutGradients(Supplier<T> work) {
    engine();
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** As the other, for work that gives nothing back. */
  public static void withoutGradients(Runnable work) {
    Torch.<Object>withoutGradients(
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * The gradient that autograd has kept of an array, parameter or not; null if there is none. It
   * attaches to the array's manager. DJL's own {@code getGradient} knows parameters alone.
   */
  public static NDArray keptGradient(NDArray array) {
    return JniUtils.getGradient((PtNDArray) array);
  }

  /**
   * The device called {@code name}: {@code cpu}, {@code gpu}, {@code gpu:N}, or {@code best} for
   * the first GPU if there is one, else the CPU.
   */
  public static Device device(String name) {
    int gpus = engine().getGpuCount();
    if (name.equals("cpu")) {
      return Device.cpu();
    } else if (name.equals("best")) {
      return gpus > 0 ? Device.gpu() : Device.cpu();
    } else if (!name.matches("gpu(:\\d{1,4})?")) {
      throw new IllegalArgumentException(
          Text.format("device=%s is unknown: use cpu, gpu, gpu:N or best", name));
    }
    int index = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
    if (index >= gpus) {
      throw new IllegalArgumentException(
          Text.format(
              "device=%s is not there: this machine and library show %d GPU(s); use cpu%s",
              name, gpus, gpus > 0 ? " or gpu:0 to gpu:" + (gpus - 1) : ""));
    }
    return Device.gpu(index);
  }
}
