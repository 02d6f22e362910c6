package deconvlab.spark;

import java.io.Serializable;
import java.net.InetAddress;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import scala.Function1;
import scala.Tuple3;
import scala.collection.Iterator;

/**
 * One run on an executor: a worker's line in; out that line, what is wrong, and the record's bytes.
 * Without the line nothing can be made there: the whole study stops.
 */
final class RemoteRun implements Function<String, Tuple3<String, String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NONE = {};

  private final String home;
  private final int failures;

  /**
   * Made by the installation in {@code home}.
   *
   * @param failures how often Spark lets a task fail before it gives everything up: a run over
   *     which so many executors died is not tried a last time, but comes back as failed
   */
  RemoteRun(String home, int failures) {
    this.home = home;
    this.failures = failures;
  }

  /** What a partition has: one. Here, since executors do not know the other classes. */
  static <T> Function1<Iterator<T>, T> only() {
    return (Function1<Iterator<T>, T> & Serializable) Iterator::next;
  }

  @Override
  public Tuple3<String, String, byte[]> call(String job) throws Exception {
    int before = TaskContext.get().attemptNumber();
    if (before > 0 && before >= failures - 1) {
      return new Tuple3<>(job, "lost " + before + " times with its process or executor", NONE);
    }
    try {
      return new Tuple3<>(job, "", RemoteWorker.record(home, job));
    } catch (RemoteWorker.UnableException e) {
      String host = InetAddress.getLocalHost().getHostName();
      return new Tuple3<>("", "the executor on " + host + ": " + e.getMessage(), NONE);
    }
  }
}
