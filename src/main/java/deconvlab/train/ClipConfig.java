package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import deconvlab.nn.Clipping;
import deconvlab.text.Checks;
import java.util.List;

/**
 * What is clipped. Gradients: with {@code norm}, all of them times min(1, limit/(n + 1e-6)), n
 * their global L2 norm; with {@code value}, each element into [−limit, limit]. Weights: after every
 * step, the weights of convolutions, transposed convolutions and linear layers into [−weights,
 * weights]; biases and batch norm are left alone.
 *
 * @param type {@code none}, {@code norm} or {@code value}
 * @param limit above 0; 0 with {@code none}
 * @param weights limit of the weights, 0 for none
 */
public record ClipConfig(String type, double limit, double weights) {
  /** Nothing is clipped. */
  public static final ClipConfig NONE = new ClipConfig("none", 0, 0);

  public ClipConfig {
    Checks.oneOf("clip", type, List.of("none", "norm", "value"));
    Checks.notNegative("limit", limit);
    Checks.notNegative("weights", weights);
    Checks.require(
        type.equals("none") == (limit == 0),
        "limit",
        limit,
        type.equals("none")
            ? "needs clip=norm or clip=value"
            : "must be above 0 with clip=" + type);
  }

  /** Gradients by their global norm. */
  public static ClipConfig norm(double limit) {
    return new ClipConfig("norm", limit, 0);
  }

  /** Gradients element by element, on both sides. */
  public static ClipConfig value(double limit) {
    return new ClipConfig("value", limit, 0);
  }

  /** The same for the gradients, with weights kept in [−limit, limit]; 0 for no limit. */
  public ClipConfig withWeights(double value) {
    return new ClipConfig(type, limit, value);
  }

  /** The gradients clipped; {@code none} is the share of them, 0, where nothing is. */
  Clipping.Clipped apply(NDList gradients, NDArray norm, NDArray none) {
    return switch (type) {
      case "norm" -> Clipping.byNorm(gradients, norm, limit);
      case "value" -> Clipping.byValue(gradients, limit);
      default -> new Clipping.Clipped(gradients, norm, none);
    };
  }
}
