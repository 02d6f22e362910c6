package deconvlab.notebook;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The running Jupyter kernel, reached by reflection: JJava and its ancestor IJava have the same
 * display methods under different names. Nothing is compiled against either.
 */
final class Kernel {
  private static final List<String[]> KNOWN =
      List.of(
          new String[] {"org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"},
          new String[] {"io.github.spencerpark.ijava.IJava", "getKernelInstance"});

  private final Object kernel;
  private final Class<?> dataClass;

  private Kernel(Object kernel) throws ReflectiveOperationException {
    this.kernel = kernel;
    this.dataClass = kernel.getClass().getMethod("eval", String.class).getReturnType();
  }

  /** The kernel this code runs in, or empty in plain Java. Never fails. */
  static Optional<Kernel> running() {
    return KNOWN.stream().flatMap(known -> find(known[0], known[1]).stream()).findFirst();
  }

  private static Optional<Kernel> find(String type, String method) {
    try {
      Object kernel = load(type).getMethod(method).invoke(null);
      return kernel == null ? Optional.empty() : Optional.of(new Kernel(kernel));
    } catch (ReflectiveOperationException | LinkageError absent) {
      return Optional.empty();
    }
  }

  /** Classes added by {@code %classpath} live below the kernel's own loader, or beside it. */
  private static Class<?> load(String type) throws ClassNotFoundException {
    try {
      return Class.forName(type, true, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException e) {
      return Class.forName(type, true, Thread.currentThread().getContextClassLoader());
    }
  }

  /**
   * Shows an output under {@code id}.
   *
   * @param data a text for each MIME type, or a JSON object as maps, lists, numbers and texts
   * @param metadata for a MIME type, e.g. a picture's width
   */
  void display(String id, Map<String, Object> data, Map<String, Object> metadata) {
    Object output = output(data, metadata);
    call(output, "setDisplayId", new Class<?>[] {String.class}, id);
    call(kernel, "display", new Class<?>[] {dataClass}, output);
  }

  /** Replaces the output shown under {@code id}. */
  void update(String id, Map<String, Object> data, Map<String, Object> metadata) {
    Object io = call(kernel, "getIO", new Class<?>[0]);
    try {
      Object stream = io.getClass().getField("display").get(io);
      Class<?>[] types = {String.class, dataClass};
      call(stream, "updateDisplay", types, id, output(data, metadata));
    } catch (ReflectiveOperationException e) {
      throw unfit(e);
    }
  }

  private Object output(Map<String, Object> data, Map<String, Object> metadata) {
    try {
      Object output = dataClass.getConstructor().newInstance();
      Class<?>[] types = {String.class, Object.class};
      data.forEach((mime, form) -> call(output, "putData", types, mime, form));
      metadata.forEach((mime, values) -> call(output, "putMetaData", types, mime, values));
      return output;
    } catch (ReflectiveOperationException e) {
      throw unfit(e);
    }
  }

  private static Object call(Object on, String name, Class<?>[] types, Object... arguments) {
    try {
      return on.getClass().getMethod(name, types).invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The kernel failed in " + name + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw unfit(e);
    }
  }

  private static IllegalStateException unfit(ReflectiveOperationException cause) {
    return new IllegalStateException(
        "This Java kernel lacks a display method that JJava 1.0a8 and IJava 1.3.0 have ("
            + cause.getMessage()
            + "): use one of these versions.",
        cause);
  }
}
