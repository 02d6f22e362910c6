package deconvlab.record;

import java.util.List;

/**
 * What one arm of an experiment left behind.
 *
 * @param name the arm, for instance {@code ReLU}
 * @param run its record
 * @param predicted the class it gives each sample image
 * @param pictures the decoder's output for each sample image, (S, 3, 32, 32) row-major, normalised
 */
public record ArmResult(String name, RunRecord run, List<String> predicted, float[] pictures) {}
