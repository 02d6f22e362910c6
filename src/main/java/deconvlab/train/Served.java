package deconvlab.train;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import deconvlab.data.Batches;
import deconvlab.data.Cifar10;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.text.Checks;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A saved classifier as DJL's {@link Model}, and between its predictor and the world: an image of
 * 32×32 in, the classes of CIFAR-10 with their probabilities out. What it says is, bit by bit, what
 * the training that saved it says of a batch of the same size on the same device and threads.
 */
public final class Served implements Translator<Image, Classifications> {
  private static final String NORMALIZATION = "normalization";

  private Normalization normalization;

  /**
   * The network of a file of {@link SavedModel#write}, for {@link Model#newPredictor}.
   *
   * @throws IOException as {@link SavedModel#load}
   */
  public static Model model(Path file) throws IOException {
    Torch.engine();
    Model model = Model.newInstance(file.getFileName().toString(), Torch.device("best"), "PyTorch");
    try {
      SavedModel saved = SavedModel.load(file, model.getNDManager());
      Network network = saved.network();
      Checks.that(
          network.hasScores(),
          "%s: model=%s has no class scores to serve",
          file,
          network.config().model());
      TrainConfig config = Patch.config(saved.about().configuration());
      // As it lay when it was trained: sums are rounded in their order.
      network.lay(MemoryFormat.named(config.memoryFormat()), model.getNDManager());
      network.computeIn(Precision.named(config.precision()));
      network.freezeParameters(true);
      model.setBlock(network);
      model.setProperty(NORMALIZATION, Json.write(saved.normalization()));
      return model;
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public void prepare(TranslatorContext context) throws JsonException {
    normalization = Json.read(context.getModel().getProperty(NORMALIZATION), Normalization.class);
  }

  @Override
  public NDList processInput(TranslatorContext context, Image image) {
    int side = ImageSet.SIDE;
    Checks.that(
        image.getWidth() == side && image.getHeight() == side,
        "image has %d×%d pixels, 32×32 are right: resize(32, 32, true) makes them",
        image.getWidth(),
        image.getHeight());
    NDManager scope = context.getNDManager();
    NDArray planes = image.toNDArray(scope, Image.Flag.COLOR).transpose(2, 0, 1);
    ImageSet one = new ImageSet(planes.toByteArray(), new byte[1], Cifar10.CLASSES);
    try (DeviceImages images = new DeviceImages(one, normalization, scope.getDevice())) {
      return new NDList(Batches.evaluation(images, 1).epoch(0).batch(0, scope).images().squeeze(0));
    }
  }

  @Override
  public Classifications processOutput(TranslatorContext context, NDList outputs) {
    return new Classifications(Cifar10.CLASSES, outputs.head().softmax(0));
  }
}
