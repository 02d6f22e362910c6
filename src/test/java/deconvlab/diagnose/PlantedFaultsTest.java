package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.data.ImageData;
import deconvlab.diagnose.FaultTable.Row;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Every fault, planted in 20 runs, is found in at least 19 with its layer and step; 20 healthy runs
 * have at most one false finding.
 */
class PlantedFaultsTest {
  @Test
  void plantedFaultsAreFoundAndHealthyRunsAreFreeOfFindings() {
    ImageData images = FaultTable.images();
    List<Row> healthy = FaultTable.rows(Planted.healthy(), images);
    List<Row> faults = FaultTable.rows(Planted.faults(), images);
    String table = FaultTable.markdown(healthy, faults);
    System.out.println(table);
    SoftAssertions all = new SoftAssertions();
    for (Row row : faults) {
      all.assertThat(row.found())
          .as(row.planted().finding() + " by " + row.planted().how())
          .isBetween(19, 20);
      all.assertThat(row.placed()).as("its place").isBetween(19, 20);
    }
    for (Row row : healthy) {
      all.assertThat(row.falseFindings())
          .as(row.planted().how() + " " + row.others())
          .isBetween(0, 1);
    }
    all.assertAll();
    assertThat(faults).hasSize(Planted.faults().size());
  }
}
