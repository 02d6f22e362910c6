package deconvlab.verify;

/**
 * What a run of full-batch steps gave, a file's or ours.
 *
 * @param rates learning rate of each step
 * @param losses data loss of each step, before its update
 * @param gradients L2 norm of each parameter's gradient, [step][parameter], before clipping
 * @param wholes L2 norm of all gradients of each step, before clipping
 * @param lossAfter loss after the last update, in training mode
 * @param finals L2 norm of each parameter after the last update
 */
record TrainingNumbers(
    double[] rates,
    double[] losses,
    double[][] gradients,
    double[] wholes,
    double lossAfter,
    double[] finals) {}
