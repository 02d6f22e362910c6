package deconvlab.saliency;

import ai.djl.ndarray.NDList;
import deconvlab.data.ImageSet;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the channels of a layer fire most: of each channel the images with its greatest values, as
 * Zeiler &amp; Fergus 2014 show units; one place an image, so that one image cannot fill the list.
 */
public final class TopPatches {
  private static final TorchScript OPS = TorchScript.resource(TopPatches.class, "lens.py");

  private final List<List<Patch>> byChannel = new ArrayList<>();

  private TopPatches(int channels) {
    for (int c = 0; c < channels; c++) {
      byChannel.add(new ArrayList<>());
    }
  }

  /**
   * A place where a channel fires.
   *
   * @param image its number in the set
   * @param row of the layer's map
   * @param column of the layer's map
   * @param value before the ReLU
   */
  public record Patch(int image, int row, int column, double value) {}

  /** The {@code most} strongest of every channel, over all images. */
  public static TopPatches of(Lens lens, ImageSet images, int most) {
    Checks.within("most", most, 1, images.size());
    boolean maps = lens.output().dimension() == 3;
    int channels = (int) lens.output().get(0);
    int across = maps ? (int) lens.output().get(2) : 1;
    TopPatches top = new TopPatches(channels);
    lens.each(
        images,
        Lens.BATCH,
        (x, from) -> {
          NDList strongest =
              Torch.withoutGradients(() -> OPS.call(x.getManager(), "strongest", lens.forward(x)));
          float[] values = strongest.get(0).toFloatArray();
          long[] places = strongest.get(1).toLongArray();
          for (int i = 0; i < values.length; i++) {
            int place = (int) places[i];
            Patch patch = new Patch(from + i / channels, place / across, place % across, values[i]);
            top.byChannel.get(i % channels).add(patch);
          }
        });
    Comparator<Patch> strongestFirst = Comparator.comparingDouble(p -> -p.value);
    top.byChannel.replaceAll(all -> all.stream().sorted(strongestFirst).limit(most).toList());
    return top;
  }

  /** Those of a channel, the strongest first. */
  public List<Patch> channel(int channel) {
    Checks.within("channel", channel, 0, byChannel.size() - 1);
    return byChannel.get(channel);
  }
}
