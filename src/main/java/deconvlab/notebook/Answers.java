package deconvlab.notebook;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageSet;
import deconvlab.nn.Torch;
import deconvlab.plot.ImageBatch;
import deconvlab.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network answers to images, in evaluation mode.
 *
 * @param asked the images
 * @param scores for each image its class scores, before the softmax; empty without class scores
 * @param pictures the network's own (N, 3, 32, 32) output; empty where it has none
 */
public record Answers(ImageSet asked, double[][] scores, float[] pictures) {
  private static final int AT_ONCE = 500;

  /** Asks the network of {@code training}, with the normalisation it was trained with. */
  public static Answers of(Training training, ImageSet images) {
    Device device = training.network().device();
    boolean scored = training.network().hasScores();
    boolean pictured = training.network().hasPicture();
    double[][] scores = new double[scored ? images.size() : 0][];
    float[] pictures = new float[pictured ? images.size() * ImageSet.IMAGE_BYTES : 0];
    try (DeviceImages on = new DeviceImages(images, training.normalization(), device)) {
      Epoch all = Batches.evaluation(on, Math.min(AT_ONCE, images.size())).epoch(0);
      for (int i = 0; i < all.size(); i++) {
        int from = i * AT_ONCE;
        try (NDManager scope = Torch.engine().newBaseManager(device)) {
          NDList out = training.predict(all.batch(i, scope).images());
          if (scored) {
            rows(out.get(0).toFloatArray(), all.indices(i).length, scores, from);
          }
          if (pictured) {
            float[] own = out.get(out.size() - 1).toFloatArray();
            System.arraycopy(own, 0, pictures, from * ImageSet.IMAGE_BYTES, own.length);
          }
        }
      }
    }
    return new Answers(images, scores, pictures);
  }

  private static void rows(float[] flat, int count, double[][] into, int from) {
    int classes = flat.length / count;
    for (int i = 0; i < count; i++) {
      int at = i * classes;
      into[from + i] = IntStream.range(0, classes).mapToDouble(c -> flat[at + c]).toArray();
    }
  }

  /** The class with the highest score of image {@code i}. */
  public int said(int i) {
    double most = Arrays.stream(scores[i]).max().orElseThrow();
    return IntStream.range(0, scores[i].length)
        .filter(c -> scores[i][c] >= most)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The softmax of image {@code i}'s scores divided by {@code temperature} (Guo et al. 2017, eq.
   * 9), at class {@code c}: e^(z_c/T) / Σ e^(z_k/T). Scores 2, 0 at T = 1: 0.881; at T = 2: 0.731.
   */
  public double probability(int i, int c, double temperature) {
    return 1 / Arrays.stream(scores[i]).map(z -> Math.exp((z - scores[i][c]) / temperature)).sum();
  }

  /** Whether the answer to image {@code i} is right. */
  public boolean isRight(int i) {
    return said(i) == asked.label(i);
  }

  /** How many answers are right. */
  public int right() {
    return (int) IntStream.range(0, scores.length).filter(this::isRight).count();
  }

  /** A caption for each image: "✓" where the answer is right, else the answer, such as "dog". */
  public List<String> captions() {
    return IntStream.range(0, scores.length)
        .mapToObj(i -> isRight(i) ? "✓" : asked.classes().get(said(i)))
        .toList();
  }

  /** The network's own pictures, their values stretched from black to white. */
  public ImageBatch stretchedPictures() {
    return ImageBatch.ofFloats(pictures, ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE)
        .stretched();
  }
}
