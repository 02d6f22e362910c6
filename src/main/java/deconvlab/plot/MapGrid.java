package deconvlab.plot;

import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * {@link ImageGrid}s of numbers that are no pictures: filters, feature maps, differences. Signed
 * numbers are blue below 0, white at 0 and vermillion above, with a scale below the grid that says
 * what full colour is.
 */
public final class MapGrid {
  private MapGrid() {}

  /** What full colour stands for. */
  public enum Scaling {
    /**
     * The greatest magnitude of each map; captions say how much that is. Maps cannot be compared.
     */
    EACH,
    /** The greatest magnitude of all maps together. */
    ALL
  }

  /**
   * Filters of one layer, signed.
   *
   * @param filters one kernel plane each, for instance weight[c][o] of a transposed convolution
   * @param columns planes in a row, for instance how many there are of one c
   */
  public static ImageGrid filters(MapBatch filters, int columns, Scaling scaling) {
    Objects.requireNonNull(scaling, "scaling");
    return signed(filters, columns, scaling, "weight");
  }

  /**
   * Feature maps of one image, signed: before the activation, or after one that is not above 0
   * only.
   *
   * @param maps one channel each
   */
  public static ImageGrid signedMaps(MapBatch maps, int columns, Scaling scaling) {
    return signed(maps, columns, scaling, "activation");
  }

  /** Feature maps of one image in grey, each from its own least to its own greatest value. */
  public static ImageGrid greyMaps(MapBatch maps, int columns) {
    return ImageGrid.create()
        .wrapped(maps.each(maps::grey), maps.each(i -> ends(maps.range(i))), columns)
        .scale(ColorScale.GREY, List.of("least", "greatest"), "each map by itself" + broken(maps));
  }

  private static String ends(Span.Gather seen) {
    return seen.isEmpty()
        ? "not finite"
        : Text.format("%s…%s", Numbers.digits(seen.low(), 2), Numbers.digits(seen.high(), 2));
  }

  /**
   * {@code first} above {@code second} above first − second, on one scale for all differences;
   * colours differ by the mean of their three differences.
   *
   * @param a what the first are, e.g. "output"
   * @param b what the second are, e.g. "input"
   */
  public static ImageGrid difference(String a, ImageBatch first, String b, ImageBatch second) {
    MapBatch gap = first.plain().minus(second.plain());
    double limit = gap.limit();
    return ImageGrid.create()
        .row(a, first)
        .row(b, second)
        .row("difference", gap.each(i -> gap.signed(i, limit)), List.of())
        .scale(
            ColorScale.DIVERGING,
            ends(limit),
            Text.format("%s − %s, share of white", a, b) + broken(gap));
  }

  private static ImageGrid signed(MapBatch maps, int columns, Scaling scaling, String what) {
    boolean each = scaling == Scaling.EACH;
    double all = maps.limit();
    String meaning =
        each
            ? "; full colour is each map's own greatest, given below it"
            : ", one scale for all maps";
    return ImageGrid.create()
        .wrapped(
            maps.each(i -> maps.signed(i, each ? maps.limit(i) : all)),
            each ? maps.each(i -> limit(maps.limit(i))) : List.of(),
            columns)
        .scale(
            ColorScale.DIVERGING,
            each ? List.of("−max", "0", "max") : ends(all),
            what + meaning + broken(maps));
  }

  private static String limit(double limit) {
    return (limit == 0 ? "" : "±") + Numbers.digits(limit, 2);
  }

  private static List<String> ends(double limit) {
    String most = Numbers.digits(limit, 2);
    return limit == 0 ? List.of("", "all are 0", "") : List.of("−" + most, "0", most);
  }

  private static String broken(MapBatch maps) {
    boolean isBroken = Arrays.stream(maps.values()).anyMatch(v -> !(Math.abs(v) <= Scale.LIMIT));
    return isBroken ? "; magenta: not finite" : "";
  }
}
