package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.record.Copy;
import deconvlab.record.Direction;
import deconvlab.record.Images;
import deconvlab.record.Json;
import deconvlab.record.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a store without runs says of a study, and a report beside its numbers. */
class AssessmentTest {
  private static final String ABLATE = "environment/lab ablate rates --profile quick";
  private static final String REPORT = " && environment/lab report rates";

  @TempDir private Path folder;

  /** The study as it is kept when its seeds were asked for one set after the other. */
  private Results kept(Study study, ObjectNode set, List<List<Long>> asked) throws IOException {
    ImageData images = TestImages.data();
    Map<String, Images> named =
        Map.of("made-up", new Images(images.pixelsSha256(), images.labelsSha256(), images.note()));
    Store store = Store.at(folder);
    for (List<Long> seeds : asked) {
      Plan plan = Plan.of(study, "quick", seeds, set);
      StoredStudy.of(plan, named).keep(store, line -> {});
    }
    return Results.of(store, "rates");
  }

  private String command(Study study, ObjectNode set, List<List<Long>> asked) throws IOException {
    return Assessment.of(List.of(kept(study, set, asked))).evidence().get(0).command();
  }

  @Test
  void aNameOfSeveralContrastsMeansNone() throws IOException {
    Map<String, String> low = Map.of("rate", "low");
    Map<String, String> high = Map.of("rate", "high");
    Study study =
        RunnerTest.study()
            .contrast(Contrast.of("validation-accuracy", low, Direction.GREATER, high))
            .contrast(Contrast.of("training-loss", low, Direction.LESS, high));
    Results results = kept(study, Json.object(), List.of(List.of(0L)));
    assertThatThrownBy(() -> results.paired("low against high"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contrast='low against high' of rates stands for several measures");
  }

  @Test
  void theCommandRunsTheSeedsThatAreReported() throws IOException {
    List<Long> first = List.of(0L, 1L);
    List<Long> more = List.of(10L, 11L, 12L);
    ObjectNode set = Json.read("{\"maxSteps\":5}", ObjectNode.class);
    assertThat(command(RunnerTest.study(), set, List.of(first)))
        .isEqualTo(ABLATE + " --seeds 0-1 --set maxSteps=5" + REPORT);
    assertThat(command(RunnerTest.study(), set, List.of(first, List.of(5L), more)))
        .isEqualTo(
            String.join(
                    " && ",
                    ABLATE + " --seeds 0-1 --set maxSteps=5",
                    ABLATE + " --seeds 5-5 --set maxSteps=5",
                    ABLATE + " --seeds 10-12 --set maxSteps=5")
                + REPORT);
  }

  @Test
  void seedsThatTheStudyListsNeedNotBeNamed() throws IOException {
    JsonNode listed = Json.read("[2, 3, 7]", JsonNode.class);
    Study study = Copy.with(RunnerTest.study(), "seeds", listed);
    assertThat(command(study, Json.object(), List.of(List.of(2L, 3L, 7L))))
        .isEqualTo(ABLATE + REPORT);
    assertThat(command(study, Json.object(), List.of(List.of(2L, 3L, 7L), List.of(9L))))
        .isEqualTo(
            ABLATE
                + " --seeds 2-3 && "
                + ABLATE
                + " --seeds 7-7 && "
                + ABLATE
                + " --seeds 9-9"
                + REPORT);
  }
}
