package deconvlab.export;

import static deconvlab.export.OnnxGraph.attribute;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.onnx.proto.OnnxMl.AttributeProto;
import deconvlab.data.Normalization;
import deconvlab.model.Layer;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Network;
import deconvlab.model.Networks;
import deconvlab.model.Stage;
import deconvlab.nn.Dropout;
import deconvlab.nn.Nonlinearity;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in evaluation mode as an ONNX file (operator set 13): input {@code image}, (N, 3, 32,
 * 32) with pixels in [0, 1] for any N; outputs {@code scores}, (N, 10), and {@code picture}, those
 * that the network has. The normalisation is part of the graph.
 */
public final class OnnxFile {
  private final Network network;
  private final boolean int8;
  private final OnnxGraph graph;

  private OnnxFile(Network network, boolean int8) {
    this.network = network;
    this.int8 = int8;
    graph = new OnnxGraph(network.config().model());
  }

  /**
   * The bytes of the file.
   *
   * @param int8 whether weights are kept in 8 bits, one scale for each filter, a quarter of the
   *     room; they are multiplied out when the network runs, and computed with in float32
   */
  public static byte[] of(Network network, Normalization normalization, boolean int8) {
    return new OnnxFile(network, int8).bytes(normalization);
  }

  private byte[] bytes(Normalization normalization) {
    int headAt = Networks.layout(network.config()).headAt();
    int trunk = Networks.layout(network.config()).trunk().size();
    List<Stage> stages = network.stages();
    boolean ofImages = network.input().equals(Network.IMAGE);
    String in = graph.input(ofImages ? "image" : "code", network.input());
    String x = ofImages ? normalised(in, normalization) : in;
    String atHead = through(stages.subList(0, headAt), x);
    if (network.hasScores()) {
      String scores = through(stages.subList(trunk, stages.size()), atHead);
      graph.output(scores, "scores", stages.get(stages.size() - 1).output());
    }
    if (network.hasPicture()) {
      String picture = through(stages.subList(headAt, trunk), atHead);
      graph.output(
          network.isResidual() ? graph.node("Add", List.of(picture, x)) : picture,
          "picture",
          Network.IMAGE);
    }
    return graph.bytes();
  }

  private String normalised(String image, Normalization normalization) {
    Shape shape = new Shape(1, 3, 1, 1);
    String mean = graph.floats("mean", shape, normalization.mean());
    String std = graph.floats("std", shape, normalization.std());
    return graph.node("Div", List.of(graph.node("Sub", List.of(image, mean)), std));
  }

  private String through(List<Stage> stages, String from) {
    String x = from;
    for (Stage stage : stages) {
      x = stage.weighted() ? weighted(stage, x) : weightless(stage.layer(), x);
      for (Block block : stage.after()) {
        // Dropout does nothing in evaluation mode; what is neither is the activation.
        if (block instanceof BatchNorm) {
          x = normed(stage, x);
        } else if (!(block instanceof Dropout)) {
          x = activated(x);
        }
      }
    }
    return x;
  }

  private String weighted(Stage stage, String x) {
    List<String> inputs = new ArrayList<>(List.of(x, weight(stage)));
    stage.core().getDirectParameters().values().stream()
        .filter(one -> one.getType() == Parameter.Type.BIAS)
        .forEach(one -> inputs.add(floats(stage, one)));
    Layer layer = stage.layer();
    if (layer instanceof Conv c) {
      return graph.node("Conv", inputs, strides(c.stride()), pads(c.padding()));
    } else if (layer instanceof Deconv d) {
      return graph.node(
          "ConvTranspose",
          inputs,
          strides(d.stride()),
          pads(d.padding()),
          pair("output_padding", d.outputPadding()),
          attribute("group", d.groups()));
    }
    return graph.node("Gemm", inputs, attribute("transB", 1));
  }

  private String weight(Stage stage) {
    Parameter weight = stage.weight();
    if (!int8) {
      return floats(stage, weight);
    }
    String name = stage.name() + ".weight";
    int axis = stage.weightAxes()[0] == 1 ? 0 : 1;
    return graph.quantised(name, weight.getShape(), stage.quantised(8, true), axis);
  }

  private String floats(Stage stage, Parameter one) {
    return graph.floats(
        stage.name() + "." + one.getName(), one.getShape(), one.getArray().toFloatArray());
  }

  private String normed(Stage stage, String x) {
    List<String> inputs = new ArrayList<>(List.of(x));
    stage.after().stream()
        .filter(BatchNorm.class::isInstance)
        .flatMap(block -> block.getDirectParameters().values().stream())
        .forEach(one -> inputs.add(floats(stage, one)));
    return graph.node("BatchNormalization", inputs, attribute("epsilon", 1e-5f));
  }

  private String weightless(Layer layer, String x) {
    if (layer instanceof Layer.MaxPool pool) {
      return graph.node(
          "MaxPool", List.of(x), pair("kernel_shape", pool.size()), strides(pool.size()));
    } else if (layer instanceof Layer.AveragePool pool) {
      return graph.node(
          "AveragePool", List.of(x), pair("kernel_shape", pool.size()), strides(pool.size()));
    } else if (layer instanceof Layer.GlobalAverage) {
      return graph.node(
          "ReduceMean", List.of(x), attribute("axes", new long[] {2, 3}), attribute("keepdims", 0));
    } else if (layer instanceof Layer.Upsample up) {
      return upsampled(up, x);
    } else if (layer instanceof Layer.Shuffle maps) {
      return graph.node(
          "DepthToSpace",
          List.of(x),
          attribute("blocksize", maps.scale()),
          attribute("mode", "CRD"));
    } else if (layer instanceof Layer.Reshape maps) {
      String shape = graph.longs(x + ".shape", -1, maps.channels(), maps.side(), maps.side());
      return graph.node("Reshape", List.of(x, shape));
    }
    Checks.that(
        layer instanceof Layer.Flatten, "layer %s cannot be exported: take another model", layer);
    return graph.node("Flatten", List.of(x), attribute("axis", 1));
  }

  private String upsampled(Layer.Upsample up, String x) {
    String scales = graph.floats(x + ".scales", new Shape(4), 1, 1, up.scale(), up.scale());
    String large =
        graph.node(
            "Resize",
            List.of(x, "", scales),
            attribute("mode", "nearest"),
            attribute("coordinate_transformation_mode", "asymmetric"),
            attribute("nearest_mode", "floor"));
    return up.cut() == 0
        ? large
        : graph.node(
            "Slice",
            List.of(
                large,
                graph.longs(x + ".starts", 0, 0),
                graph.longs(x + ".ends", -up.cut(), -up.cut()),
                graph.longs(x + ".axes", 2, 3)));
  }

  private String activated(String x) {
    return switch (Nonlinearity.named(network.config().activation())) {
      case IDENTITY -> x;
      case SIGMOID -> graph.node("Sigmoid", List.of(x));
      case TANH -> graph.node("Tanh", List.of(x));
      case RELU -> graph.node("Relu", List.of(x));
      case LEAKY_RELU ->
          graph.node("LeakyRelu", List.of(x), attribute("alpha", (float) network.config().slope()));
      case ELU -> graph.node("Elu", List.of(x));
      case GELU -> gelu(x);
      case SILU -> graph.node("Mul", List.of(x, graph.node("Sigmoid", List.of(x))));
      case SOFTPLUS -> graph.node("Softplus", List.of(x));
    };
  }

  /** z·Φ(z) = z/2·(1 + erf(z/√2)): the operator itself came with set 20. */
  private String gelu(String x) {
    String root = graph.floats(x + ".root", new Shape(), (float) Math.sqrt(0.5));
    String one = graph.floats(x + ".one", new Shape(), 1);
    String half = graph.floats(x + ".half", new Shape(), 0.5f);
    String erf = graph.node("Erf", List.of(graph.node("Mul", List.of(x, root))));
    String both = graph.node("Mul", List.of(x, graph.node("Add", List.of(erf, one))));
    return graph.node("Mul", List.of(both, half));
  }

  private static AttributeProto strides(int stride) {
    return pair("strides", stride);
  }

  private static AttributeProto pads(int padding) {
    return attribute("pads", new long[] {padding, padding, padding, padding});
  }

  private static AttributeProto pair(String name, long value) {
    return attribute(name, new long[] {value, value});
  }
}
