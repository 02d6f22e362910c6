package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Labels are part of what a run was made on; older records do not know them. */
class DataUsedTest {
  private final DataUsed data = Records.record(Outcome.COMPLETED).data();

  @Test
  void anOlderRecordWithoutAHashOfLabelsIsRead() throws JsonException {
    String text = Json.write(data);
    assertThat(text).contains(",\"labelsSha256\":\"ef\"");
    assertThat(Json.read(text, DataUsed.class)).isEqualTo(data);
    String older = text.replace(",\"labelsSha256\":\"ef\"", "");
    DataUsed read = Json.read(older, DataUsed.class);
    assertThat(read.labelsSha256()).isEmpty();
    assertThat(Json.write(read)).as("written as it was").isEqualTo(older);
    assertThat(read.isOf("cd", "other labels")).isTrue();
  }

  @Test
  void otherLabelsAreOtherData() {
    assertThat(data.isOf("cd", "ef")).isTrue();
    assertThat(data.isOf("cd", "")).isFalse();
    assertThat(data.isOf("ce", "ef")).isFalse();
  }
}
