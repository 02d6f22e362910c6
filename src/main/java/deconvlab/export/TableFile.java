package deconvlab.export;

import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as a file that is written row by row: it may be larger than memory. CSV is that of RFC
 * 4180 in UTF-8 with line feeds; what is missing is nothing, an empty text is {@code ""}. Parquet
 * is made of it by DuckDB, whose driver is looked for when the program runs: nobody else has it on
 * the class path.
 */
public enum TableFile {
  CSV,
  PARQUET;

  private static final String DRIVER = "jdbc:duckdb:";

  /** Takes the cells of a row: texts, numbers, null for what is missing. */
  @FunctionalInterface
  interface Row {
    void of(Object... cells) throws IOException;
  }

  /** Gives rows. */
  @FunctionalInterface
  interface Rows {
    void to(Row row) throws IOException;
  }

  /**
   * Writes {@code folder/name.csv}, or {@code .parquet}, whole or not at all.
   *
   * @param columns each a name, a space and its type: VARCHAR, BIGINT or DOUBLE
   * @throws IOException if it cannot be written; of Parquet also where DuckDB is missing
   */
  Path write(Path folder, String name, List<String> columns, Rows rows) throws IOException {
    if (this == CSV) {
      Path file = folder.resolve(name + ".csv");
      WholeFiles.make(file, part -> csv(part, columns, rows));
      return file;
    }
    check();
    Path file = folder.resolve(name + ".parquet");
    WholeFiles.make(
        file,
        part -> {
          Path csv = part.resolveSibling(part.getFileName() + ".csv");
          try {
            csv(csv, columns, rows);
            parquet(csv, columns, part);
          } finally {
            Files.deleteIfExists(csv);
          }
        });
    return file;
  }

  /** Makes sure, before the work, that files of this form can be made. */
  public void check() throws IOException {
    if (this == PARQUET && DriverManager.drivers().noneMatch(TableFile::isDuckDb)) {
      throw new IOException(
          "Parquet is written by DuckDB, which is not on the class path:"
              + " 'environment/lab export parquet' fetches it, once");
    }
  }

  private static boolean isDuckDb(java.sql.Driver driver) {
    try {
      return driver.acceptsURL(DRIVER);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void csv(Path file, List<String> columns, Rows rows) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile());
        BufferedWriter text =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      Row row = cells -> line(text, cells);
      row.of(columns.stream().map(TableFile::name).toArray());
      rows.to(row);
      text.flush();
      out.getFD().sync();
    }
  }

  private static String name(String column) {
    return column.substring(0, column.lastIndexOf(' '));
  }

  private static void line(BufferedWriter text, Object... cells) throws IOException {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(cells[i] == null ? "" : cell(cells[i].toString()));
    }
    text.append('\n');
  }

  private static String cell(String value) {
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static void parquet(Path csv, List<String> columns, Path file) throws IOException {
    String types =
        columns.stream()
            .map(c -> quoted(name(c)) + ": " + quoted(c.substring(name(c).length() + 1)))
            .collect(Collectors.joining(", ", "{", "}"));
    String copy =
        Text.format(
            "COPY (SELECT * FROM read_csv(%s, auto_detect = false, header = true, delim = ',',"
                + " quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false,"
                + " columns = %s)) TO %s (FORMAT parquet, COMPRESSION zstd)",
            quoted(csv.toString()), types, quoted(file.toString()));
    try (Connection duck = DriverManager.getConnection(DRIVER);
        Statement statement = duck.createStatement()) {
      // What it needs is in its jar; nothing is to be fetched on the way.
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute(copy);
    } catch (SQLException e) {
      throw new IOException("DuckDB writes no Parquet: " + e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
