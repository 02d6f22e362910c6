package deconvlab.model;

import ai.djl.ndarray.types.Shape;
import deconvlab.model.Layer.After;
import deconvlab.model.Layer.AveragePool;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Dense;
import deconvlab.model.Layer.Flatten;
import deconvlab.model.Layer.GlobalAverage;
import deconvlab.model.Layer.MaxPool;
import deconvlab.model.Layer.Reshape;
import deconvlab.model.Layer.Sample;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;

/** The networks layer by layer. */
final class Layouts {
  private static final int CLASSES = 10;
  private static final int COLOURS = 3;

  private Layouts() {}

  /** Blocks of a convolution and the transposed one back: image to image, no scores. */
  static Layout s1(NetworkConfig c) {
    List<Layer> trunk = new ArrayList<>();
    for (int i = 0; i < c.depth(); i++) {
      boolean last = i == c.depth() - 1;
      trunk.add(new Conv(c.width() << i, 3, 1, 1, After.NORM)); // (3,32,32) -> (2^i·w,32,32)
      trunk.add(new Deconv(COLOURS, 3, 1, 1, 0, last ? After.NORM : After.ACTIVATION)); // -> 3
    }
    return Layout.straight(trunk);
  }

  static Layout s2(NetworkConfig c) {
    return Layout.straight(
        List.of(conv(c.width(), 3), up(c.width(), After.ACTIVATION)), // (w,32,32) -> (w,64,64)
        new AveragePool(16), // -> (w,4,4)
        new Flatten(),
        new Dense(CLASSES, false));
  }

  /** Three convolutions down to 4×4 and three transposed ones back up to 32×32. */
  static Layout ddnet(NetworkConfig c) {
    List<Layer> trunk = encoder(c.width(), 3); // (3,32,32) -> (4w,4,4)
    int bottleneck = trunk.size();
    trunk.add(up(2 * c.width(), After.ACTIVATION)); // -> (2w,8,8)
    trunk.add(up(c.width(), After.ACTIVATION)); // -> (w,16,16)
    trunk.add(up(COLOURS, After.NOTHING)); // -> (3,32,32)
    return c.head().equals("bottleneck")
        ? new Layout(trunk, bottleneck, List.of(new GlobalAverage(), new Dense(CLASSES, false)))
        : Layout.straight(trunk, new Flatten(), new Dense(CLASSES, false));
  }

  /** The article's code to the letter: no pooling, so 32 → 63 → 125 → 249, and no activation up. */
  static Layout ddnetAsWritten(NetworkConfig c) {
    int w = c.width();
    return Layout.straight(
        List.of(
            conv(w, 3),
            conv(2 * w, 3),
            conv(4 * w, 3), // (4w,32,32)
            new Deconv(2 * w, 3, 2, 1, 0, After.NOTHING), // -> (2w,63,63)
            new Deconv(w, 3, 2, 1, 0, After.NOTHING), // -> (w,125,125)
            new Deconv(COLOURS, 3, 2, 1, 0, After.NOTHING)), // -> (3,249,249)
        new Flatten(),
        new Dense(CLASSES, false));
  }

  /** The encoder, 64 numbers, seen as 4 maps of 4×4, and three transposed convolutions on them. */
  static Layout s4(NetworkConfig c) {
    List<Layer> trunk = encoder(c.width(), c.depth()); // depth 3: (3,32,32) -> (4w,4,4)
    trunk.add(new Flatten());
    trunk.add(new Dense(64, true));
    trunk.add(new Reshape(4, 4)); // (64) -> (4,4,4)
    trunk.add(deconv(10, 3)); // -> (10,4,4)
    trunk.add(deconv(32, 3)); // -> (32,4,4)
    trunk.add(new Deconv(COLOURS, 3, 1, 1, 0, After.NOTHING)); // -> (3,4,4)
    return Layout.straight(trunk, new Flatten(), new Dense(CLASSES, false));
  }

  static Layout cnn(NetworkConfig c) {
    List<Layer> trunk = encoder(c.width(), c.depth());
    trunk.add(new Flatten());
    trunk.add(new Dense(64, true));
    return Layout.straight(trunk, new Dense(CLASSES, false));
  }

  /**
   * Two convolutions and a pooling three times over, in the manner of Simonyan &amp; Zisserman
   * 2015: what the articles' classifiers are held against.
   */
  static Layout vgg(NetworkConfig c) {
    List<Layer> trunk = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      trunk.add(conv(c.width() << i, 3));
      trunk.add(conv(c.width() << i, 3));
      trunk.add(new MaxPool(2)); // (w,16,16), (2w,8,8), (4w,4,4)
    }
    return Layout.straight(trunk, new GlobalAverage(), new Dense(CLASSES, false));
  }

  /** One patch convolution and {@code depth} layers at 8×8 (zigzag: 4×4 and 8×8 in turn). */
  static Layout stack(NetworkConfig c) {
    int w = c.width();
    boolean zigzag = c.kind().equals("zigzag");
    if (zigzag && c.kernel() != NetworkConfig.KERNEL) {
      throw Checks.refusal(
          "kernel=%d must be 3 for kind=zigzag, which has 3 and 4: use kind conv or deconv",
          c.kernel());
    }
    List<Layer> trunk = new ArrayList<>();
    trunk.add(new Conv(w, 4, 4, 0, After.ACTIVATION)); // (3,32,32) -> (w,8,8)
    for (int i = 0; i < c.depth(); i++) {
      if (zigzag) {
        trunk.add(
            i % 2 == 0
                ? new Conv(2 * w, 3, 2, 1, After.ACTIVATION)
                : new Deconv(w, 4, 2, 1, 0, After.ACTIVATION));
      } else {
        trunk.add(c.kind().equals("conv") ? conv(w, c.kernel()) : deconv(w, c.kernel()));
      }
    }
    return Layout.straight(trunk, new GlobalAverage(), new Dense(CLASSES, false));
  }

  /** One patch convolution to 4×4 and four transposed ones that double it to 64×64. */
  static Layout upsampler(NetworkConfig c) {
    List<Layer> trunk = new ArrayList<>();
    trunk.add(new Conv(c.width(), 8, 8, 0, After.ACTIVATION)); // (3,32,32) -> (w,4,4)
    for (int i = 0; i < 4; i++) {
      int padding = (c.kernel() - 1) / 2;
      trunk.add(new Deconv(c.width(), c.kernel(), 2, padding, 1, After.ACTIVATION));
    }
    return Layout.straight(trunk, new GlobalAverage(), new Dense(CLASSES, false));
  }

  /**
   * Images to images: a convolution, one to half the size, {@code depth} there, and one transposed
   * convolution back that makes the picture, so that what it leaves behind is in plain sight.
   */
  static Layout restorer(NetworkConfig c) {
    int w = c.width();
    List<Layer> trunk = new ArrayList<>();
    trunk.add(conv(w, 3)); // (3,32,32) -> (w,32,32)
    trunk.add(new Conv(2 * w, 3, 2, 1, After.ACTIVATION)); // -> (2w,16,16)
    for (int i = 0; i < c.depth(); i++) {
      trunk.add(conv(2 * w, 3));
    }
    trunk.add(twice(COLOURS, c.kernel(), After.NOTHING)); // -> (3,32,32)
    return Layout.straight(trunk);
  }

  /** Images to images at full size: as many convolutions as {@link #restorer} has layers. */
  static Layout plain(NetworkConfig c) {
    List<Layer> trunk = new ArrayList<>();
    for (int i = 0; i < c.depth() + 2; i++) {
      trunk.add(conv(c.width(), 3)); // -> (w,32,32)
    }
    trunk.add(new Conv(COLOURS, 3, 1, 1, After.NOTHING)); // -> (3,32,32)
    return Layout.straight(trunk);
  }

  /** Three convolutions that halve, {@code latent} numbers, and the {@link #decoder}. */
  static Layout autoencoder(NetworkConfig c) {
    return coded(c, List.of(new Dense(c.latent(), false))); // -> (latent)
  }

  /** The same with a code that is drawn: twice as many numbers say where it is and how wide. */
  static Layout vae(NetworkConfig c) {
    return coded(c, List.of(new Dense(2 * c.latent(), false), new Sample(c.latent())));
  }

  /** A code to an image: the {@link #decoder} alone. */
  static Layout generator(NetworkConfig c) {
    return new Layout(new Shape(c.latent()), decoder(c), 0, List.of());
  }

  private static Layout coded(NetworkConfig c, List<Layer> code) {
    List<Layer> trunk = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      trunk.add(new Conv(c.width() << i, 3, 2, 1, After.ACTIVATION)); // (3,32,32) -> (4w,4,4)
    }
    trunk.add(new Flatten());
    trunk.addAll(code);
    int codeAt = trunk.size();
    trunk.addAll(decoder(c));
    return new Layout(trunk, codeAt, List.of());
  }

  /** Numbers, seen as 4w maps of 4×4, and three transposed convolutions that double them. */
  private static List<Layer> decoder(NetworkConfig c) {
    int w = c.width();
    return List.of(
        new Dense(4 * w * 16, true),
        new Reshape(4 * w, 4), // (latent) -> (4w,4,4)
        twice(2 * w, c.kernel(), After.ACTIVATION), // -> (2w,8,8)
        twice(w, c.kernel(), After.ACTIVATION), // -> (w,16,16)
        twice(COLOURS, c.kernel(), After.NOTHING)); // -> (3,32,32)
  }

  /** What {@code bench step} times: width 32 gives 32, 64, 128 down and 64, 32, 16 up. */
  static Layout bench(NetworkConfig c) {
    int w = c.width();
    return Layout.straight(
        List.of(
            new Conv(w, 3, 2, 1, After.ACTIVATION),
            new Conv(2 * w, 3, 2, 1, After.ACTIVATION),
            new Conv(4 * w, 3, 2, 1, After.ACTIVATION), // (4w,4,4)
            new Deconv(2 * w, 4, 2, 1, 0, After.ACTIVATION),
            new Deconv(w, 4, 2, 1, 0, After.ACTIVATION),
            new Deconv(Math.max(1, w / 2), 4, 2, 1, 0, After.ACTIVATION)), // (w/2,32,32)
        new GlobalAverage(),
        new Dense(CLASSES, false));
  }

  /** One score for an image, from convolutions that halve it (Radford et al. 2016), no pooling. */
  static Layout critic(NetworkConfig c) {
    int w = c.width();
    return Layout.straight(
        List.of(
            new Conv(w, 4, 2, 1, After.ACTIVATION), // (3,32,32) -> (w,16,16)
            new Conv(2 * w, 4, 2, 1, After.ACTIVATION),
            new Conv(4 * w, 4, 2, 1, After.ACTIVATION)), // (4w,4,4)
        new Flatten(),
        new Dense(1, false));
  }

  /** Convolutions to w, 2w, … with a pooling after each: (3, 32, 32) → (2^(n−1)·w, 32/2^n, …). */
  private static List<Layer> encoder(int w, int blocks) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      layers.add(conv(w << i, 3));
      layers.add(new MaxPool(2));
    }
    return layers;
  }

  /** A convolution that keeps the size, activated. */
  private static Layer conv(int filters, int kernel) {
    return new Conv(filters, kernel, 1, (kernel - 1) / 2, After.ACTIVATION);
  }

  /** A transposed convolution that keeps the size, activated. */
  private static Layer deconv(int filters, int kernel) {
    return new Deconv(filters, kernel, 1, (kernel - 1) / 2, 0, After.ACTIVATION);
  }

  private static Layer up(int filters, After after) {
    return twice(filters, 3, after);
  }

  /** A transposed convolution that doubles the size; an even kernel has no output padding. */
  private static Layer twice(int filters, int k, After after) {
    return new Deconv(filters, k, 2, (k - 1) / 2, k % 2, after);
  }
}
