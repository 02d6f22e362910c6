import deconvlab.bench.StepBench;
import deconvlab.bench.Timings;
import deconvlab.train.RunOptions;
import java.util.Scanner;

/** Times six steps for every line it reads: one side of {@code compare_checkouts.py}. */
public class StepTurns {
  public static void main(String[] args) {
    int width = Integer.parseInt(args[0]);
    RunOptions options = RunOptions.defaults();
    new StepBench(width, 128, 6, 2).run(options);
    System.out.println("ready");
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      lines.nextLine();
      Timings taken = new StepBench(width, 128, 6, 2).run(options);
      System.out.println("measured " + taken.median());
    }
  }
}
