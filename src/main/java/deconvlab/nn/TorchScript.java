package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.ScriptModule;
import deconvlab.text.Checks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Operators of the native library (ATen) that DJL does not offer, called by name.
 *
 * <p>A resource file holds plain method definitions in TorchScript (a typed subset of Python); this
 * class wraps them into the archive format that the library loads, in memory, without Python.
 * Methods may call those of {@code norms.py} beside this class. Autograd flows through every call
 * made in gradient mode.
 */
public final class TorchScript {
  private static final String HEADER =
      "class Ops(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
          + text(TorchScript.class, "norms.py").indent(2);

  private final ScriptModule module;

  private TorchScript(ScriptModule module) {
    this.module = module;
  }

  /**
   * Loads the method definitions in {@code name}, a resource beside {@code owner}. Keep the result
   * in a static field: loading takes some milliseconds and the module lives as long as the JVM.
   */
  public static TorchScript resource(Class<?> owner, String name) {
    return source(text(owner, name));
  }

  private static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw Checks.refusal("no resource %s beside %s", name, owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** Loads method definitions: {@code def name(self, x: Tensor, …) -> Tensor:} and their bodies. */
  public static TorchScript source(String methods) {
    // The module holds no tensors, so one loaded on the CPU serves every device.
    PtNDManager manager = (PtNDManager) Torch.engine().newBaseManager(ai.djl.Device.cpu());
    return new TorchScript(ScriptModule.load(manager, archive(HEADER + methods.indent(2))));
  }

  /**
   * Runs {@code method}.
   *
   * @param owner the manager that the results attach to
   * @param arguments NDArray (Tensor), NDList (List[Tensor]), Long or Integer (int), Double or
   *     Float (float), Boolean (bool), long[] (List[int]), in the order of the definition
   * @return the result: one array, or the members of a returned list or tuple
   */
  public NDList call(NDManager owner, String method, Object... arguments) {
    return module.run((PtNDManager) owner, method, arguments);
  }

  /** As {@link #call}, for a method that returns one Tensor. */
  public NDArray callForOne(NDManager owner, String method, Object... arguments) {
    return call(owner, method, arguments).singletonOrThrow();
  }

  private static byte[] archive(String code) {
    // Pickle protocol 2: an object of class __torch__.Ops with the state {"training": True}.
    byte[] data = bytes("\u0080\u0002c__torch__\nOps\n)\u0081}(X\b\0\0\0training\u0088ub.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "ops/data.pkl", data);
      put(zip, "ops/constants.pkl", bytes("\u0080\u0002)."));
      put(zip, "ops/version", bytes("3\n"));
      put(zip, "ops/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("an archive in memory could not be written", e);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(ZipOutputStream zip, String name, byte[] body) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(body);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(body.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(body);
    zip.closeEntry();
  }
}
