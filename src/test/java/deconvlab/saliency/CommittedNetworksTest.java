package deconvlab.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.data.Datasets;
import deconvlab.data.ImageSet;
import deconvlab.nn.Torch;
import deconvlab.train.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks of lesson 10, in docs/models. */
class CommittedNetworksTest {
  @Test
  void allTenAreThere() throws IOException {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      for (String name : List.of("vgg", "ddnet")) {
        for (int seed = 0; seed < 5; seed++) {
          SavedModel.About about = load(name, seed, manager).about();
          assertThat(about.seed()).isEqualTo(seed);
          assertThat(about.configuration().at("/network/model").asString()).isEqualTo(name);
          assertThat(about.accuracy()).isBetween(0.6, 0.9);
        }
      }
    }
  }

  /**
   * Mean ρ over 20 test images between the networks of seeds 0 and 1, score of the true class:
   * PyTorch 2.7.1 in double precision from the same files, spearmanr of SciPy 1.17.1. The images
   * are JPEGs, which another decoder reads a little otherwise.
   */
  @ParameterizedTest
  @CsvSource({"vgg, 0.429, 0.421, 0.662", "ddnet, 0.297, 0.262, 0.524"})
  void pyTorchAndSciPySayTheSame(String name, double gradient, double deconvnet, double guided)
      throws IOException {
    ImageSet test = Datasets.load("cifar10-mini").test();
    ImageSet images = test.pick(IntStream.range(0, 20).map(i -> 97 * i).toArray());
    int[] own = IntStream.range(0, 20).map(images::label).toArray();
    try (NDManager manager = Torch.engine().newBaseManager()) {
      Lens one = lens(load(name, 0, manager));
      Lens other = lens(load(name, 1, manager));
      double[] wanted = {gradient, deconvnet, guided};
      for (Method rule : List.of(Method.GRADIENT, Method.DECONVNET, Method.GUIDED)) {
        List<SaliencyMap> a = one.maps(rule, images, own);
        List<SaliencyMap> b = other.maps(rule, images, own);
        double rho =
            IntStream.range(0, 20)
                .mapToDouble(i -> a.get(i).rankCorrelation(b.get(i)))
                .average()
                .orElseThrow();
        assertThat(rho).as(rule.toString()).isCloseTo(wanted[rule.ordinal()], within(0.005));
      }
    }
  }

  private static Lens lens(SavedModel model) {
    return Lens.on(model.network(), model.normalization(), "dense1");
  }

  private static SavedModel load(String name, int seed, NDManager manager) throws IOException {
    return SavedModel.load(Path.of("docs/models/%s-16-%d.npz".formatted(name, seed)), manager);
  }
}
