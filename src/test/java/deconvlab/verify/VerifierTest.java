package deconvlab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.math.Tensor;
import deconvlab.record.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class VerifierTest {
  @TempDir Path folder;

  static Path own(String name) {
    try {
      return Path.of(VerifierTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("case.json"), text);
  }

  private static VerifyResult run(Path file, Operator... operators) {
    return Verifier.run(List.of(file), List.of(operators));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void ownCasesAgree(Engine engine) {
    VerifyResult result = Verifier.run(List.of(own("own_cases.json")), engine.operators());
    assertThat(result.lines()).containsExactly("verify: 7 of 7 agree, largest error 0");
    assertThat(result.exitStatus()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void ownConfigurationsAreRefusedAndAccepted(Engine engine) {
    VerifyResult result = Verifier.run(List.of(own("own_refused.json")), engine.operators());
    assertThat(result.lines()).containsExactly("verify: 27 of 27 agree, largest error 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv_transpose_onnx.json",
        "conv_transpose_samples.json",
        "conv_transpose_refused.json"
      })
  void sharedFilesAgreeWithBoth(String name) {
    Path file = Path.of("../shared/data", name);
    assumeTrue(Files.exists(file), () -> file + " is not on this machine");
    VerifyResult result = Verifier.run(List.of(file), Engine.BOTH.operators());
    assertThat(result.lines()).hasSize(1);
    assertThat(result.largestError()).isLessThan(1e-5);
  }

  @Test
  void refusalsNameTheOffendingArgumentAndItsValue() {
    VerifyResult result = Verifier.run(List.of(own("own_refused.json")), Engine.BOTH.operators());
    assertMessages(result, "output_padding", "outputPadding=2");
    assertMessages(result, "output_padding_negative", "outputPadding=", "-2");
    assertMessages(result, "output_size", "output size 0", "padding=1", "lower padding");
    assertMessages(result, "channels", "3 channels", "inChannels=2");
    assertMessages(result, "groups", "groups=3", "4");
    assertMessages(result, "groups_zero", "groups=0");
    assertMessages(result, "bias_length", "bias", "[3]", "[6]");
    assertMessages(result, "bias_rank", "bias", "[1, 3]");
    assertMessages(result, "kernel", "kernel=0");
    assertMessages(result, "rank", "[4, 4]", "rank 2");
    assertMessages(result, "weight_rank", "weight", "[2, 3, 3]", "rank 4");
    assertMessages(result, "stride", "stride=0", "at least 1");
    assertMessages(result, "stride_huge", "stride=1099511627776");
    assertMessages(result, "padding", "padding=", "-2");
    assertMessages(result, "dilation", "dilation=", "-1");
    assertMessages(result, "empty_axis", "size 0");
    assertMessages(result, "layer", "groups=4", "=6");
  }

  private static void assertMessages(VerifyResult result, String name, String... parts) {
    CaseResult found =
        result.cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    assertThat(found.checks()).hasSize(2);
    for (OperatorResult check : found.checks()) {
      assertThat(check.message()).as(check.operator()).startsWith("refused: ").contains(parts);
    }
  }

  /** The reference with its outputs changed, so that the verdict can be seen to fall. */
  private record Changed(boolean inDouble, UnaryOperator<Tensor> change) implements Operator {
    @Override
    public String name() {
      return "changed";
    }

    @Override
    public Outputs apply(Options options, Tensor x, Tensor w, Tensor b, Gradient gradient) {
      Outputs right = new ReferenceOperator().apply(options, x, w, b, gradient);
      return new Outputs(change.apply(right.y()), right.dx(), right.dw(), right.db());
    }

    @Override
    public long[] layer(Options options, Options.Layer layer, long[] xShape) {
      throw new IllegalStateException("some failure");
    }
  }

  private static UnaryOperator<Tensor> scaled(double factor) {
    return y -> {
      double[] data = y.data().clone();
      if (data.length > 0) {
        data[data.length - 1] *= factor;
      }
      return Tensor.of(y.shape(), data);
    };
  }

  @Test
  void toleranceIsTightInDoubleWhereTheFileIsExact() {
    Path file = own("own_cases.json");
    VerifyResult tight = run(file, new Changed(true, scaled(1 + 1e-8)));
    // Held to 1e-9: line, line_with_bias, groups; the others are cut there, empty or have no g.
    assertThat(tight.cases().stream().filter(c -> !c.agrees()).map(CaseResult::name))
        .containsExactly("line", "line_with_bias", "groups");
    assertThat(run(file, new Changed(false, scaled(1 + 9e-6))).agreeing()).isEqualTo(7);
    assertThat(run(file, new Changed(false, scaled(1 + 2e-5))).agreeing()).isLessThan(5);
  }

  @Test
  void notANumberAndAnotherShapeDisagree() throws IOException {
    Path file = own("own_cases.json");
    VerifyResult nan = run(file, new Changed(false, scaled(Double.NaN)));
    assertThat(nan.agreeing()).isEqualTo(3);
    assertThat(nan.lastLine()).isEqualTo("verify: 3 of 7 agree, largest error Infinity");
    assertThat(Json.read(nan.toJson(), ObjectNode.class).get("largest_error").asString())
        .isEqualTo("Infinity");
    VerifyResult flat = run(file, new Changed(false, y -> y.reshape(1, 1, y.size())));
    assertThat(flat.lines()).anyMatch(line -> line.contains("case groups: changed disagrees"));
    assertThat(flat.exitStatus()).isEqualTo(1);
  }

  @Test
  void refusingWithoutNamingOrAcceptingDisagrees() {
    VerifyResult result = run(own("own_refused.json"), new Changed(true, scaled(1)));
    assertThat(result.lines())
        .anyMatch(line -> line.contains("case layer: changed disagrees: refused without naming"))
        .anyMatch(
            line -> line.contains("case layer_accepts: changed disagrees: refused what must"));
  }

  @Test
  void aWrongFileDisagreesWithNumbersAndDoesNotCrash() throws IOException {
    String text = Files.readString(own("own_cases.json"));
    Path wrong = file(text.replace("\"data\":[1,10,102,20,200]", "\"data\":[1,10,103,20,200]"));
    VerifyResult result = run(wrong, new ReferenceOperator());
    assertThat(result.lines().get(0))
        .contains("case line: reference disagrees: output is 102.0 at element 2, expected 103.0");
    assertThat(result.lastLine()).isEqualTo("verify: 6 of 7 agree, largest error 5.0e-03");
    Path shape =
        file(
            text.replace(
                "{\"shape\":[1,2,1],\"data\":[21,4300]}", "{\"shape\":[2],\"data\":[21,4300]}"));
    assertThat(run(shape, new ReferenceOperator()).lines().get(0))
        .contains("output has shape [1, 2, 1], expected [2]");
    Path accepts =
        file(
            "{\"cases\":[{\"dims\":1,\"x_shape\":[1,1,2],\"w_shape\":[1,1,1],\"error_type\":\"E\"}]}");
    assertThat(run(accepts, new ReferenceOperator()).lines().get(0))
        .contains("case cases[0]: reference disagrees: accepted what must be refused");
  }

  @Test
  void jsonHoldsEveryCheck() throws IOException {
    VerifyResult result = Verifier.run(List.of(own("own_cases.json")), Engine.BOTH.operators());
    ObjectNode json = Json.read(result.toJson(), ObjectNode.class);
    assertThat(json.get("agree").asInt()).isEqualTo(7);
    ObjectNode first = json.withObject("/cases/" + 0);
    assertThat(first.get("name").asString()).isEqualTo("line");
    assertThat(first.withArray("checks")).hasSize(2);
  }

  @Test
  void enginesAreNamed() {
    assertThat(Engine.named("djl")).isEqualTo(Engine.DJL);
    assertThatThrownBy(() -> Engine.named("torch"))
        .hasMessage("engine=torch is unknown: use one of djl, reference, both");
  }
}
