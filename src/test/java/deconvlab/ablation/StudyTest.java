package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.model.NetworkConfig;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study may be, and what a store makes of it. */
class StudyTest {
  private static final TrainConfig CONFIG = TrainConfig.of(NetworkConfig.of("cnn"), "made-up");
  private static final Arm ARM = new Arm("ReLU, weights ×3", CONFIG);

  @TempDir private Path folder;

  private static Study study(String name, Arm... arms) {
    return new Study(name, "Why?", 3, Watch.STEPS, List.of(arms));
  }

  private static void refused(ThrowingCallable made, String message) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(() -> study("A b", ARM), "name=A b of a study must be lower-case letters");
    refused(() -> study("../up", ARM), "name=../up");
    refused(() -> study("a"), "study 'a' needs a watch and at least one arm");
    refused(() -> study("a", ARM, new Arm("relu weights x3", CONFIG)), "file name of another");
    refused(() -> new Study("a", " ", 3, Watch.STEPS, List.of(ARM)), "question of study 'a'");
    refused(() -> new Study("a", "?", 0, Watch.STEPS, List.of(ARM)), "seeds=0 of study 'a'");
    refused(() -> new Arm("…", CONFIG), "name=… of an arm needs a letter or a digit");
    refused(() -> new Arm("a", null), "config of arm 'a' is missing");
    refused(() -> Watch.STEPS.withLooks(-1), "look=-1");
    refused(() -> study("a", ARM).arm("b"), "use one of [ReLU, weights ×3]");
    refused(() -> Studies.named("tame"), "study=tame is unknown: use one of taming-rate");
  }

  @Test
  void builtInStudiesHaveTheirArmsOnTheEmbeddedImages() {
    assertThat(Studies.names()).doesNotHaveDuplicates().isNotEmpty();
    for (String name : Studies.names()) {
      Study study = Studies.named(name);
      assertThat(study.question()).endsWith("?");
      assertThat(study.arms()).allMatch(arm -> arm.config().data().equals("cifar10-mini"));
      assertThat(study.arms()).extracting(Arm::config).doesNotHaveDuplicates();
    }
  }

  @Test
  void aFileIsNamedAfterArmSeedAndConfiguration() {
    Path file = Store.at(folder).file(study("a", ARM), ARM, 7);
    assertThat(file.getParent()).isEqualTo(folder.resolve("a"));
    assertThat(file.getFileName().toString()).matches("relu-weights-x3-seed7-[0-9a-f]{8}\\.json");
    Arm longer = new Arm(ARM.name(), CONFIG.withMaxSteps(9));
    assertThat(Store.at(folder).file(study("a", longer), longer, 7)).isNotEqualTo(file);
  }

  @Test
  void runsOfAnotherConfigurationAreNotTakenForTheArms() throws IOException {
    Arm longer = new Arm(ARM.name(), CONFIG.withMaxSteps(9));
    Path file = Store.at(folder).file(study("a", longer), longer, 7);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> Store.at(folder).find(study("a", ARM), ARM, 7))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("was not made by arm 'ReLU, weights ×3' of study 'a' as it is now");
    assertThat(Store.at(folder).find(study("a", ARM), ARM, 70)).isEmpty();
  }

  @Test
  void anArmWithoutRunsSaysHowToMakeThem() {
    assertThatThrownBy(() -> Store.at(folder).runs(study("a", ARM), ARM.name()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("environment/lab ablate a --store " + folder);
  }
}
