package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** What a record answers. */
class RunRecordTest {
  private final RunRecord record = Records.record(Outcome.COMPLETED);

  @Test
  void theTableHasAStepColumnAndEverySeries() {
    Table table = record.table();
    assertThat(table.columnNames())
        .containsExactly(
            "step",
            "epoch",
            "loss",
            "learning rate",
            "gradient norm",
            "gradient norm/conv1",
            "gradient norm/dense1");
    assertThat(table.types()).startsWith(ColumnType.INTEGER, ColumnType.INTEGER, ColumnType.FLOAT);
    assertThat(table.intColumn("step").asList()).containsExactly(0, 1, 2);
    assertThat(table.intColumn("epoch").asList()).containsExactly(0, 0, 1);
    assertThat(table.floatColumn("loss").get(0)).isEqualTo(2.3025851f);
    assertThat(table.floatColumn("gradient norm/dense1").get(2)).isEqualTo(6f);
    assertThat(table.rowCount()).isEqualTo(3);
  }

  @Test
  void layersAndTheirNorms() {
    assertThat(record.layers()).containsExactly("conv1", "dense1");
    assertThat(record.layerNorms()).isDeepEqualTo(new double[][] {{1, -0.0}, {2, 5}, {3, 6}});
  }

  @Test
  void theLastScoreOfASplit() {
    assertThat(record.lastScore("validation").orElseThrow().step()).isEqualTo(3);
    assertThat(record.lastScore("test").orElseThrow().images()).isEqualTo(2_000);
    assertThat(record.lastScore("train")).isEmpty();
    assertThat(record.model()).isEqualTo("ddnet");
  }

  @Test
  void nobodyChangesARecordFromOutside() {
    record.configuration().put("epochs", 99);
    assertThat(record.configuration().get("epochs").asInt()).isEqualTo(3);
    record.steps().get(RunRecord.LOSS)[0] = 0;
    assertThat(record.steps().get(RunRecord.LOSS)[0]).isEqualTo(2.3025851f);
  }

  @Test
  void seriesRefuseUnevenColumnsAndUnknownNames() {
    Map<String, float[]> uneven = new LinkedHashMap<>();
    uneven.put("a", new float[2]);
    uneven.put("b", new float[3]);
    assertThatThrownBy(() -> new Series(uneven))
        .hasMessage(
            "column 'b' has 3 values, column 'a' has 2: every column needs one value a step");
    assertThatThrownBy(() -> record.steps().get("losss"))
        .hasMessageContaining("no column 'losss': this series has [epoch, loss, learning rate,");
  }

  @Test
  void seriesAreEqualBitByBit() {
    Series one = new Series(Map.of("a", new float[] {Float.NaN, 0f}));
    assertThat(one).isEqualTo(new Series(Map.of("a", new float[] {Float.NaN, 0f})));
    assertThat(one).isNotEqualTo(new Series(Map.of("a", new float[] {Float.NaN, -0f})));
    assertThat(one).isNotEqualTo(new Series(Map.of("b", new float[] {Float.NaN, 0f})));
    assertThat(new Series(Map.of()).length()).isZero();
  }
}
