package deconvlab.notebook;

import ai.djl.ndarray.types.Shape;
import deconvlab.model.Layer;
import deconvlab.model.Layer.AveragePool;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Dense;
import deconvlab.model.Layer.GlobalAverage;
import deconvlab.model.Layer.MaxPool;
import deconvlab.model.Layer.Shuffle;
import deconvlab.model.Layer.Upsample;
import deconvlab.model.Layout;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import deconvlab.model.Size;
import deconvlab.model.Stage;
import deconvlab.plot.LayerBox;
import deconvlab.plot.LayerBox.Kind;
import deconvlab.plot.NetworkDrawing;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;

/** A configuration's network, made ready to be drawn. */
final class NetworkPicture {
  private final NetworkConfig config;

  private NetworkPicture(NetworkConfig config) {
    this.config = config;
  }

  /** The drawing of the network that {@code config} asks for. */
  static NetworkDrawing of(NetworkConfig config) {
    return new NetworkPicture(config).drawing();
  }

  private NetworkDrawing drawing() {
    Layout layout = Networks.layout(config);
    List<Stage> stages = Network.of(config, 0).stages();
    int trunk = layout.trunk().size();
    List<LayerBox> before = new ArrayList<>();
    before.add(
        box(
            layout.input().dimension() == 1 ? "code" : "image",
            Kind.IMAGE,
            "",
            layout.input(),
            List.of()));
    before.addAll(boxes(stages.subList(0, layout.headAt())));
    List<LayerBox> after = boxes(stages.subList(layout.headAt(), trunk));
    List<LayerBox> head = boxes(stages.subList(trunk, stages.size()));
    head.add(LayerBox.loss(layout.hasScores() ? "cross-entropy" : "squared error"));
    return named(
        after.isEmpty() ? straight(before, head) : NetworkDrawing.branching(before, after, head),
        stages);
  }

  private static NetworkDrawing straight(List<LayerBox> trunk, List<LayerBox> head) {
    trunk.addAll(head);
    return NetworkDrawing.of(trunk);
  }

  private NetworkDrawing named(NetworkDrawing drawing, List<Stage> stages) {
    return drawing
        .title(
            Text.format(
                "%s%s: %d layers with weights, %,d parameters",
                name(),
                twin(),
                stages.stream().filter(Stage::weighted).count(),
                Size.of(config).parameters()))
        .subtitle("below each box: channels · height × width of what it hands on, for one image");
  }

  private String twin() {
    return switch (config.twin()) {
      case "none" -> "";
      case "conv", "matched" -> ", its twin without transposed convolutions";
      default -> ", " + config.twin();
    };
  }

  /** As the lessons write it: DDNet, S4, stack. */
  private String name() {
    String model = config.model();
    return model.equals("ddnet") ? "DDNet" : model.replaceFirst("^s(?=\\d)", "S");
  }

  private List<LayerBox> boxes(List<Stage> stages) {
    List<LayerBox> boxes = new ArrayList<>();
    for (Stage stage : stages) {
      Layer layer = stage.layer();
      String how =
          stage.before().isEmpty()
              ? operation(layer)
              : Text.format("after dropout %s", config.dropout());
      boxes.add(box(stage.name(), kind(layer), how, stage.output(), marks(stage)));
    }
    return boxes;
  }

  private static LayerBox box(
      String name, Kind kind, String operation, Shape shape, List<String> marks) {
    int side = shape.dimension() == 1 ? 0 : Math.toIntExact(shape.get(1));
    return new LayerBox(name, kind, operation, Math.toIntExact(shape.get(0)), side, marks);
  }

  private static Kind kind(Layer layer) {
    if (layer instanceof Dense) {
      return Kind.DENSE;
    } else if (layer instanceof Deconv) {
      return Kind.TRANSPOSED;
    }
    return layer instanceof Conv ? Kind.CONVOLUTION : Kind.WEIGHTLESS;
  }

  private static String operation(Layer layer) {
    if (layer instanceof Conv conv) {
      return (conv.twin() ? "conv " : "") + kernel(conv.kernel(), conv.stride());
    } else if (layer instanceof Deconv deconv) {
      return kernel(deconv.kernel(), deconv.stride());
    } else if (layer instanceof MaxPool pool) {
      return Text.format("max %d×%d", pool.size(), pool.size());
    } else if (layer instanceof AveragePool pool) {
      return Text.format("mean %d×%d", pool.size(), pool.size());
    } else if (layer instanceof GlobalAverage) {
      return "mean of map";
    }
    if (layer instanceof Shuffle maps) {
      return Text.format("channels to %d×%d pixels", maps.scale(), maps.scale());
    }
    return layer instanceof Upsample up ? Text.format("nearest ×%d", up.scale()) : "";
  }

  private static String kernel(int kernel, int stride) {
    String size = Text.format("%d×%d", kernel, kernel);
    return stride == 1 ? size : Text.format("%s, stride %d", size, stride);
  }

  /** What follows the layer's own operation, in the order in which it runs. */
  private List<String> marks(Stage stage) {
    List<String> marks = new ArrayList<>();
    boolean drops = config.dropout() > 0 && stage.activated();
    if (drops && config.dropoutPlace().equals("before-norm")) {
      marks.add("dropout");
    }
    if (config.batchNorm() && stage.layer().after() != Layer.After.NOTHING) {
      marks.add("batch norm");
    }
    if (drops && config.dropoutPlace().equals("after-norm")) {
      marks.add("dropout");
    }
    if (stage.activated()) {
      marks.add(config.activation().equals("relu") ? "ReLU" : config.activation());
    }
    return marks;
  }
}
