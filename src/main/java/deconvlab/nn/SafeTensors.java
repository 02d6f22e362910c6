package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import deconvlab.record.Json;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named arrays as a file in the safetensors format, which other tools read too: 8 bytes with the
 * length of a header (little-endian), the header in JSON ({@code name → dtype, shape, offsets}, and
 * texts under {@code __metadata__}), then the numbers, array after array. What is read is held
 * against the shapes that are wanted before anything is made of it.
 */
public final class SafeTensors {
  private static final String METADATA = "__metadata__";
  private static final int LARGEST = 1 << 30;
  private static final Map<DataType, String> TYPES =
      Map.of(DataType.FLOAT16, "F16", DataType.FLOAT32, "F32");

  private SafeTensors() {}

  /**
   * Writes float32 arrays whole or not at all.
   *
   * @param about texts that go with them
   * @param half whether their numbers keep 16 bits, a relative error of up to 1 in 2,048
   */
  public static void write(
      Path file, Map<String, NDArray> arrays, Map<String, String> about, boolean half)
      throws IOException {
    DataType type = half ? DataType.FLOAT16 : DataType.FLOAT32;
    ObjectNode header = Json.object();
    header.set(METADATA, Json.tree(about));
    int from = 0;
    for (Map.Entry<String, NDArray> one : arrays.entrySet()) {
      int to = Math.addExact(from, bytes(one.getValue().getShape(), type));
      ObjectNode entry = header.putObject(one.getKey());
      entry.put("dtype", TYPES.get(type));
      ArrayNode shape = entry.putArray("shape");
      for (long side : one.getValue().getShape().getShape()) {
        shape.add(side);
      }
      entry.putArray("data_offsets").add(from).add(to);
      from = to;
    }
    byte[] words = Json.write(header).getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(8 + words.length + from).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(words.length).put(words);
    for (NDArray array : arrays.values()) {
      try (NDArray narrow = array.toType(type, true)) {
        content.put(narrow.toByteBuffer());
      }
    }
    WholeFiles.write(file, content.array());
  }

  /** A file's texts and, once it is known what is wanted, its arrays. */
  public static final class Content {
    private final Path file;
    private final ObjectNode header;
    private final ByteBuffer numbers;

    private Content(Path file, ObjectNode header, ByteBuffer numbers) {
      this.file = file;
      this.header = header;
      this.numbers = numbers;
    }

    /** The text under {@code name}, or "". */
    public String about(String name) {
      return header.path(METADATA).path(name).asString("");
    }

    /**
     * The arrays in float32; they attach to {@code owner}.
     *
     * @param wanted the shape of each, by name
     * @throws IOException if the file has other arrays or shapes, or not the bytes of one; says
     *     which
     */
    public Map<String, NDArray> arrays(Map<String, Shape> wanted, NDManager owner)
        throws IOException {
      for (String name : header.propertyNames()) {
        if (!name.equals(METADATA) && !wanted.containsKey(name)) {
          throw wrong(file, "holds " + name + ", which is not wanted");
        }
      }
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, Shape> one : wanted.entrySet()) {
        arrays.put(one.getKey(), array(one.getKey(), one.getValue(), owner));
      }
      return arrays;
    }

    private NDArray array(String name, Shape shape, NDManager owner) throws IOException {
      JsonNode entry = header.path(name);
      String asked = Json.write(shape.getShape());
      if (!entry.path("shape").toString().equals(asked)) {
        String has =
            entry.isMissingNode() ? "lacks " + name : name + " has shape " + entry.path("shape");
        throw wrong(file, has + ", " + asked + " is right");
      }
      DataType type =
          "F16".equals(entry.path("dtype").asString("")) ? DataType.FLOAT16 : DataType.FLOAT32;
      int from = entry.path("data_offsets").path(0).asInt(-1);
      int size = bytes(shape, type);
      boolean whole = entry.path("data_offsets").path(1).asInt(-1) - from == size;
      if (!entry.path("dtype").asString("").equals(TYPES.get(type))
          || !whole
          || from < 0
          || from > numbers.limit() - size) {
        throw wrong(file, name + " has not the bytes of a " + asked + " in F16 or F32");
      }
      ByteBuffer part = numbers.slice(from, size).order(ByteOrder.LITTLE_ENDIAN);
      try (NDArray stored = owner.create(part, shape, type)) {
        return stored.toType(DataType.FLOAT32, true);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is no such file; says which and why
   */
  public static Content read(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(WholeFiles.read(file, LARGEST)).order(ByteOrder.LITTLE_ENDIAN);
    long length = all.remaining() < 8 ? -1 : all.getLong();
    if (length < 0 || length > all.remaining()) {
      throw wrong(file, "is no safetensors file, or was cut short");
    }
    byte[] words = new byte[(int) length];
    all.get(words);
    try {
      return new Content(file, Json.read(words, ObjectNode.class), all.slice());
    } catch (IOException e) {
      throw new IOException(file + " is no safetensors file: its header " + e.getMessage(), e);
    }
  }

  private static int bytes(Shape shape, DataType type) {
    long bytes = shape.size() * type.getNumOfBytes();
    Checks.that(bytes <= LARGEST, "an array of shape %s is too large for a file", shape);
    return (int) bytes;
  }

  private static IOException wrong(Path file, String what) {
    return new IOException(file + " " + what);
  }
}
