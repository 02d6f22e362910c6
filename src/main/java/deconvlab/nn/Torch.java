package deconvlab.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The PyTorch engine, set up once; what a thread or the process may set is put back after use. */
public final class Torch {
  private static Engine engine;

  private Torch() {}

  private static Engine start() {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    return Engine.getEngine("PyTorch");
  }

  /** The engine; the first call loads the native library. */
  public static synchronized Engine engine() {
    engine = engine == null ? start() : engine;
    return engine;
  }

  /**
   * Runs {@code work} with so many threads an operation, then puts the number back: it is the
   * process's, and a run must not depend on what was built or run before it.
   */
  public static <T> T withThreads(int count, Supplier<T> work) {
    int before = threads();
    JniUtils.setNumThreads(count);
    try {
      return work.get();
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  /** How many threads one operation uses now. */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /** Seeds the library's own generator; no run of ours draws from it. */
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

  /** The first of {@link #devices(String)}. */
  public static Device device(String name) {
    return devices(name).get(0);
  }

  /**
   * The devices that {@code name} stands for: {@code cpu}; {@code gpu:N}; {@code gpu} for every GPU
   * there is; {@code best} for the same, or the CPU if there is none.
   */
  public static List<Device> devices(String name) {
    return devices(name, engine().getGpuCount());
  }

  /** As {@link #devices(String)}, where the library shows so many GPUs. */
  static List<Device> devices(String name, int gpus) {
    if (name.equals("cpu") || (name.equals("best") && gpus == 0)) {
      return List.of(Device.cpu());
    } else if (!name.matches("best|gpu(:\\d{1,4})?")) {
      throw Checks.refusal(
          "device=%s is unknown: use cpu, gpu, gpu:N or best; %s", name, there(gpus));
    }
    boolean all = !name.startsWith("gpu:");
    int first = all ? 0 : Integer.parseInt(name.substring(4));
    Checks.that(first < gpus, "device=%s is not there: %s", name, there(gpus));
    return IntStream.range(first, all ? gpus : first + 1).mapToObj(Device::gpu).toList();
  }

  private static String there(int gpus) {
    String shown = "this machine and library show ";
    return switch (gpus) {
      case 0 -> shown + "no GPU, only cpu";
      case 1 -> shown + "cpu and gpu:0";
      default -> Text.format("%scpu and gpu:0 to gpu:%d", shown, gpus - 1);
    };
  }
}
