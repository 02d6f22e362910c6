package deconvlab.export;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import deconvlab.math.Quantised;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** An ONNX graph that grows node by node; values are known by their names. */
final class OnnxGraph {
  /** What DequantizeLinear by channels needs is in 13; older runtimes read it, too. */
  private static final int OPSET = 13;

  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph;
  private int values;

  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /** Declares the input, of which any number may come at once. */
  String input(String name, Shape one) {
    graph.addInput(value(name, one));
    return name;
  }

  /** Declares {@code from} as an output under a name of its own. */
  void output(String from, String name, Shape one) {
    graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(from).addOutput(name));
    graph.addOutput(value(name, one));
  }

  /** Adds an operator; what it gives. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = operator + ++values;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(Arrays.asList(attributes)));
    return name;
  }

  String floats(String name, Shape shape, float... numbers) {
    ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * numbers.length);
    raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return constant(name, DataType.FLOAT, shape, raw.array());
  }

  String longs(String name, long... numbers) {
    ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * numbers.length);
    raw.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(numbers);
    return constant(name, DataType.INT64, new Shape(numbers.length), raw.array());
  }

  /** A weight of 8-bit numbers, multiplied by its scales when it is used. */
  String quantised(String name, Shape shape, Quantised weight, int axis) {
    String numbers = constant(name + ".int8", DataType.INT8, shape, weight.values());
    String scales = floats(name + ".scale", new Shape(weight.scales().length), weight.scales());
    return node("DequantizeLinear", List.of(numbers, scales), attribute("axis", axis));
  }

  /** An operator's attribute: a whole number, a float, a word or whole numbers. */
  static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder made = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer whole) {
      made.setType(AttributeType.INT).setI(whole);
    } else if (value instanceof Float number) {
      made.setType(AttributeType.FLOAT).setF(number);
    } else if (value instanceof String word) {
      made.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(word));
    } else {
      made.setType(AttributeType.INTS);
      LongStream.of((long[]) value).forEach(made::addInts);
    }
    return made.build();
  }

  byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("deconv-lab")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private String constant(String name, DataType type, Shape shape, byte[] raw) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .addAllDims(LongStream.of(shape.getShape()).boxed().toList())
            .setRawData(ByteString.copyFrom(raw)));
    return name;
  }

  private static ValueInfoProto.Builder value(String name, Shape one) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("N");
    for (long size : one.getShape()) {
      shape.addDimBuilder().setDimValue(size);
    }
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder().setName(name).setType(type);
  }
}
