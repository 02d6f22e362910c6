package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The house theme as a Vega-Lite {@code config}. The page is whatever the notebook's is: letters
 * and lines are of a grey that is read on white and on near black alike (4.5 to 1 and 4.2 to 1).
 */
final class VegaTheme {
  private static final String GREY = "#777777";
  private static final String GRID = "rgba(128,128,128,0.22)";
  private static final String FONT = "Helvetica Neue, Segoe UI, Arial, sans-serif";
  private static final int DARKEST = 0x50;

  private VegaTheme() {}

  /** The theme with the hues of {@code arms}. */
  static Map<String, Object> config(List<String> arms) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("background", "transparent");
    config.put("font", FONT);
    config.put("view", Map.of("stroke", "transparent"));
    config.put("title", title());
    config.put("axis", axis());
    config.put("header", labels());
    Map<String, Object> legend = new LinkedHashMap<>(labels());
    legend.put("symbolOpacity", 1);
    config.put("legend", legend);
    config.put("text", Map.of("fill", GREY, "fontSize", Theme.TEXT_SIZE));
    config.put("rule", Map.of("stroke", GREY));
    config.put("concat", Map.of("spacing", 14));
    config.put("range", Map.of("category", hues(arms), "ramp", shades(ColorScale.SEQUENTIAL)));
    return config;
  }

  private static Map<String, Object> title() {
    return Map.of(
        "color",
        GREY,
        "subtitleColor",
        GREY,
        "fontSize",
        Theme.TITLE_SIZE - 1,
        "subtitleFontSize",
        Theme.TEXT_SIZE,
        "subtitlePadding",
        4,
        "offset",
        12);
  }

  private static Map<String, Object> axis() {
    Map<String, Object> axis = new LinkedHashMap<>(labels());
    axis.put("gridColor", GRID);
    axis.put("domainColor", GREY);
    axis.put("tickColor", GREY);
    axis.put("titleFontWeight", "normal");
    axis.put("labelLimit", 200);
    return axis;
  }

  private static Map<String, Object> labels() {
    return Map.of(
        "labelColor",
        GREY,
        "titleColor",
        GREY,
        "labelFontSize",
        Theme.SMALL_SIZE,
        "titleFontSize",
        Theme.TEXT_SIZE);
  }

  /** The colours of {@code arms}, of seven at least. */
  static List<String> hues(List<String> arms) {
    List<Color> colors = new ArrayList<>(Hues.colors(arms));
    while (colors.size() < LineStyle.ARMS) {
      colors.add(Theme.color(colors.size()));
    }
    return colors.stream().map(VegaTheme::onAnyPage).toList();
  }

  /** The arms' dashes: arms of one hue, such as with and without a remedy, differ by theirs. */
  static List<List<Integer>> dashes(List<String> arms) {
    int[] slots = Hues.slots(arms, IntStream.range(0, arms.size()).toArray());
    return Arrays.stream(slots)
        .mapToObj(slot -> slot < Hues.COLOURS ? List.of(1, 0) : List.of(7, 4))
        .toList();
  }

  /** What is nearly black on a white page would vanish on a dark one. */
  private static String onAnyPage(Color color) {
    int brightest = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()));
    return brightest < DARKEST ? GREY : hex(color);
  }

  private static List<String> shades(ColorScale scale) {
    List<String> shades = new ArrayList<>();
    for (int i = 0; i <= 8; i++) {
      shades.add(hex(scale.at(i / 8.0)));
    }
    return shades;
  }

  private static String hex(Color color) {
    return Text.format("#%06x", color.getRGB() & 0xffffff);
  }
}
