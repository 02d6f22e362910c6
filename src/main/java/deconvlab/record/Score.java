package deconvlab.record;

/**
 * What the network scored on one split in evaluation mode.
 *
 * @param epoch epochs finished when it was measured, 0 before the first
 * @param step steps finished when it was measured
 * @param split {@code train}, {@code validation} or {@code test}
 * @param loss mean cross-entropy over the split, in nats
 * @param accuracy share of images classified right, 0 to 1
 * @param images how many images were scored
 */
public record Score(int epoch, int step, String split, double loss, double accuracy, int images) {}
