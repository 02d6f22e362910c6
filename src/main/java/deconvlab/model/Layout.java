package deconvlab.model;

import ai.djl.ndarray.types.Shape;
import deconvlab.text.Checks;
import java.util.List;

/**
 * A network as its layers: a trunk, and a head of class scores that leaves the trunk after {@code
 * headAt} of its layers. What the trunk ends in is the network's picture where it has the shape of
 * an image.
 *
 * @param input shape of what it takes of one image: the image, or the code that it makes one of
 * @param trunk layers from the input on
 * @param headAt how many trunk layers the head's input has passed; where there is no head, the
 *     {@linkplain #hasCode code}
 * @param head layers from there to the scores
 */
public record Layout(Shape input, List<Layer> trunk, int headAt, List<Layer> head) {
  public Layout {
    trunk = List.copyOf(trunk);
    head = List.copyOf(head);
    Checks.that(
        headAt >= 0 && headAt <= trunk.size(),
        "headAt=%d must be in [0, %d], the number of trunk layers",
        headAt,
        trunk.size());
  }

  /** A network of images. */
  public Layout(List<Layer> trunk, int headAt, List<Layer> head) {
    this(Network.IMAGE, trunk, headAt, head);
  }

  /** Whether it ends in class scores. */
  public boolean hasScores() {
    return !head.isEmpty();
  }

  /** Whether a code of a few numbers stands between the input and the picture. */
  public boolean hasCode() {
    return head.isEmpty() && headAt < trunk.size();
  }

  /** A network whose head takes what the whole trunk gives. */
  public static Layout straight(List<Layer> trunk, Layer... head) {
    return new Layout(trunk, trunk.size(), List.of(head));
  }
}
