package deconvlab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.Buffer;
import java.text.DecimalFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The arrows between packages point one way; a new package must say here what it may use. */
@AnalyzeClasses(
    packages = {"deconvlab", "ai.djl.pytorch.jni"},
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
  private static final Map<String, String> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("text", "");
    MAY_USE.put("math", "text");
    MAY_USE.put("record", "text");
    MAY_USE.put("nn", "text math record");
    MAY_USE.put("model", "text math record nn");
    MAY_USE.put("data", "text math record nn");
    MAY_USE.put("train", "text math record nn model data");
    MAY_USE.put("diagnose", "text math record nn model data train");
    MAY_USE.put("saliency", "text math record nn model data");
    MAY_USE.put("plot", "text record");
    MAY_USE.put("report", "text record plot");
    MAY_USE.put("ablation", "text math record nn model data train diagnose");
    MAY_USE.put("verify", "text math record nn model data train");
    MAY_USE.put("export", "text math record nn model data plot");
    MAY_USE.put("bench", "text math record nn model data train diagnose ablation");
    MAY_USE.put("lesson", "text math record nn model data train diagnose plot");
    String below =
        "text math record nn model data train diagnose saliency plot report ablation verify export"
            + " bench lesson";
    MAY_USE.put("notebook", below);
    MAY_USE.put("cli", below);
  }

  @ArchTest
  static void arrows(JavaClasses all) {
    MAY_USE.forEach((name, used) -> arrows(name, used).check(all));
  }

  private static ArchRule arrows(String name, String used) {
    String[] allowed =
        Arrays.stream((name + " " + used).strip().split(" "))
            .map(p -> "deconvlab." + p + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("deconvlab." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("deconvlab..").and(resideOutsideOfPackages(allowed)))
        .as("%s may use only: %s".formatted(name, used.isEmpty() ? "nothing of ours" : used))
        .allowEmptyShould(true);
  }

  @ArchTest
  static void everyPackageHasItsArrows(JavaClasses all) {
    Set<String> found =
        all.stream()
            .map(JavaClass::getPackageName)
            .filter(p -> p.startsWith("deconvlab"))
            .map(p -> p.replaceFirst("deconvlab\\.?", "").replaceFirst("\\..*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(MAY_USE.keySet()).containsAll(found);
  }

  /** A notebook imports whole packages: two classes of one name cannot be told apart there. */
  @ArchTest
  static void noTwoClassesShareAName(JavaClasses all) {
    Map<String, List<String>> byName =
        all.stream()
            .filter(c -> c.getSource().isPresent() && c.isTopLevelClass())
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    byName.values().removeIf(names -> names.size() == 1);
    assertThat(byName).isEmpty();
  }

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("deconvlab.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_REFERENCE_IS_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAPackage("deconvlab.math..")
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages("deconvlab.math..", "deconvlab.text..", "java.."));

  @ArchTest
  static final ArchRule NOBODY_USES_THE_TOP =
      noClasses()
          .that()
          .resideOutsideOfPackages("deconvlab.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("deconvlab.cli..");

  @ArchTest
  static final ArchRule ONLY_NN_USES_THE_BRIDGE =
      noClasses()
          .that()
          .resideInAPackage("deconvlab..")
          .and()
          .resideOutsideOfPackage("deconvlab.nn..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("ai.djl.pytorch.jni.ScriptModule");

  @ArchTest
  static void theBridgeIsOneClass(JavaClasses all) {
    // DJL's own classes of the package are known by name only: they were not read from our build.
    assertThat(all.stream().filter(c -> c.getPackageName().startsWith("ai.djl")))
        .filteredOn(c -> c.getSource().isPresent())
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder("ScriptModule", "package-info");
  }

  /** Results go out through the command line; a notebook's plain-Java fallback prints, too. */
  @ArchTest
  static final ArchRule NOBODY_PRINTS =
      classes()
          .that()
          .resideOutsideOfPackages("deconvlab.cli..", "deconvlab.notebook..")
          .should(not(accessField(System.class, "out")));

  /** What is written in a reader's locale cannot be read back by a program. */
  @ArchTest
  static final ArchRule NOTHING_IS_WRITTEN_IN_A_LOCALE =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(PrintStream.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
          .orShould()
          .callConstructor(DecimalFormat.class, String.class)
          .orShould()
          .callConstructor(Scanner.class, InputStream.class)
          .because("Text.format and Locale.ROOT mean the same everywhere");

  /** Both end in a native call about which libtorch warns on the user's terminal. */
  @ArchTest
  static final ArchRule NOTHING_IS_COPIED_THROUGH_THE_HOST =
      noClasses()
          .should()
          .callMethod(NDArray.class, "copyTo", NDArray.class)
          .orShould()
          .callMethod(NDArray.class, "set", Buffer.class)
          .because("Snapshot.copy copies on the device, without a word");
}
