package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.model.NetworkConfig;
import deconvlab.record.Copy;
import deconvlab.record.Direction;
import deconvlab.record.Literature;
import deconvlab.train.ClipConfig;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A study in one size: its arms, contrasts and cells. */
class PlanTest {
  private static final TrainConfig S4 =
      TrainConfig.of(NetworkConfig.of("s4").withWidth(8), "cifar10-mini")
          .withMemoryFormat("contiguous");

  private static Study study() {
    return Study.of("mine", "Does it help?")
        .base("network.model=s4", "network.width=8")
        .level("clip", "none")
        .level("clip", "norm 1", "clip.type=norm", "clip.limit=1")
        .level("batch norm", "off")
        .level("batch norm", "on", "network.batchNorm=true")
        .seeds(2);
  }

  private static Study read(String more) {
    String text =
        "{'id': 'mine', 'question': 'Does it help?', 'seeds': 2,"
            + "'base': {'network': {'model': 's4', 'width': 8}},"
            + "'factors': {'clip': {'none': {}, 'norm 1': {'clip.type': 'norm', 'clip.limit': 1}},"
            + "'batch norm': {'off': {}, 'on': {'network': {'batchNorm': true}}}}"
            + more
            + "}";
    return Study.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "mine.json");
  }

  private static List<String> names(Plan plan) {
    return plan.arms().stream().map(Arm::name).toList();
  }

  private static List<String> cells(Plan plan) {
    return plan.cells().stream()
        .map(c -> c.arm().name() + " " + c.seed() + " " + c.measure().title())
        .toList();
  }

  @Test
  void armsAreNamedByTheirLevelsAndConfigured() {
    Plan plan = Plan.of(study(), "quick");
    assertThat(names(plan)).containsExactly("none, off", "none, on", "norm 1, off", "norm 1, on");
    assertThat(plan.arms().get(2).config()).isEqualTo(S4.withClip(ClipConfig.norm(1)));
    assertThat(plan.arms().get(1).config())
        .isEqualTo(Copy.with(S4, "network", S4.network().withBatchNorm(true)));
    assertThat(plan.arms().get(2).levels().keySet()).containsExactly("clip", "batch norm");
    assertThat(names(Plan.of(Study.of("one", "What?"), "quick"))).containsExactly("the only arm");
    Study twice =
        Study.of("twice", "What?")
            .level("a", "x, y")
            .level("a", "x", "batch=8")
            .level("b", "z", "epochs=2")
            .level("b", "y, z", "epochs=4");
    assertThat(names(Plan.of(twice, "quick")))
        .containsExactly("x, y, z", "x, y, y, z", "x, z", "{a=x, b=y, z}")
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsSetLiesOverLevelsTheseOverProfilesTheseOverTheBase() {
    Study study =
        read(
            ", 'profiles': {'smoke': {'base': {'clip.weights': 0.5, 'network.width': 4},"
                + " 'seeds': [9, 4]}, 'quick': {}}");
    Plan plan = Plan.of(study, "smoke");
    assertThat(plan.seeds()).containsExactly(4L, 9L);
    assertThat(plan.arm(Map.of("clip", "norm 1", "batch norm", "off")).config())
        .isEqualTo(
            Copy.with(S4, "network", S4.network().withWidth(4))
                .withClip(ClipConfig.norm(1).withWeights(0.5)));
    Plan set =
        Plan.of(study, "smoke", List.of(5L), Patch.parse("network.width=2", "clip.weights=2"));
    assertThat(set.seeds()).containsExactly(5L);
    assertThat(set.arms())
        .allSatisfy(
            arm -> {
              assertThat(arm.config().network().width()).isEqualTo(2);
              assertThat(arm.config().clip().weights()).isEqualTo(2);
            });
  }

  @Test
  void allArmsOfASeedStandTogetherAfterTheTuning() {
    Study study =
        read(
            ", 'tune': {'key': 'optimizer.learningRate', 'grid': [0.01, 0.1], 'seeds': '8-9',"
                + "'measure': 'training-loss', 'best': 'least', 'arms': [{'clip': 'none', 'batch norm': 'on'}]},"
                + "'measures': [{'measure': 'validation-accuracy'}]");
    assertThat(cells(Plan.of(study, "quick")))
        .containsExactly(
            "none, on, optimizer.learningRate=0.01 8 training loss",
            "none, on, optimizer.learningRate=0.1 8 training loss",
            "none, on, optimizer.learningRate=0.01 9 training loss",
            "none, on, optimizer.learningRate=0.1 9 training loss",
            "none, off 0 validation accuracy",
            "none, on 0 validation accuracy",
            "norm 1, off 0 validation accuracy",
            "norm 1, on 0 validation accuracy",
            "none, off 1 validation accuracy",
            "none, on 1 validation accuracy",
            "norm 1, off 1 validation accuracy",
            "norm 1, on 1 validation accuracy");
  }

  @Test
  void armsAreMeasuredByWhatIsAskedAndComparedAndElseByAccuracy() {
    assertThat(cells(Plan.of(study().seeds(1), "quick")))
        .hasSize(4)
        .allMatch(cell -> cell.endsWith("0 validation accuracy"));
    Contrast slope =
        Contrast.of(
            "gradient-slope",
            Map.of("clip", "norm 1", "batch norm", "off"),
            Direction.LESS,
            Map.of("clip", "none", "batch norm", "off"));
    Contrast rate =
        Copy.with(slope, "measure", "largest-rate").named("rate").with("{\"grid\": [0.1, 1]}");
    // A search is made for the arms that it compares alone.
    assertThat(cells(Plan.of(study().seeds(1).contrast(slope).contrast(rate), "quick")))
        .containsExactly(
            "none, off 0 gradient slope, step 0",
            "none, off 0 largest rate that trains, of 2 from 0.1 to 1",
            "none, on 0 gradient slope, step 0",
            "norm 1, off 0 gradient slope, step 0",
            "norm 1, off 0 largest rate that trains, of 2 from 0.1 to 1",
            "norm 1, on 0 gradient slope, step 0");
  }

  private static List<String> compared(String design, String arm, String against) {
    Study study =
        read(
            ", 'design': "
                + design
                + ", 'contrasts': [{'measure': 'validation-accuracy', 'arm': "
                + arm
                + ", 'against': "
                + against
                + ", 'direction': 'less', 'margin': 0, 'unit': 'pp'}]");
    return Plan.of(study, "quick").comparisons().get(0).arms().stream().map(Arm::name).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'grid' | {'clip': 'none', 'batch norm': 'on'} | {'batch norm': 'on', 'clip': 'norm 1'}"
            + " | none, on; norm 1, on",
        "'one-at-a-time' | {'clip': 'norm 1'} | {} | norm 1, off; none, off",
        "'one-at-a-time' | {'batch norm': 'on'} | {'clip': 'none'} | none, on; none, off",
        "'leave-one-out' | {} | {'batch norm': 'off'} | norm 1, on; norm 1, off",
        "[{'clip': 'none', 'batch norm': 'on'}, {'clip': 'norm 1', 'batch norm': 'off'}]"
            + " | {'clip': 'none'} | {'clip': 'norm 1'} | none, on; norm 1, off",
        "'grid' | {'clip': 'none', 'batch norm': 'on'} | 12.5 | none, on",
        "'grid' | {'clip': 'norm 1', 'batch norm': 'on'}"
            + " | {'interaction': {'batch norm': 'off', 'clip': 'none'}}"
            + " | norm 1, on; norm 1, off; none, on; none, off",
      })
  void contrastsFindTheirArms(String design, String arm, String against, String found) {
    assertThat(String.join("; ", compared(design, arm, against))).isEqualTo(found);
  }

  @Test
  void anInteractionIsSaidAsTwoEffects() {
    Plan plan =
        Plan.of(
            read(
                ", 'contrasts': [{'measure': 'validation-accuracy',"
                    + "'arm': {'clip': 'norm 1', 'batch norm': 'on'},"
                    + "'against': {'interaction': {'clip': 'none', 'batch norm': 'off'}},"
                    + "'direction': 'greater', 'margin': 2}]"),
            "quick");
    ContrastArms c = plan.comparisons().get(0);
    assertThat(c.arm()).isEqualTo("norm 1, on − norm 1, off");
    assertThat(c.against()).isEqualTo("none, on − none, off");
    assertThat(c.name()).isEqualTo("norm 1, on − norm 1, off against none, on − none, off");
  }

  @Test
  void whatStandsTwiceOrForNothingIsRefused() {
    String contrast =
        "{'measure': 'validation-accuracy', 'arm': {'clip': 'none', 'batch norm': 'on'},"
            + "'against': 10, 'direction': 'less', 'margin': 0}";
    assertThatThrownBy(() -> read(", 'contrasts': [" + contrast + "," + contrast + "]"))
        .hasMessageContaining("contrast 'none, on against 10' by validation accuracy stands twice");
    String tune = "{'key': 'batch', 'grid': [8, 16], 'seeds': [70], 'measure': 'training-loss'}";
    assertThatThrownBy(() -> read(", 'tune': [" + tune + ", " + tune + "]"))
        .hasMessageContaining("arm 'none, off': has 2 things to tune, at most one can be");
    String both = tune.replace("}", ", 'arms': [{'clip': 'norm 1', 'batch norm': 'on'}]}");
    assertThatThrownBy(() -> read(", 'design': 'one-at-a-time', 'tune': " + both))
        .hasMessageContaining("tune: no arm chooses batch");
    // What an arm chooses for itself does not tell it apart.
    Study study = study().level("batch", "4", "batch=4").level("batch", "2", "batch=2");
    Study chosen = Copy.with(study, "tune", Study.json(tune.replace('\'', '"')));
    assertThatThrownBy(() -> Plan.of(chosen, "quick"))
        .hasMessageContaining("arm 'none, off, 2': is the same run as arm 'none, off, 4'");
    Study wide = study();
    for (int i = 0; i < 40; i++) {
      wide = wide.level("batch", "of " + i, "batch=" + (i + 1));
    }
    Study wider = wide.seeds(10_000);
    assertThatThrownBy(() -> Plan.of(wider, "quick"))
        .hasMessageContaining("160 arms of 10,000 seeds are too many: at most 100,000 runs");
  }

  @Test
  void literatureNamesAContrastOrNone() {
    String cited =
        ", 'contrasts': [{'name': 'cheaper', 'measure': 'multiply-adds', 'arm': {'clip': 'none',"
            + "'batch norm': 'off'}, 'against': 10, 'direction': 'less', 'margin': 0}],"
            + "'literature': [{'reference': 'Somebody, Somewhere', 'year': 2010, 'found': 'It is.',"
            + "'contrast': 'cheaper', 'says': 'supported'},"
            + "{'reference': 'Another', 'year': 2015, 'found': 'Something else.'}]";
    assertThat(read(cited).literature())
        .extracting(Literature::contrast)
        .containsExactly("cheaper", "");
    assertThatThrownBy(() -> read(cited.replace("'contrast': 'cheaper'", "'contrast': 'cheap'")))
        .hasMessage(
            "mine.json: mine, profile quick: literature[0].contrast='cheap' is the name of 0"
                + " contrasts, must be of one; perhaps cheaper");
    assertThatThrownBy(() -> read(cited.replace("'supported'", "'not resolved'")))
        .hasMessageContaining("literature[0]: says=not resolved must be supported or refuted");
    assertThatThrownBy(() -> read(cited.replace(", 'says': 'supported'", "")))
        .hasMessageContaining("literature[0]: says=null must be supported or refuted");
    assertThatThrownBy(() -> read(cited.replace("2015", "20150")))
        .hasMessageContaining("literature[1]: year=20150 must be in [1600, 2200]");
    assertThatThrownBy(() -> read(", 'proved': [{'statement': '', 'proof': 'x', 'test': 'y'}]"))
        .hasMessageContaining("proved[0]: statement='' must be printable text");
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void everyProofOfABuiltInStudyHasItsTest(String name) {
    assertThat(Studies.named(name).proved())
        .allSatisfy(proof -> assertThat(Class.forName(proof.test())).isNotNull());
  }

  static Set<String> builtIn() {
    return Set.copyOf(Studies.names());
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void everyProfileOfEveryBuiltInStudyIsPlanned(String name) {
    Study study = Studies.named(name);
    assertThat(study.id()).isEqualTo(name);
    for (String profile : study.profileNames()) {
      Plan plan = Plan.of(study, profile);
      assertThat(plan.cells()).isNotEmpty();
      assertThat(plan.describe()).hasSizeGreaterThan(plan.arms().size());
      assertThat(names(plan)).doesNotHaveDuplicates();
    }
  }
}
