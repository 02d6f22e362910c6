package deconvlab.saliency;

import deconvlab.data.ImageSet;
import deconvlab.model.Layer;
import deconvlab.model.Network;
import deconvlab.model.Stage;
import deconvlab.text.Checks;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rectangle of the image that a unit can see: nothing outside it ever changes the unit's value.
 * Rows and columns are counted from 0, both ends belong to it.
 */
public record ReceptiveField(int top, int left, int bottom, int right) {
  /** The whole image. */
  public static final ReceptiveField WHOLE =
      new ReceptiveField(0, 0, ImageSet.SIDE - 1, ImageSet.SIDE - 1);

  /** Rows that it has. */
  public int height() {
    return bottom - top + 1;
  }

  /** Columns that it has. */
  public int width() {
    return right - left + 1;
  }

  /** Its part of one number a pixel, row by row. */
  double[] of(double... pixels) {
    return IntStream.range(0, height() * width())
        .mapToDouble(i -> pixels[(top + i / width()) * ImageSet.SIDE + left + i % width()])
        .toArray();
  }

  /** First and last place on one axis. */
  private record Span(int from, int to) {
    Span within(int size) {
      return new Span(Math.max(0, from), Math.min(size - 1, to));
    }
  }

  /**
   * Of the unit at a position of {@code layer}'s maps, whatever its channel; of a layer without
   * maps row and column 0.
   */
  public static ReceptiveField of(Network network, String layer, int row, int column) {
    List<Stage> path = network.path(layer);
    int[] sides = path.stream().mapToInt(stage -> side(stage.output().getShape())).toArray();
    Checks.within("row", row, 0, sides[sides.length - 1] - 1);
    Checks.within("column", column, 0, sides[sides.length - 1] - 1);
    Span rows = new Span(row, row);
    Span columns = new Span(column, column);
    for (int i = path.size() - 1; i >= 0; i--) {
      int size = i == 0 ? ImageSet.SIDE : sides[i - 1];
      rows = before(path.get(i).layer(), rows, size).within(size);
      columns = before(path.get(i).layer(), columns, size).within(size);
    }
    return new ReceptiveField(rows.from, columns.from, rows.to, columns.to);
  }

  private static int side(long... shape) {
    return shape.length == 3 ? (int) shape[1] : 1;
  }

  /** The inputs that a span of outputs reads, on an axis of {@code size} inputs. */
  private static Span before(Layer layer, Span out, int size) {
    if (layer instanceof Layer.Conv c) {
      int from = out.from * c.stride() - c.padding();
      return new Span(from, out.to * c.stride() - c.padding() + c.kernel() - 1);
    } else if (layer instanceof Layer.Deconv d) {
      // Input i writes outputs i·s − p + t, t in [0, k).
      int least = out.from + d.padding() - d.kernel() + 1;
      return new Span(
          -Math.floorDiv(-least, d.stride()), Math.floorDiv(out.to + d.padding(), d.stride()));
    } else if (layer instanceof Layer.MaxPool p) {
      return new Span(out.from * p.size(), (out.to + 1) * p.size() - 1);
    } else if (layer instanceof Layer.AveragePool p) {
      return new Span(out.from * p.size(), (out.to + 1) * p.size() - 1);
    } else if (layer instanceof Layer.Upsample u) {
      return new Span(out.from / u.scale(), out.to / u.scale());
    } else if (layer instanceof Layer.Shuffle u) {
      return new Span(out.from / u.scale(), out.to / u.scale());
    }
    boolean all =
        layer instanceof Layer.Flatten
            || layer instanceof Layer.Reshape
            || layer instanceof Layer.Dense
            || layer instanceof Layer.Sample
            || layer instanceof Layer.GlobalAverage;
    Checks.that(all, "layer %s has no receptive field here: say what it reads", layer);
    return new Span(0, size - 1);
  }
}
