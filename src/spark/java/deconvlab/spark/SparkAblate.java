package deconvlab.spark;

import deconvlab.cli.Main;
import deconvlab.text.Text;
import java.nio.file.Path;
import org.apache.spark.SparkConf;

/**
 * {@code lab ablate} whose runs Spark's executors make; its arguments are those of {@code ablate}.
 * docs/scale.md says how it is submitted.
 */
public final class SparkAblate {
  private static final String MODE = "spark.submit.deployMode";
  private static final String OURS_FIRST = "spark.driver.userClassPathFirst";
  private static final String CORES = "spark.executor.cores";

  private SparkAblate() {}

  /** Ends the process with the exit status of {@code ablate}. */
  public static void main(String[] arguments) throws Exception {
    SparkConf conf = new SparkConf();
    String trouble = trouble(conf);
    if (!trouble.isEmpty()) {
      System.err.println("deconv-lab on Spark: " + trouble);
      System.exit(2);
    }
    // The jar lies in the project's folder target.
    Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String home = jar.getParent().getParent().toString();
    System.setProperty("deconvlab.home", home);
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("java.awt.headless", "true");
    // Our slf4j would find Spark's provider, too, and complain.
    System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    SparkRuns runs = new SparkRuns(conf, conf.get("spark.deconvlab.home", home));
    // On the way out Spark stops its executors, and with them the runs that are under way.
    System.exit(Main.ablate(runs, arguments));
  }

  /** What of the settings cannot be, or "". */
  private static String trouble(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    String cores = conf.get(CORES, "");
    String cpus = conf.get(SparkRuns.CPUS, "1");
    if (master.matches("local(\\[.*)?")) {
      return Text.format("spark.master=%s is no cluster: use environment/lab ablate", master);
    }
    if (conf.get(MODE, "client").equals("cluster")) {
      return MODE + "=cluster must be client: the store is on this machine";
    }
    if (!conf.getBoolean(OURS_FIRST, false)) {
      return OURS_FIRST + "=false must be true: --properties-file environment/scale/spark.conf";
    }
    return cores.equals(cpus)
        ? ""
        : Text.format("%s=%s must be equal to %s=%s", CORES, cores, SparkRuns.CPUS, cpus);
  }
}
