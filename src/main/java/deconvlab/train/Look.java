package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import deconvlab.model.Trace;

/**
 * One step from the inside, before its update. Dropout is off and batch norm in training mode;
 * where the run has dropout, that takes a pass of its own beside the step's.
 *
 * @param step counted from 0
 * @param images the batch (N, 3, 32, 32), normalised, as the network saw it
 * @param labels its classes (N)
 * @param loss the objective on the batch, an array of one
 * @param trace z and a of each layer with a weight
 * @param gradients dL/dz of each of them, in the trace's order and shapes
 */
public record Look(
    int step, NDArray images, NDArray labels, NDArray loss, Trace trace, NDList gradients) {}
