package deconvlab.ablation;

import java.util.List;
import java.util.function.Consumer;

/**
 * An engine that makes runs on other machines, which need not see the store. Its seam is lines and
 * bytes: what it computes with has a class path of its own.
 */
public interface Elsewhere {
  /**
   * Sends runs off together and returns at once.
   *
   * @param jobs what is to be made, each a line as a {@link Worker} reads it; no two are equal
   * @param threads the most that one of them uses
   * @param back takes what came of each, once, from any thread
   */
  void send(List<String> jobs, int threads, Consumer<Returned> back);

  /**
   * What came of a run.
   *
   * @param job its line; "" if the engine itself can go on no more
   * @param record its record, as a worker's store keeps it; empty if there is none
   * @param trouble why there is none, or ""
   */
  record Returned(String job, byte[] record, String trouble) {}
}
