package deconvlab.spark;

import deconvlab.ablation.Elsewhere;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function1;
import scala.Function2;
import scala.Tuple3;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** Runs as a collection of Spark, one a partition; each comes back when it is made, not with all. */
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
      back.accept(trouble(CPUS + " must be " + threads + ": so many threads has a run"));
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
    Function1<Try<BoxedUnit>, Object> ended =
        result -> {
          if (result.isFailure()) {
            back.accept(trouble(String.valueOf(result.failed().get().getMessage())));
          }
          return BoxedUnit.UNIT;
        };
    context
        .submitJob(
            runs.rdd(),
            RemoteRun.only(),
            CollectionConverters.asScala(all).toSeq(),
            landed,
            () -> BoxedUnit.UNIT)
        .onComplete(ended, ExecutionContext.global());
  }

  private static Returned trouble(String why) {
    return new Returned("", new byte[0], "Spark: " + why);
  }
}
