package deconvlab.record;

/**
 * Something that a diagnosis found, with its evidence.
 *
 * @param name the fault's name, for instance {@code vanishing}
 * @param layer where, or "" where it concerns the whole network
 * @param step when it was first seen
 * @param evidence the figure and the threshold it passed, in words
 * @param advice what to try
 */
public record Finding(String name, String layer, int step, String evidence, String advice) {}
