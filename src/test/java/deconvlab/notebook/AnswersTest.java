package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.model.NetworkConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final ImageSet TWO =
      new ImageSet(
          new byte[2 * ImageSet.IMAGE_BYTES], new byte[] {1, 1}, List.of("cat", "dog", "frog"));

  @Test
  void whatIsSaidAndHowSurely() {
    Answers answers = new Answers(TWO, new double[][] {{2, 0, -1}, {1, 3, 3}}, new float[0]);
    assertThat(answers.said(0)).isZero();
    assertThat(answers.said(1)).isEqualTo(1); // of two equal scores the first
    assertThat(answers.captions()).containsExactly("cat", "✓");
    assertThat(answers.right()).isEqualTo(1);
    // e²/(e² + 1 + e⁻¹), and at temperature 2 e/(e + 1 + e^−½)
    assertThat(answers.probability(0, 0, 1)).isCloseTo(0.843795, within(1e-6));
    assertThat(answers.probability(0, 0, 2)).isCloseTo(0.628532, within(1e-6));
    assertThat(IntStream.range(0, 3).mapToDouble(c -> answers.probability(1, c, 0.5)).sum())
        .isCloseTo(1, within(1e-12));
  }

  /** More images than are asked at once: each gets the scores that it gets alone. */
  @Test
  void manyImagesAreAskedInParts() {
    ImageData data = TestImages.data();
    ImageSet many =
        data.train().pick(IntStream.range(0, 503).map(i -> i % data.train().size()).toArray());
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(2), "test").withValidation(0);
    try (Training training =
        new Training(config, data, 0, new RunOptions(Device.cpu(), 1, 1, false))) {
      Answers answers = Answers.of(training, many);
      assertThat(answers.scores()).hasDimensions(503, 10);
      assertThat(answers.pictures()).hasSize(503 * ImageSet.IMAGE_BYTES);
      Answers alone = Answers.of(training, many.pick(501));
      assertThat(answers.scores()[501]).containsExactly(alone.scores()[0], within(1e-5));
      assertThat(answers.pictures()[501 * ImageSet.IMAGE_BYTES])
          .isCloseTo(alone.pictures()[0], within(1e-5f));
    }
  }
}
