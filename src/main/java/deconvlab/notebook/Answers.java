package deconvlab.notebook;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.nn.Torch;
import deconvlab.plot.ImageBatch;
import deconvlab.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network answers to a few images, in evaluation mode.
 *
 * @param asked the images
 * @param predicted for each image the class with the highest score; empty without class scores
 * @param pictures the network's own (N, 3, 32, 32) output; empty where it has none
 */
public record Answers(ImageSet asked, int[] predicted, float[] pictures) {

  /** Asks the network of {@code training}, with the normalisation it was trained with. */
  public static Answers of(Training training, ImageSet images) {
    Device device =
        training.network().trainable().values().iterator().next().getArray().getDevice();
    try (DeviceImages on = new DeviceImages(images, training.normalization(), device);
        NDManager scope = Torch.engine().newBaseManager(device)) {
      NDList out =
          training.predict(Batches.evaluation(on, images.size()).epoch(0).batch(0, scope).images());
      boolean scored = training.network().hasScores();
      int[] predicted =
          scored
              ? Arrays.stream(out.get(0).argMax(1).toLongArray()).mapToInt(c -> (int) c).toArray()
              : new int[0];
      boolean pictured = training.network().hasPicture();
      float[] pictures = pictured ? out.get(out.size() - 1).toFloatArray() : new float[0];
      return new Answers(images, predicted, pictures);
    }
  }

  /** How many answers are right. */
  public int right() {
    return (int) IntStream.range(0, predicted.length).filter(this::isRight).count();
  }

  /** A caption for each image: "✓" where the answer is right, else the answer, such as "dog". */
  public List<String> captions() {
    return IntStream.range(0, predicted.length)
        .mapToObj(i -> isRight(i) ? "✓" : asked.classes().get(predicted[i]))
        .toList();
  }

  private boolean isRight(int i) {
    return predicted[i] == asked.label(i);
  }

  /** The network's own pictures, their values stretched from black to white. */
  public ImageBatch stretchedPictures() {
    return ImageBatch.ofFloats(pictures, ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE)
        .stretched();
  }
}
