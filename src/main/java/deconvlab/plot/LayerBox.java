package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.Color;
import java.util.List;

/**
 * One layer of a {@link NetworkDrawing}: what it does, and the shape of what it hands on, for one
 * image.
 *
 * @param name as in records and tables: conv1, pool1, …
 * @param kind decides its colour
 * @param operation kernel, stride and the like, in few letters; may be blank
 * @param channels maps, or units where {@code side} is 0
 * @param side height and width of a map; 0 for a vector
 * @param marks what follows the layer's own operation: batch norm, the activation, …
 */
public record LayerBox(
    String name, Kind kind, String operation, int channels, int side, List<String> marks) {

  /** What a layer is, as far as a drawing tells. */
  public enum Kind {
    /** The image that goes in. */
    IMAGE("image", 0x8a8a8a),
    /** A convolution. */
    CONVOLUTION("convolution", 0x0072b2),
    /** A transposed convolution. */
    TRANSPOSED("transposed convolution", 0xd55e00),
    /** Pooling, upsampling, reshaping: no weights. */
    WEIGHTLESS("no weights", 0xbdbdbd),
    /** A dense layer. */
    DENSE("dense", 0xcc79a7),
    /** Where the loss is taken and gradients begin. */
    LOSS("loss", 0xb00020);

    private final String words;
    private final int rgb;

    Kind(String words, int rgb) {
      this.words = words;
      this.rgb = rgb;
    }

    String words() {
      return words;
    }

    Color color() {
      return new Color(rgb);
    }
  }

  public LayerBox {
    marks = List.copyOf(marks);
    Checks.that(
        kind == Kind.LOSS || (channels >= 1 && side >= 0),
        "%s has %d channels of side %d: give 1 channel or more, and side 0 for a vector",
        name,
        channels,
        side);
  }

  /** The loss, named for what it compares. */
  public static LayerBox loss(String what) {
    return new LayerBox("loss", Kind.LOSS, what, 0, 0, List.of());
  }

  /** The shape of what it hands on: "32 · 16×16", "64", nothing for a loss. */
  String shape() {
    return kind == Kind.LOSS
        ? ""
        : side == 0
            ? Text.format("%,d", channels)
            : Text.format("%d · %d×%d", channels, side, side);
  }

  /** The same under another name. */
  LayerBox named(String other) {
    return new LayerBox(other, kind, operation, channels, side, marks);
  }

  /** Whether {@code other} has the same name but for its number and gives the same shape. */
  boolean isLike(LayerBox other) {
    return kindOfName().equals(other.kindOfName()) && named(other.name).equals(other);
  }

  private String kindOfName() {
    return name.replaceFirst("\\d+$", "");
  }

  /** Operation, shape and marks in a sentence's words. */
  String inWords() {
    String how = operation.isBlank() ? "" : " (" + operation + ")";
    String what = kind == Kind.LOSS ? "" : ": " + shape();
    return name + how + what + (marks.isEmpty() ? "" : ", " + String.join(", ", marks));
  }
}
