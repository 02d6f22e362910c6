package deconvlab.notebook;

import deconvlab.ablation.Paired;
import deconvlab.data.ImageSet;
import deconvlab.plot.Curves;
import deconvlab.plot.ImageBatch;
import deconvlab.plot.Pictures;
import deconvlab.plot.SeedRuns;
import deconvlab.plot.VegaFigure;
import deconvlab.saliency.Cascade;
import deconvlab.saliency.Method;
import deconvlab.saliency.SaliencyMap;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pictures of what a unit saw while the network forgets, layer by layer under a slider, each with
 * its rank correlation to the first; beside them that correlation over all images.
 */
public final class CascadeFigure {
  private CascadeFigure() {}

  /**
   * The figure.
   *
   * @param images those of the cascade
   * @param names what to call the first of them, which are shown as pictures
   */
  public static VegaFigure of(Cascade cascade, ImageSet images, List<String> names) {
    Checks.within("names.size()", names.size(), 1, images.size());
    int all = cascade.layers().size();
    List<Map<String, Object>> pictures = new ArrayList<>();
    List<Map<String, Object>> ranks = new ArrayList<>();
    List<Map<String, Object>> words = new ArrayList<>();
    for (int shown = 0; shown < names.size(); shown++) {
      ImageBatch image = Samples.images(images.pick(shown));
      pictures.add(picture(names.get(shown), -1, "image", image.image(0), ""));
    }
    for (int forgotten = 0; forgotten <= all; forgotten++) {
      words.add(Map.of("depth", forgotten, "words", words(cascade.layers(), forgotten)));
      for (Method method : cascade.methods()) {
        double[] rho = cascade.ranks(method, forgotten);
        ranks.add(rank(method.toString(), forgotten, Paired.of(rho)));
        for (int shown = 0; shown < names.size(); shown++) {
          SaliencyMap map = cascade.maps(method, forgotten).get(shown);
          String caption = Text.format("ρ %.2f", rho[shown]).replace('-', '−');
          pictures.add(
              picture(
                  names.get(shown), forgotten, method.toString(), Samples.picture(map), caption));
        }
      }
    }
    return VegaFigure.of("cascade", still(cascade, images.size()))
        .slider("forgotten", 0, all, 1, 0)
        .set("shown", names.get(0))
        .data("pictures", pictures)
        .data("ranks", ranks)
        .data("words", words);
  }

  private static Map<String, Object> picture(
      String shown, int forgotten, String what, BufferedImage picture, String caption) {
    String url = "data:image/png;base64," + Pictures.base64(picture);
    return Map.of(
        "picture", shown, "depth", forgotten, "what", what, "url", url, "caption", caption);
  }

  private static Map<String, Object> rank(String arm, int forgotten, Paired rho) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(VegaFigure.ARM, arm);
    row.put("depth", forgotten);
    row.put("mean", rho.mean());
    row.put("low", rho.mean() - rho.half());
    row.put("high", rho.mean() + rho.half());
    return row;
  }

  private static String words(List<String> layers, int forgotten) {
    return forgotten == 0
        ? "Nothing forgotten: the trained network."
        : "Forgotten: " + String.join(", ", layers.subList(0, forgotten)) + ".";
  }

  private static Curves still(Cascade cascade, int images) {
    int all = cascade.layers().size();
    double[] x = IntStream.rangeClosed(0, all).asDoubleStream().toArray();
    Curves still =
        Curves.create()
            .title("How alike the pictures stay while the network forgets")
            .subtitle(
                Text.format(
                    "rank correlation with the trained network's picture; mean and 95 %%"
                        + " t-interval, n = %d images",
                    images))
            .x("layers forgotten, from " + cascade.layers().get(0) + " down")
            .y("rank correlation ρ");
    for (Method method : cascade.methods()) {
      double[][] runs = new double[images][all + 1];
      for (int forgotten = 0; forgotten <= all; forgotten++) {
        double[] rho = cascade.ranks(method, forgotten);
        for (int i = 0; i < images; i++) {
          runs[i][forgotten] = rho[i];
        }
      }
      still.add(SeedRuns.of(method.toString(), runs).at(x));
    }
    return still;
  }
}
