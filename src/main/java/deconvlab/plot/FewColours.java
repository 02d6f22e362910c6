package deconvlab.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drawings in at most 256 colours, whose PNG takes half the bytes. Lines, areas and letters keep
 * theirs: what a drawing has beyond is rare shades of edges, each shown as the nearest that is
 * kept. Not for photographs.
 */
final class FewColours {
  private static final int MOST = 256;

  private FewColours() {}

  /** The drawing in its most frequent colours; one of no more than 256 stays as it is. */
  static BufferedImage of(BufferedImage drawing) {
    int width = drawing.getWidth();
    int height = drawing.getHeight();
    int[] pixels = drawing.getRGB(0, 0, width, height, null, 0, width);
    int[] kept = kept(pixels);
    IndexColorModel model =
        new IndexColorModel(Byte.SIZE, kept.length, kept, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] places = ((DataBufferByte) small.getRaster().getDataBuffer()).getData();
    Map<Integer, Byte> known = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      places[i] = known.computeIfAbsent(pixels[i], pixel -> (byte) nearest(pixel, kept));
    }
    return small;
  }

  /** From the most frequent on, and of two as frequent the lower number first. */
  private static int[] kept(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    Comparator<Map.Entry<Integer, Integer>> frequent = Map.Entry.comparingByValue();
    List<Integer> order =
        counts.entrySet().stream()
            .sorted(frequent.reversed().thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int nearest(int pixel, int[] kept) {
    int nearest = 0;
    for (int i = 1; i < kept.length; i++) {
      if (distance(pixel, kept[i]) < distance(pixel, kept[nearest])) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static int distance(int a, int b) {
    int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
    int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
    int blue = (a & 0xff) - (b & 0xff);
    return red * red + green * green + blue * blue;
  }
}
