package deconvlab.ablation;

import java.io.IOException;

/** Makes runs one after another: here, or in a process of its own. */
interface Hand extends AutoCloseable {
  /**
   * Makes a run.
   *
   * @param steps takes how many steps are done, now and then
   * @throws IOException if the store cannot be read or written
   */
  Made make(Job job, java.util.function.IntConsumer steps) throws IOException, InterruptedException;

  /** Stops what it is at after the current step and keeps what is there. */
  @Override
  void close();
}
