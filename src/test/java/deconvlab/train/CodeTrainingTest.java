package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.TestImages;
import deconvlab.data.Batch;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.PeerNumbers;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.record.CodeScore;
import deconvlab.record.Finding;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one loop with a code: its loss against torch's, its scores, what it is held against. */
class CodeTrainingTest {
  private static final float[] VARIANCES = {13.6773f, 8.6817f, 8.1689f, 8.0989f, 7.8585f};
  private static final float ALL = 264.9522f;
  private static final float[] REBUILT = {0, 0.53517f, 0.48366f, 0.48766f};
  private static final NetworkConfig VAE = NetworkConfig.of("vae").withWidth(2).withLatent(5);

  @TempDir private Path folder;

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /**
   * {@code environment/peers/generation_reference.py} with torch 2.7.1 at the mean code: total and
   * squared error, gradients of dense1's weight number 3 and 1000, of its first and last bias. With
   * 2 nats free the divergence, below that in every number, pulls at nothing.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0.183657, 0.00019, -0.000252, 0.002677, 0.005896",
    "2, 0.272532, 0.000058, 0, 0.000951, 0"
  })
  void lossAndGradientsAreTorchs(
      double free, float total, float third, float thousandth, float first, float last) {
    Network network = PeerNumbers.network(VAE, manager);
    NDList parameters = new NDList();
    network.trainable().values().forEach(one -> parameters.add(one.getArray()));
    LossConfig loss = LossConfig.pictures(30.72).withFreeNats(free);
    Batch batch = new Batch(PeerNumbers.images(manager), manager.zeros(new Shape(2)));
    Backward.Result result =
        new Backward(network, loss, manager).run(0, batch, Trace.withoutDropout(), parameters);
    assertThat(result.loss().getFloat()).isCloseTo(total, within(2e-6f));
    assertThat(result.losses().get(2).getFloat()).isCloseTo(0.172532f, within(1e-6f));
    float[] weight = result.gradients().get(6).toFloatArray();
    float[] bias = result.gradients().get(7).toFloatArray();
    assertThat(new float[] {weight[3], weight[1000], bias[0], bias[9]})
        .containsExactly(new float[] {third, thousandth, first, last}, within(1e-6f));
  }

  /** The same peer: variances of 40 images along five components and in all; pixels of one. */
  @Test
  void componentsAreThoseOfAnEigendecomposition() {
    byte[] pixels = new byte[40 * ImageSet.IMAGE_BYTES];
    for (int n = 0; n < 40; n++) {
      for (int at = 0; at < 3072; at++) {
        pixels[n * 3072 + at] =
            (byte)
                (int)
                    Math.floor(
                        255.0 * (float) PeerNumbers.pixel(at, 3 + n, 5 + 2 * n, 7, 31 + n % 5));
      }
    }
    List<String> classes = TestImages.data().train().classes();
    ImageSet set = new ImageSet(pixels, new byte[40], classes);
    try (DeviceImages images = new DeviceImages(set, Normalization.NONE, Device.cpu())) {
      Batches batches = Batches.evaluation(images, 16);
      Principal five = Principal.of(batches, 5, manager);
      assertThat(five.variances().toFloatArray()).containsExactly(VARIANCES, within(2e-3f));
      assertThat(five.variance().getFloat()).isCloseTo(ALL, within(1e-2f));
      NDArray x = Batches.evaluation(images, 2).epoch(0).batch(0, manager).images();
      float[] back = Principal.of(batches, 1, manager).rebuilt(x).toFloatArray();
      assertThat(new float[] {back[0], back[33], back[1000], back[4572]})
          .containsExactly(REBUILT, within(2e-3f));
    }
  }

  @Test
  void scoresOfACodeAndOfWhatItIsHeldAgainst() throws IOException {
    TrainConfig config =
        Runs.config(VAE, 20).withLoss(LossConfig.pictures(1).withKlWarmup(10).withFreeNats(0.1));
    RunRecord run = Runs.run(config, TestImages.data(), 1, Runs.scoredEvery(10));
    assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(run.scores())
        .extracting(s -> s.split() + " " + s.step())
        .containsSubsequence("train 0", "validation 10", "mean 0", "pca 0", "test 20");
    Score test = run.lastScore("test").orElseThrow();
    assertThat(test.code().divergences()).hasSize(5);
    assertThat(test.code().active()).isPositive();
    assertThat(run.lastScore("pca").orElseThrow().code()).isNull();
    double pca = run.lastScore("pca").orElseThrow().pictures().psnr();
    double mean = run.lastScore("mean").orElseThrow().pictures().psnr();
    assertThat(pca).isGreaterThan(mean + 1);
    assertThat(test.pictures().psnr()).isGreaterThan(run.scores().get(0).pictures().psnr());
    assertThat(RunFiles.read(RunFiles.write(run, folder))).isEqualTo(run);
    RunRecord again = Runs.run(config, TestImages.data(), 1, Runs.scoredEvery(10));
    assertThat(again.scores()).isEqualTo(run.scores());
    assertThat(again.steps()).isEqualTo(run.steps());
  }

  /** More numbers than an image has: nothing is lost by as many components as it has. */
  @Test
  void aCodeLargerThanAnImage() throws IOException {
    ImageData all = TestImages.data();
    ImageData few = all.with(all.train(), all.test().pick(0, 1));
    NetworkConfig wide = NetworkConfig.of("autoencoder").withWidth(1).withLatent(3073);
    TrainConfig config = Runs.config(wide, 1).withLoss(LossConfig.pictures(0)).withValidation(0);
    RunRecord run = Runs.run(config, few, 1, Runs.OPTIONS);
    assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(run.lastScore("pca").orElseThrow().pictures().psnr()).isGreaterThan(60);
    assertThat(RunFiles.read(RunFiles.write(run, folder))).isEqualTo(run);
  }

  /** Looks at every step. */
  private record Every(List<Look> looks) implements Probe {
    @Override
    public boolean wants(int step) {
      return true;
    }

    @Override
    public void look(Look look) {
      looks.add(look);
    }

    @Override
    public Series probes() {
      return Series.NONE;
    }

    @Override
    public List<Finding> findings(RunRecord record) {
      return List.of();
    }
  }

  /** A probe looks at the mean code beside the run, which stays the same to the last bit. */
  @Test
  void aLookChangesNothing() {
    TrainConfig config = Runs.config(VAE, 6).withLoss(LossConfig.pictures(1));
    List<Look> looks = new ArrayList<>();
    RunRecord watched;
    try (Training training =
        new Training(config, TestImages.data(), 1, Runs.OPTIONS, new Every(looks))) {
      watched = training.run();
    }
    assertThat(looks).hasSize(6);
    assertThat(watched.steps()).isEqualTo(Runs.run(config, 1).steps());
  }

  @Test
  void aNatCountsMoreWhileTheWarmUpLasts() {
    LossConfig loss = LossConfig.pictures(3072).withKlWarmup(4);
    assertThat(List.of(loss.nat(0), loss.nat(1), loss.nat(3), loss.nat(4), loss.nat(99)))
        .containsExactly(0.0, 0.25, 0.75, 1.0, 1.0);
    assertThat(new CodeScore(List.of(0.005, 0.5, 0.02)).active()).isEqualTo(2);
    assertThat(new CodeScore(List.of(0.25, 0.5)).nats()).isEqualTo(0.75);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    TrainConfig plain =
        Runs.config(NetworkConfig.of("autoencoder"), 1).withLoss(LossConfig.pictures(1));
    assertThatThrownBy(plain::check)
        .hasMessage(
            "kl=1.0 needs a code that is drawn; model=autoencoder has none: use vae or kl=0");
    assertThatThrownBy(() -> LossConfig.CLASSIFY.withFreeNats(1))
        .hasMessage("klWarmup=0 and freeNats=1.0 need kl above 0: they change its part alone");
  }
}
