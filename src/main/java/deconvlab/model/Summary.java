package deconvlab.model;

import deconvlab.text.Text;
import java.util.Locale;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A network layer by layer: output shape, parameters and multiply-adds for one image. A twin's
 * convolution is shown as {@code deconv1 (conv)}.
 */
public final class Summary {
  private final Table table;

  private Summary(Table table) {
    this.table = table;
  }

  /** The summary of {@code network}, which must have been initialised. */
  public static Summary of(Network network) {
    StringColumn layer = StringColumn.create("layer");
    StringColumn shape = StringColumn.create("output shape");
    LongColumn parameters = LongColumn.create("parameters");
    LongColumn multiplyAdds = LongColumn.create("multiply-adds");
    for (Stage stage : network.stages()) {
      layer.append(stage.name() + (stage.twin() ? " (conv)" : ""));
      shape.append(stage.output().toString());
      parameters.append(stage.parameters());
      multiplyAdds.append(stage.multiplyAdds());
    }
    return new Summary(
        Table.create(network.config().model(), layer, shape, parameters, multiplyAdds));
  }

  /** One row a layer. */
  public Table table() {
    return table.copy();
  }

  /** Trainable numbers in all. */
  public long parameters() {
    return (long) table.longColumn("parameters").sum();
  }

  /** Multiply-adds in all, for one image forwards. */
  public long multiplyAdds() {
    return (long) table.longColumn("multiply-adds").sum();
  }

  /** The table as text, with a line of sums. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int longest = table.stringColumn(0).asList().stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(10, longest) + "s %-16s %14s %16s%n";
    line(text, format, "layer", "output shape", "parameters", "multiply-adds");
    for (int i = 0; i < table.rowCount(); i++) {
      String shape = table.stringColumn(1).get(i);
      long parameters = table.longColumn(2).get(i);
      sums(
          text,
          format,
          table.stringColumn(0).get(i),
          shape,
          parameters,
          table.longColumn(3).get(i));
    }
    sums(text, format, "all", "", parameters(), multiplyAdds());
    return text.toString();
  }

  private static void sums(
      StringBuilder text, String format, String layer, String shape, long parameters, long cost) {
    line(text, format, layer, shape, Text.format("%,d", parameters), Text.format("%,d", cost));
  }

  private static void line(StringBuilder text, String format, Object... cells) {
    text.append(String.format(Locale.ROOT, format, cells));
  }
}
