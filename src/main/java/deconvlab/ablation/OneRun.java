package deconvlab.ablation;

import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.train.TrainConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A measure that looks at one run. */
interface OneRun extends Measure {
  /** Why there is no value of a run that was not made yet. */
  String NOT_RUN = "not run";

  /** The value of a run that ended by itself. */
  Value ofRun(TrainConfig arm, RunRecord run);

  @Override
  default Value of(TrainConfig arm, Runs runs) {
    Optional<RunRecord> run = runs.of(arm);
    String why = run.map(OneRun::unfinished).orElse(NOT_RUN);
    return why.isEmpty() ? ofRun(arm, run.get()) : Value.none(why);
  }

  /** Why a run says nothing; "" if it ended by itself, however. */
  static String unfinished(RunRecord run) {
    boolean broken = run.outcome() == Outcome.FAILED || run.outcome() == Outcome.INTERRUPTED;
    return broken ? run.outcome() + ": " + run.message() : "";
  }

  static boolean diverged(RunRecord run) {
    return run.outcome() == Outcome.DIVERGED;
  }

  /** What of {@code columns} a record does not keep, in words; "" if nothing. */
  static String unkept(Watch watch, String... columns) {
    List<String> missing =
        Stream.of(columns).filter(c -> !watch.covers(new Watch(0, 0, List.of(c)))).toList();
    return missing.isEmpty()
        ? ""
        : "needs columns in watch.keep: \"" + String.join("\", \"", missing) + "\"";
  }

  /** A measure without arguments. */
  record Plain(
      String title,
      String unit,
      Function<Watch, String> lacking,
      BiFunction<TrainConfig, RunRecord, Value> value)
      implements OneRun {
    @Override
    public String lacks(Watch watch) {
      return lacking.apply(watch);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      return value.apply(arm, run);
    }
  }
}
