package deconvlab.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes every figure, at its best and at its worst, as PNG files into a folder, to be looked at:
 *
 * <pre>java -cp … deconvlab.plot.Gallery FOLDER [PART OF A NAME]</pre>
 */
public final class Gallery {
  private Gallery() {}

  /** Every picture by its file's name. */
  static Map<String, Supplier<Figure<?>>> all() {
    Map<String, Supplier<Figure<?>>> all = new LinkedHashMap<>();
    CurveSamples.addTo(all);
    LayerSamples.addTo(all);
    ImageSamples.addTo(all);
    return all;
  }

  /** Writes the pictures and, on standard output, each one's alternative text. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String wanted = arguments.length > 1 ? arguments[1] : "";
    for (Map.Entry<String, Supplier<Figure<?>>> entry : all().entrySet()) {
      if (entry.getKey().contains(wanted)) {
        long begun = System.nanoTime();
        Figure<?> figure = entry.getValue().get();
        Pictures.save(figure.draw(), folder.resolve(entry.getKey() + ".png"));
        System.out.printf(
            "%s (%d ms): %s%n",
            entry.getKey(), (System.nanoTime() - begun) / 1_000_000, shortened(figure.alt()));
      }
    }
  }

  private static String shortened(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  /** "conv1", "conv2", … */
  static List<String> layers(int count) {
    return java.util.stream.IntStream.rangeClosed(1, count).mapToObj(i -> "conv" + i).toList();
  }
}
