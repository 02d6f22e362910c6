package deconvlab.data;

/** Told now and then how far a long piece of work has come; must be quick. */
@FunctionalInterface
public interface ProgressListener {
  /** For callers that do not care. */
  ProgressListener NONE = (phase, done, total) -> {};

  /**
   * Reports one point of the work.
   *
   * @param phase what is being done, such as "download"
   * @param done bytes so far
   * @param total bytes in all, or -1 where nobody knows
   */
  void at(String phase, long done, long total);
}
