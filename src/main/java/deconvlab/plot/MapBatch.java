package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Planes of plain numbers: filters, feature maps, differences, one channel each. A value that is
 * not finite shows magenta.
 *
 * @param values N·height·width numbers
 */
public record MapBatch(int height, int width, double[] values) {
  private static final int NOT_A_NUMBER = 0xff00ff;

  public MapBatch {
    if (height < 1 || width < 1 || values.length % (height * width) != 0) {
      throw new IllegalArgumentException(
          Text.format(
              "%d values do not make whole maps of (%d, %d): give N·height·width values",
              values.length, height, width));
    }
  }

  /** Maps held as floats. */
  public static MapBatch of(float[] nhw, int height, int width) {
    double[] values = IntStream.range(0, nhw.length).mapToDouble(i -> nhw[i]).toArray();
    return new MapBatch(height, width, values);
  }

  /** How many maps there are. */
  public int count() {
    return values.length / (height * width);
  }

  /** What must be added to {@code other} to get these maps. */
  public MapBatch minus(MapBatch other) {
    Require.sameLength("height", height, "height of the other", other.height);
    Require.sameLength("values", values.length, "values of the other", other.values.length);
    double[] out =
        IntStream.range(0, values.length).mapToDouble(i -> values[i] - other.values[i]).toArray();
    return new MapBatch(height, width, out);
  }

  /** The greatest finite magnitude of all maps; 0 if there is none. */
  public double limit() {
    return IntStream.range(0, count()).mapToDouble(this::limit).max().orElse(0);
  }

  /** The greatest finite magnitude of map {@code index}; 0 if there is none. */
  public double limit(int index) {
    Span.Gather seen = range(index);
    return seen.isEmpty() ? 0 : Math.max(Math.abs(seen.low()), Math.abs(seen.high()));
  }

  /** Map {@code index} from blue at −{@code limit} over white at 0 to vermillion. */
  BufferedImage signed(int index, double limit) {
    double most = limit > 0 ? limit : 1;
    return image(index, value -> 0.5 + value / most / 2, ColorScale.DIVERGING);
  }

  /** Map {@code index} in grey, its least value black, its greatest white; a flat one is grey. */
  BufferedImage grey(int index) {
    Span.Gather seen = range(index);
    boolean isFlat = seen.isEmpty() || seen.low() == seen.high();
    double range = seen.high() - seen.low();
    return image(index, v -> isFlat ? 0.5 : (v - seen.low()) / range, ColorScale.GREY);
  }

  private BufferedImage image(int index, DoubleUnaryOperator share, ColorScale colors) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      double value = values[index * height * width + i];
      boolean isShown = Math.abs(value) <= Scale.LIMIT;
      image.setRGB(
          i % width,
          i / width,
          isShown ? colors.at(share.applyAsDouble(value)).getRGB() : NOT_A_NUMBER);
    }
    return image;
  }

  Span.Gather range(int index) {
    int plane = height * width;
    double[] map = Arrays.copyOfRange(values, index * plane, (index + 1) * plane);
    return new Span.Gather().addAll(map);
  }

  /** What {@code make} makes of each map's index. */
  <T> List<T> each(IntFunction<T> make) {
    return IntStream.range(0, count()).mapToObj(make).toList();
  }
}
