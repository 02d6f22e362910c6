package deconvlab.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.model.Layer.AveragePool;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Dense;
import deconvlab.model.Layer.GlobalAverage;
import deconvlab.model.Layer.MaxPool;
import deconvlab.model.Layer.Reshape;
import deconvlab.model.Layer.Sample;
import deconvlab.model.Layer.Shuffle;
import deconvlab.model.Layer.Upsample;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.nn.Fans;
import deconvlab.nn.GlobalAveraging;
import deconvlab.nn.MaxPooling;
import deconvlab.nn.NearestUpsampling;
import deconvlab.nn.PixelShuffle;
import deconvlab.nn.Sampling;
import java.util.List;
import java.util.Optional;

/**
 * A layer's linear map, pooling or reshaping for one shape of input, without what goes before and
 * after it.
 *
 * @param kind what the stage's name begins with
 * @param block the map, its initialiser not set yet
 * @param output shape of the output for one image
 * @param fans of the weight, if there is one
 * @param multiplyAdds see {@link Stage#multiplyAdds}
 */
record Core(String kind, Block block, Shape output, Optional<Fans> fans, long multiplyAdds) {

  /**
   * The core of {@code layer} for an input of shape {@code in}, one image's.
   *
   * @param bias whether a (transposed) convolution has one
   * @param seed of what it draws, if it draws something
   */
  static Core of(Layer layer, Shape in, boolean bias, long seed) {
    if (layer instanceof Conv conv) {
      return convolution(conv, in, bias);
    } else if (layer instanceof Deconv deconv) {
      return transposed(deconv, in, bias);
    } else if (layer instanceof Dense dense) {
      int features = Math.toIntExact(in.size());
      Block block = Linear.builder().setUnits(dense.units()).build();
      Fans fans = Fans.dense(features, dense.units());
      long cost = (long) features * dense.units();
      return new Core("dense", block, new Shape(dense.units()), Optional.of(fans), cost);
    }
    return weightless(layer, in, seed);
  }

  private static Core convolution(Conv layer, Shape in, boolean bias) {
    Axis axis = Axis.of(layer.kernel(), layer.stride(), layer.padding());
    Geometry geometry = Geometry.square(channels(in), layer.filters(), axis);
    Shape out =
        new Shape(layer.filters(), axis.convolvedSize(in.get(1)), axis.convolvedSize(in.get(2)));
    Block block =
        Conv2d.builder()
            .setKernelShape(pair(layer.kernel()))
            .setFilters(layer.filters())
            .optStride(pair(layer.stride()))
            .optPadding(pair(layer.padding()))
            .optBias(bias)
            .build();
    long cost = out.size() * in.get(0) * layer.kernel() * layer.kernel();
    String kind = layer.twin() ? "deconv" : layer.kernel() == 1 ? "pointwise" : "conv";
    return new Core(kind, block, out, Optional.of(Fans.convolution(geometry)), cost);
  }

  private static Core transposed(Deconv layer, Shape in, boolean bias) {
    Axis axis = new Axis(layer.kernel(), layer.stride(), layer.padding(), layer.outputPadding(), 1);
    int groups = layer.groups();
    Geometry geometry = new Geometry(channels(in), layer.filters(), groups, List.of(axis, axis));
    Shape out = new Shape(geometry.outputShape(in.getShape()));
    Block block =
        ConvTranspose2d.builder()
            .setKernelShape(pair(layer.kernel()))
            .setFilters(layer.filters())
            .optStride(pair(layer.stride()))
            .optPadding(pair(layer.padding()))
            .optOutputPadding(pair(layer.outputPadding()))
            .optGroups(groups)
            .optBias(bias)
            .build();
    long cost = in.size() * layer.filters() / groups * layer.kernel() * layer.kernel();
    return new Core("deconv", block, out, Optional.of(Fans.transposed(geometry)), cost);
  }

  private static Core weightless(Layer layer, Shape in, long seed) {
    if (layer instanceof MaxPool pool) {
      Block block =
          new LambdaBlock(x -> new NDList(MaxPooling.apply(x.head(), pool.size())), "maxPool2d");
      return plain("pool", block, pooled(in, pool.size()));
    } else if (layer instanceof AveragePool pool) {
      Block block = Pool.avgPool2dBlock(pair(pool.size()), pair(pool.size()));
      return plain("average", block, pooled(in, pool.size()));
    } else if (layer instanceof GlobalAverage) {
      Block block = new LambdaBlock(x -> new NDList(GlobalAveraging.apply(x.head())), "mean");
      return plain("average", block, new Shape(in.get(0)));
    } else if (layer instanceof Upsample up) {
      Block block =
          new LambdaBlock(
              x -> new NDList(NearestUpsampling.apply(x.head(), up.scale(), up.cut())), "nearest");
      return plain("upsample", block, upsampled(in, up));
    } else if (layer instanceof Shuffle maps) {
      int scale = maps.scale();
      Block block =
          new LambdaBlock(x -> new NDList(PixelShuffle.apply(x.head(), scale)), "pixelShuffle");
      return plain(
          "shuffle",
          block,
          new Shape(in.get(0) / scale / scale, in.get(1) * scale, in.get(2) * scale));
    } else if (layer instanceof Reshape maps) {
      Shape out = new Shape(maps.channels(), maps.side(), maps.side());
      Block block = new LambdaBlock(x -> reshaped(x.head(), out), "reshape");
      return plain("reshape", block, out);
    } else if (layer instanceof Sample code) {
      return plain("sample", new Sampling(seed), new Shape(code.units()));
    }
    return plain("flatten", Blocks.batchFlattenBlock(), new Shape(in.size()));
  }

  private static Core plain(String kind, Block block, Shape out) {
    return new Core(kind, block, out, Optional.empty(), 0);
  }

  private static Shape pooled(Shape in, int size) {
    return new Shape(in.get(0), in.get(1) / size, in.get(2) / size);
  }

  private static Shape upsampled(Shape in, Upsample up) {
    return new Shape(
        in.get(0), in.get(1) * up.scale() - up.cut(), in.get(2) * up.scale() - up.cut());
  }

  private static NDList reshaped(NDArray x, Shape maps) {
    return new NDList(x.reshape(new Shape(x.getShape().get(0)).addAll(maps)));
  }

  private static int channels(Shape in) {
    return Math.toIntExact(in.get(0));
  }

  private static Shape pair(int value) {
    return new Shape(value, value);
  }
}
