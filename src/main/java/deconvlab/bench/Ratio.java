package deconvlab.bench;

/**
 * One work's time over another's in the same rounds.
 *
 * @param median over the rounds
 * @param low lowest of a round
 * @param high highest of a round
 */
public record Ratio(double median, double low, double high) {}
