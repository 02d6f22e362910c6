package deconvlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A number that is read makes the program wait for a GPU. Between two flushes a training reads
 * none: whoever reads is listed here, with when.
 */
@AnalyzeClasses(packages = "deconvlab", importOptions = ImportOption.DoNotIncludeTests.class)
class DeviceReadsTest {
  private static final List<String> READERS =
      List.of(
          // When steps are flushed, and once at the end.
          "train.StepNotes",
          "train.StepParameters",
          "diagnose.SignalMeter$Waiting",
          // Once a run, where it prunes.
          "train.Shrinking",
          // When images are scored, and at the end of an epoch.
          "train.Scoring",
          "train.Restored",
          "train.Restoring",
          "diagnose.DeadUnits",
          // DJL's own trainer, which has no flush: one copy a batch, more at its looks.
          "diagnose.BatchNotes",
          "diagnose.WatchedPass",
          "diagnose.ModeCheck",
          "diagnose.Statistics",
          // No training.
          "diagnose.Probing",
          "diagnose.GainTheory",
          "diagnose.VarianceShift",
          // In differentiated(), which lessons call; its blocks read nothing.
          "nn.Nonlinearity",
          // When a saved network is loaded, and of an image before it is served.
          "train.SavedModel",
          "train.Served",
          // When pictures are judged by a classifier.
          "train.Features");

  @ArchTest
  static final ArchRule NOTHING_IS_READ_IN_BETWEEN =
      noClasses()
          .that()
          .resideInAnyPackage("deconvlab.train", "deconvlab.diagnose", "deconvlab.nn")
          .and(
              DescribedPredicate.describe(
                  "are none of the readers",
                  c -> !READERS.contains(c.getName().substring("deconvlab.".length()))))
          .should()
          .callMethodWhere(DescribedPredicate.describe("it reads", DeviceReadsTest::reads));

  private static boolean reads(JavaMethodCall call) {
    String name = call.getName();
    boolean copies = name.startsWith("to") && (name.endsWith("Array") || name.endsWith("Buffer"));
    boolean one =
        List.of("getFloat", "getDouble", "getLong", "getInt", "getBoolean", "getByte")
            .contains(name);
    return call.getTargetOwner().isAssignableTo(NDArray.class) && (copies || one);
  }
}
