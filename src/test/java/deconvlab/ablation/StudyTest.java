package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.record.Direction;
import deconvlab.record.Images;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Store;
import deconvlab.train.Patch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A study as data: written, read, built, kept. */
class StudyTest {
  private static final Study BUILT =
      Study.of("mine", "Does clipping help?")
          .base("network.model=s4", "network.width=8", "data=/my data/a=b")
          .level("clip", "none")
          .level("clip", "norm 1", "clip.type=norm", "clip.limit=1")
          .level("rate", "low", "optimizer.learningRate=0.01")
          .level("rate", "high", "optimizer.learningRate=0.1")
          .design("\"one-at-a-time\"")
          .seeds(10)
          .watch(20, 10)
          .contrast(
              Contrast.of(
                      "gradient-slope",
                      Map.of("clip", "norm 1"),
                      Direction.LESS,
                      Map.of("rate", "low", "clip", "none"))
                  .named("slope")
                  .with("{\"from\": 0, \"to\": 200}")
                  .withMargin(0.05))
          .contrast(
              Contrast.of("gap", Map.of("rate", "high"), Direction.GREATER, Map.of()).shown());

  private static final String WRITTEN =
      """
      {
        'id': 'mine',
        'question': 'Does clipping help?',
        'base': {'network.width': 8, 'network': {'model': 's4'}, 'data': '/my data/a=b'},
        'factors': {
          'clip': {'none': {}, 'norm 1': {'clip': {'type': 'norm', 'limit': 1}}},
          'rate': {
            'low': {'optimizer.learningRate': 1e-2},
            'high': {'optimizer': {'learningRate': 0.1}}
          }
        },
        'design': 'one-at-a-time',
        'seeds': 10,
        'watch': {'look': 20, 'score': 10},
        'contrasts': [
          {'name': 'slope', 'measure': 'gradient-slope', 'with': {'from': 0, 'to': 200},
            'arm': {'clip': 'norm 1'}, 'against': {'clip': 'none', 'rate': 'low'},
            'direction': 'less', 'margin': 0.05},
          {'measure': 'gap', 'arm': {'rate': 'high'}, 'against': {}, 'direction': 'greater',
            'margin': 0, 'primary': false}
        ]
      }
      """
          .replace('\'', '"');

  @TempDir private Path folder;

  private static Study read(String text) {
    return Study.read(text.getBytes(StandardCharsets.UTF_8), "mine.json");
  }

  @Test
  void whatIsBuiltIsWhatIsWritten() {
    assertThat(BUILT).isEqualTo(read(WRITTEN));
    assertThat(BUILT.profileNames()).containsExactly("quick");
  }

  static List<String> builtIn() {
    return Studies.names();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void aStudyIsReadAsItWasWritten(String name) throws JsonException {
    Study study = Studies.named(name);
    assertThat(Json.read(Json.write(study), Study.class)).isEqualTo(study);
    assertThat(read(Json.pretty(study))).isEqualTo(study);
    assertThat(read(Json.write(BUILT))).isEqualTo(BUILT);
  }

  @Test
  void claimsAreThoseThatAreThereInTheirOrder() {
    List<String> known = List.of("C20", "C07", "C21", "mine", "C01");
    assertThat(Studies.expanded(List.of("mine", "claims", "C07", "mine"), known))
        .containsExactly("mine", "C01", "C07", "C20");
    assertThat(Studies.expanded(List.of("claims"), List.of("mine"))).isEmpty();
  }

  @Test
  void aStoreKeepsIt() throws IOException {
    Store store = Store.at(folder);
    Images images = new Images("pixels", "labels", "made up");
    Map<String, Images> all = Map.of("/my data/a=b", images, "other", images);
    Plan plan = Plan.of(BUILT, "quick", List.of(3L, 5L), Patch.parse("network.width=4"));
    StoredStudy.of(plan, all).keep(store, line -> {});
    StoredStudy kept = StoredStudy.read(store, "mine", "quick");
    assertThat(kept).isEqualTo(StoredStudy.of(plan, all));
    assertThat(kept.images()).containsOnlyKeys("/my data/a=b");
    assertThat(kept.plan().arms()).isEqualTo(plan.arms());
    assertThat(kept.plan().seeds()).containsExactly(3L, 5L);
    assertThat(Study.ids(store)).containsExactly("mine");
    assertThat(Study.kept(store, "mine")).isEqualTo(BUILT);
    assertThat(StoredStudy.profiles(store, "mine")).containsExactly("quick");

    store.putStudy("newer.quick", Json.object().put("format", 2).put("more", true));
    assertThatThrownBy(() -> StoredStudy.read(store, "newer", "quick"))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": study newer.quick: format=2, this version reads 1");
    store.putStudy("broken.quick", Json.tree(kept).put("profile", "full"));
    assertThatThrownBy(() -> StoredStudy.read(store, "broken", "quick"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("study broken.quick: mine, profile full: profile=full is unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | [0, 1, 2] | seeds 0 to 2",
        "'\"3\"' | [0, 1, 2] | seeds 0 to 2",
        "'\"4-6\"' | [4, 5, 6] | seeds 4 to 6",
        "'\"7-7\"' | [7] | seed 7",
        "[9, 2, 5] | [2, 5, 9] | seeds 2, 5, 9",
        "[3, 2] | [2, 3] | seeds 2 to 3",
        "[9007199254740993] | [9007199254740993] | seed 9007199254740993",
      })
  void seedsInThreeForms(String written, String seeds, String words) throws JsonException {
    List<Long> read = SeedList.of(Json.read(written, JsonNode.class));
    assertThat(read.toString()).isEqualTo(seeds);
    assertThat(SeedList.words(read)).isEqualTo(words);
  }
}
