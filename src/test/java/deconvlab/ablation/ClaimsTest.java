package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Direction;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The studies of the claims are what was fixed before the runs. */
class ClaimsTest {
  private static final List<String> IDS =
      IntStream.rangeClosed(1, 20).mapToObj(i -> Text.format("C%02d", i)).toList();

  /** Seeds are 10 but for these. */
  private static final Set<String> TWENTY = Set.of("C13", "C16");

  /** id, arm | against | measure | direction | margin, as the plan of the claims has them. */
  private static final String PRIMARY =
      """
      C01 stride 1, kernel 7, fan-scaled | stride 1, kernel 3, fan-scaled | gain | > | 0.05
      C01 stride 2, kernel 7, fan-scaled | stride 2, kernel 3, fan-scaled | gain | > | 0.05
      C02 S4, library init, as it is | S4, library init, twin | gain | > | 0.05
      C02 S4, right init, as it is | S4, right init, twin | gain | > | 0.05
      C03 weights 0.1, ×3 | none, ×3 | largest-rate | > | 0.3
      C03 none, ×1 | weights 0.1, ×1 | validation-accuracy | > | 2
      C04 L2 | none | spikiness | < | 0.1
      C04 L2 | none | validation-accuracy | > | -2
      C05 ×3, cosine | ×3, constant | largest-rate | > | 0.3
      C06 deep stack 16, library init, on | deep stack 16, library init, off | gradient-slope | < | 0.05
      C06 deep stack 16, right init, on | deep stack 16, right init, off | gradient-slope | < | 0.05
      C06 DDNet, rate search, weights ×3, on | DDNet, rate search, weights ×3, off | largest-rate | > | 0.3
      C07 16, ReLU, He, right fan | 16, ReLU, N(0, 0.01) | gradient-slope | < | 0.05
      C07 16, ReLU, He, right fan | 16, ReLU, He, library’s fan | gradient-slope | < | 0.05
      C07 16, tanh, Xavier, right fan | 16, tanh, N(0, 0.01) | gradient-slope | < | 0.05
      C08 8, ReLU, off | 8, sigmoid, gain 1, off | gradient-slope | > | 0.1
      C08 8, ReLU, off | 8, tanh, off | gradient-slope | > | 0.1
      C09 S4, healthy | 0 | dead-channels | > | 1
      C09 S4, 10 times | 0 | dead-channels | > | 1
      C10 10 %, on | 10 %, off | gap-at-training-loss | < | 0.1
      C10 100 %, on | 100 %, off | gap-at-training-loss | < | 0.1
      C11 0.5, last layer | none | gap-at-training-loss | < | 0.1
      C11 0.2 everywhere | none | gradient-slope | < | 0.05
      C12 tanh | sigmoid | validation-accuracy | > | 2
      C12 tanh | sigmoid | gap-at-training-loss | < | 0.1
      C13 leaky 0.1 | ReLU | validation-accuracy | > | 1
      C13 leaky 0.1 | ReLU | gap-at-training-loss | < | 0.1
      C14 deep stack 16, right init, as it is | deep stack 16, right init, twin | gradient-slope | < | 0.05
      C14 deep stack 16, library init, as it is | deep stack 16, library init, twin | gradient-slope | < | 0.05
      C15 S4, 10 % | S4, twin, 10 % | validation-accuracy | > | 2
      C15 S4, 100 % | S4, twin, 100 % | validation-accuracy | > | 2
      C16 S4, 10 % | S4, twin, 10 % | gap-at-training-loss | < | 0.1
      C16 S4, 100 % | S4, twin, 100 % | gap-at-training-loss | < | 0.1
      C17 L2, 10 % | nothing, 10 % | gap-at-training-loss | < | 0.1
      C17 augmentation, 10 % | nothing, 10 % | gap-at-training-loss | < | 0.1
      C17 nothing, 100 % | nothing, 10 % | gap | < | 0.1
      C18 Adam | SGD | log-steps-to-accuracy | < | 0.1
      C18 RMSprop | SGD | log-steps-to-accuracy | < | 0.1
      C20 S4, first convolution | 0 | restoration-error | < | -0.05
      C20 S4, first convolution | 0 | trained-restoration-error | < | -0.05
      C20 S4, first convolution | 0 | restoration-error | < | -0.05
      """;

  private static List<String> primary(String id, String profile) {
    List<String> found = new ArrayList<>();
    for (ContrastArms c : Plan.of(Studies.named(id), profile).comparisons()) {
      Contrast contrast = c.contrast();
      if (contrast.primary()) {
        String against =
            contrast.against().isNumber() ? contrast.against().asString() : c.arms().get(1).name();
        found.add(
            id
                + " "
                + String.join(
                    " | ",
                    c.arms().get(0).name(),
                    against,
                    contrast.measure(),
                    contrast.direction() == Direction.GREATER ? ">" : "<",
                    Measures.shown(contrast.margin())));
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "full"})
  void theFortyOnePrimaryContrastsAreThosePlanned(String profile) {
    List<String> all = IDS.stream().flatMap(id -> primary(id, profile).stream()).toList();
    assertThat(all).hasSize(41).containsExactlyElementsOf(PRIMARY.lines().toList());
  }

  static Stream<String> ids() {
    return IDS.stream();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void eachHasItsSeedsAndSizes(String id) {
    Study study = Studies.named(id);
    assertThat(study.id()).isEqualTo(id);
    assertThat(study.profileNames()).containsExactly("smoke", "quick", "full");
    assertThat(study.limits()).isNotBlank();
    assertThat(study.literature()).isNotEmpty();
    assertThat(study.threads()).isEqualTo(1);
    for (String profile : List.of("quick", "full")) {
      Plan plan = Plan.of(study, profile);
      assertThat(plan.seeds()).hasSize(TWENTY.contains(id) ? 20 : 10).startsWith(0L, 1L, 2L);
      assertThat(plan.arms())
          .allSatisfy(
              arm ->
                  assertThat(arm.config().data())
                      .isEqualTo(profile.equals("full") ? "cifar10" : "cifar10-mini"));
    }
  }

  @Test
  void allOfThemAreBuiltIn() {
    assertThat(Studies.expanded(List.of("claims"), Studies.names())).isEqualTo(IDS);
  }
}
