import ai.djl.Device;
import deconvlab.bench.WorkersBench;
import java.util.Scanner;

/** Steps a second of eight headline runs for every line it reads: a side of a comparison in turns. */
public class StudyTurns {
  public static void main(String[] args) throws Exception {
    int workers = Integer.parseInt(args[0]);
    WorkersBench bench = new WorkersBench(1, 2);
    System.out.println("ready");
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      lines.nextLine();
      System.out.println("measured " + bench.measure(workers, 1, Device.cpu()));
    }
  }
}
