package deconvlab.diagnose;

import deconvlab.data.ImageData;
import deconvlab.diagnose.FaultTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Every fault, planted in 20 runs, is found in at least 19 with its layer and step; 20 healthy runs
 * have at most one false finding together. Prints the table; {@code -Ddiagnosis.table=FILE} puts it
 * into the page FILE as well.
 */
class PlantedFaultsTest {
  @Test
  void plantedFaultsAreFoundAndHealthyRunsAreFreeOfFindings() throws IOException {
    ImageData images = FaultTable.images();
    List<Row> healthy = FaultTable.rows(Planted.healthy(), images);
    List<Row> faults = FaultTable.rows(Planted.faults(), images);
    List<Row> modes = ModeFaults.faults();
    List<Row> rightModes = ModeFaults.healthy();
    String table =
        "### Faults of a run\n\n"
            + FaultTable.markdown(healthy, faults)
            + "\n### Faults of the mode\n\n"
            + FaultTable.markdown(rightModes, modes);
    System.out.println(table);
    String page = System.getProperty("diagnosis.table", "");
    if (!page.isEmpty()) {
      FaultTable.write(table, Path.of(page));
    }
    SoftAssertions all = new SoftAssertions();
    for (Row row : join(faults, modes)) {
      String name = row.finding() + " by " + row.how();
      all.assertThat(row.found()).as(name).isBetween(19, 20);
      all.assertThat(row.placed()).as(name + ": layer and step").isBetween(19, 20);
    }
    for (Row row : join(healthy, rightModes)) {
      all.assertThat(row.falseFindings()).as("%s: %s", row.how(), row.others()).isLessThan(2);
    }
    all.assertAll();
  }

  private static List<Row> join(List<Row> a, List<Row> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }
}
