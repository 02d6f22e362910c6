package deconvlab.verify;

import deconvlab.math.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What all runs of a file share.
 *
 * @param layers the network, from the input to the scores
 * @param x the batch of every step (N, C, H, W)
 * @param labels its classes (N)
 * @param params the initial parameters by name
 */
record TrainingData(List<LayerSpec> layers, Tensor x, long[] labels, Map<String, Tensor> params) {}
