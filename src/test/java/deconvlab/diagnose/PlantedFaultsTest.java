package deconvlab.diagnose;

import deconvlab.data.ImageData;
import deconvlab.diagnose.FaultTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    String table = FaultTable.markdown(healthy, faults);
    System.out.println(table);
    String page = System.getProperty("diagnosis.table", "");
    if (!page.isEmpty()) {
      FaultTable.write(table, Path.of(page));
    }
    SoftAssertions all = new SoftAssertions();
    for (Row row : faults) {
      String name = row.planted().finding() + " by " + row.planted().how();
      all.assertThat(row.found()).as(name).isBetween(19, 20);
      all.assertThat(row.placed()).as(name + ": layer and step").isBetween(19, 20);
    }
    for (Row row : healthy) {
      all.assertThat(row.falseFindings())
          .as("%s: %s", row.planted().how(), row.others())
          .isLessThan(2);
    }
    all.assertAll();
  }
}
