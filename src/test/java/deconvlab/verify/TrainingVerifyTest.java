package deconvlab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Training runs. {@code training_parity.json} was made by {@code
 * environment/peers/training_parity.py --set small} with torch 2.7.1.
 */
class TrainingVerifyTest {
  private static final Path OWN = VerifierTest.own("training_parity.json");

  @TempDir Path folder;
  private ObjectNode file;

  @BeforeEach
  void read() throws IOException {
    file = Json.read(Files.readString(OWN), ObjectNode.class);
  }

  private Path written() throws IOException {
    return Files.writeString(folder.resolve("runs.json"), file.toString());
  }

  private ObjectNode run(int index) {
    return file.withObject("/runs/" + index);
  }

  /** Keeps one run, so that a test that runs it is short. */
  private ObjectNode only(int index) {
    ArrayNode one = Json.object().putArray("runs");
    one.add(run(index));
    file.set("runs", one);
    return run(0);
  }

  private static VerifyResult verify(Path path) {
    return Verifier.run(List.of(path), Engine.DJL.operators());
  }

  @ParameterizedTest
  @CsvSource({"DJL", "BOTH"})
  void ownRunsAgree(Engine engine) {
    VerifyResult result = Verifier.run(List.of(OWN), engine.operators());
    assertThat(result.lines())
        .hasSize(5)
        .anyMatch(line -> line.contains("run sgd_everything: djl agrees, largest error "))
        .last()
        .asString()
        .startsWith("verify: 4 of 4 agree, largest error ");
    assertThat(result.largestError()).isLessThan(1e-4);
    assertThat(result.exitStatus()).isZero();
  }

  @Test
  void sharedRunsAgree() {
    Path shared = Path.of("../shared/data/train_parity_sample.json");
    assumeTrue(Files.exists(shared), () -> shared + " is not on this machine");
    assertThat(verify(shared).lastLine()).startsWith("verify: 3 of 3 agree, ");
  }

  @Test
  void runsAndCasesStandTogether() {
    VerifyResult result =
        Verifier.run(List.of(OWN, VerifierTest.own("own_cases.json")), Engine.BOTH.operators());
    assertThat(result.agreeing()).isEqualTo(11);
    assertThatThrownBy(() -> Verifier.run(List.of(OWN), Engine.REFERENCE.operators()))
        .isInstanceOf(VerifyFileException.class)
        .hasMessageContaining("run sgd_everything: is a training run, which djl alone can repeat")
        .hasMessageContaining("use engine=djl or engine=both");
  }

  /** Run 0 has all of these; any other value of one must show, and where. */
  @ParameterizedTest
  @CsvSource({
    "optimizer, momentum, 0.8, at step 1",
    "optimizer, nesterov, false, at step 1",
    "optimizer, lr, 0.06, lr at step 0",
    "clip, limit, 0.3, at step 1",
    "schedule, end, 0.002, lr at step 1",
    "schedule, warmup, 4, lr at step 0",
    ", l1, 0.002, grad_l2 of first.weight at step 0",
    ", l2, 0.02, at step 1",
    ", weight_clip, 0.2, at step 1",
    ", activation, leaky_relu, at step 0",
    ", label_smoothing, 0.01, at step 0",
  })
  void anotherOptionDisagrees(String of, String field, String value, String where)
      throws IOException {
    ObjectNode changed = of == null ? only(0) : only(0).withObject(of);
    boolean text = value.matches("[a-z_]+") && !value.equals("false");
    changed.set(field, Json.read(text ? "\"" + value + "\"" : value, JsonNode.class));
    VerifyResult result = verify(written());
    assertThat(result.lastLine()).startsWith("verify: 0 of 1 agree");
    assertThat(result.lines().get(0))
        .contains("run sgd_everything: djl disagrees: first off is ", where, "tolerance");
    assertThat(result.exitStatus()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "loss, 7, 1.002, loss at step 7",
    "lr, 3, 1.00001, lr at step 3",
    "grad_global_l2, 1, 1.001, at step 1",
    "grad_global_l2, 9, 1.2, at step 9",
  })
  void aWrongNumberIsNamed(String field, int step, double factor, String where) throws IOException {
    scale(only(0).withArray(field), step, factor);
    assertThat(verify(written()).lines().get(0)).contains("first off is", where);
  }

  @Test
  void theEndIsCompared() throws IOException {
    ObjectNode run = only(1);
    run.put("loss_after_last_step", 1.01 * run.get("loss_after_last_step").asDouble());
    assertThat(verify(written()).lines().get(0)).contains("first off is loss_after_last_step");
    read();
    scale(only(1).withArray("final_param_l2"), 0, 1.05);
    assertThat(verify(written()).lines().get(0))
        .contains("first off is final_param_l2 of first.weight");
  }

  private static void scale(ArrayNode numbers, int at, double factor) {
    numbers.set(at, factor * numbers.get(at).asDouble());
  }

  @ParameterizedTest
  @CsvSource({
    "loss, [1], runs[0]: loss has 1 entries must have 20 one a step",
    "loss, , runs[0].loss is missing",
    "steps, 0, runs[0]: steps=0 must be in [1 10000]",
    "steps, 3000000000, runs[0].steps is out of range must be a whole number of at most 32 bits",
    "loss_spread, '[1e30,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', must be from 0 to 0.05",
    "grad_l2_spread, '[-1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', must be from 0 to 0.05",
    "activation, '\"mish\"', run sgd_everything: activation=mish is unknown: use one of",
    "batch_norm, 1, runs[0].batch_norm is 1 must be true or false",
    "l1, -1, 'run sgd_everything: l1=-1.0 must be at least 0 and finite'",
    "optimizer, '{\"type\":\"lion\",\"lr\":1}', run sgd_everything: optimizer=lion is unknown",
    "optimizer, '{\"type\":\"sgd\"}', runs[0].optimizer.lr is missing",
    "clip, '{\"type\":\"norm\"}', runs[0].clip.limit is missing",
    "schedule, '{\"type\":\"poly\"}', run sgd_everything: schedule=poly is unknown",
    "label_smoothing, 2, run sgd_everything: labelSmoothing=2.0",
    "param_names, '[\"first.weight\"]', runs[0]: grad_l2 has 10 entries must have 1",
    "final_param_l2, '[1]', runs[0]: final_param_l2 has 1 entries",
    "grad_l2, '[1]', 'runs[0].grad_l2[0] is 1, must be a list'",
    "loss_after_last_step, '\"x\"', 'runs[0].loss_after_last_step is \"x\", must be a number'",
    "loss_after_last_step, '\"NaN\"', runs[0]: loss_after_last_step[0] is NaN must be a finite",
  })
  void aRunThatCannotBeIsNamed(String field, String value, String message) throws IOException {
    if (value == null) {
      run(0).remove(field);
    } else {
      run(0).set(field, Json.read(value, JsonNode.class));
    }
    refused(message);
  }

  private void refused(String message) throws IOException {
    Path path = written();
    assertThatThrownBy(() -> verify(path))
        .isInstanceOf(VerifyFileException.class)
        .hasMessageStartingWith(path.toString())
        .satisfies(
            e -> assertThat(e.getMessage().replace(",", "")).contains(message.replace(",", "")));
  }

  @Test
  void aFileThatCannotBeIsNamed() throws IOException {
    for (String field : List.of("x", "labels", "network", "params")) {
      JsonNode kept = file.remove(field);
      refused(field + " is missing");
      file.set(field, kept);
    }
    file.withArray("labels").remove(0);
    refused("labels has 7 entries must have one for each of x's images");
    read();
    file.withArray("labels").set(0, 4);
    refused("must end in (N classes) with more than 4 classes");
  }

  @Test
  void aNetworkThatCannotBeIsNamed() throws IOException {
    layer(2).put("type", "lstm");
    refused("network.layers[2]: type=lstm is unknown: use one of conv2d");
    read();
    layer(2).remove("kernel");
    refused("network.layers[2]: kernel is missing");
    read();
    layer(2).put("in", 5);
    refused("run sgd_everything: layer up has in=5 but its input has shape");
    read();
    layer(2).put("output_padding", 2);
    refused("run sgd_everything: layer up of conv_transpose2d does not fit its input");
    read();
    layer(2).put("name", "other");
    refused("run sgd_everything: params lacks other.weight");
    read();
    file.withObject("/params/" + 0).put("name", "else.weight");
    refused("run sgd_everything: params lacks first.weight which the network needs");
    read();
    run(1).withArray("param_names").set(1, "bn7.weight");
    refused("run adam_bn_tanh: param_names is");
  }

  private ObjectNode layer(int index) {
    return file.withObject("/network/layers/" + index);
  }
}
