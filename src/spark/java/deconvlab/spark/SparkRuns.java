package deconvlab.spark;

import deconvlab.ablation.Elsewhere;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function2;
import scala.Tuple3;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Runs as a collection of Spark, one a partition; each comes back when it is made, not with all.
 */
final class SparkRuns implements Elsewhere {
  static final String CPUS = "spark.task.cpus";

  private final SparkConf conf;
  private final String home;
  private SparkContext context;

  /** {@code home} is where deconv-lab is on the executors' machines. */
  SparkRuns(SparkConf conf, String home) {
    this.conf = conf;
    this.home = home;
  }

  @Override
  public void send(List<String> jobs, int threads, Consumer<Returned> back) {
    if (threads > conf.getInt(CPUS, 1)) {
      ended(back, new IllegalArgumentException(CPUS + " must be " + threads + ", a run's threads"));
      return;
    }
    if (context == null) {
      context = new SparkContext(conf);
      context.setLogLevel("WARN");
    }
    JavaRDD<Tuple3<String, String, byte[]>> runs =
        new JavaSparkContext(context)
            .parallelize(jobs, jobs.size())
            .map(new RemoteRun(home, conf.getInt("spark.task.maxFailures", 4)));
    List<Object> all = IntStream.range(0, jobs.size()).<Object>mapToObj(i -> i).toList();
    Function2<Object, Tuple3<String, String, byte[]>, BoxedUnit> landed =
        (partition, came) -> {
          back.accept(new Returned(came._1(), came._3(), came._2()));
          return BoxedUnit.UNIT;
        };
    context
        .submitJob(
            runs.rdd(),
            RemoteRun.only(),
            CollectionConverters.asScala(all).toSeq(),
            landed,
            () -> BoxedUnit.UNIT)
        .onComplete(
            ended -> ended.failed().map(why -> ended(back, why)), ExecutionContext.global());
  }

  private static boolean ended(Consumer<Returned> back, Throwable why) {
    back.accept(new Returned("", new byte[0], "Spark: " + why.getMessage()));
    return true;
  }
}
