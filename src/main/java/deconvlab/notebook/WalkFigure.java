package deconvlab.notebook;

import deconvlab.plot.ImageBatch;
import deconvlab.plot.ImageGrid;
import deconvlab.plot.Pictures;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ways from one picture to another, step by step under a slider. */
public final class WalkFigure {
  private static final int SHOWN = 6;

  private WalkFigure() {}

  /**
   * The figure.
   *
   * @param ways under its name what each way passes, the two ends included: as many pictures each
   */
  public static VegaFigure of(Map<String, ImageBatch> ways) {
    int steps = ways.values().iterator().next().count();
    ImageGrid still = ImageGrid.create();
    List<Map<String, Object>> pictures = new ArrayList<>();
    ways.forEach(
        (name, way) -> {
          Checks.that(way.count() == steps, "%s has %d pictures, not %d", name, way.count(), steps);
          for (int i = 0; i < steps; i++) {
            String url = "data:image/png;base64," + Pictures.base64(way.image(i));
            pictures.add(Map.of("what", name, "at", i, "url", url));
          }
          still.row(name, some(way, Math.min(SHOWN, steps)));
        });
    return VegaFigure.of("walk", still)
        .slider("share", 0, steps - 1, 1, 0)
        .data("pictures", pictures);
  }

  /** So many pictures, evenly spaced, the ends among them. */
  private static ImageBatch some(ImageBatch way, int most) {
    int size = way.channels() * way.height() * way.width();
    double[] shares = new double[most * size];
    for (int i = 0; i < most; i++) {
      int from = most == 1 ? 0 : i * (way.count() - 1) / (most - 1);
      System.arraycopy(way.shares(), from * size, shares, i * size, size);
    }
    return new ImageBatch(way.channels(), way.height(), way.width(), shares);
  }
}
