package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Study files that cannot be: exit status 2, what is wrong and what is right, nothing written. */
class StudyFilesTest {
  private static final String GOOD =
      """
      {
        'id': 'mine',
        'question': 'Does it help?',
        'base': {'network': {'model': 's4', 'width': 8}, 'maxSteps': 20},
        'factors': {
          'clip': {'none': {}, 'by norm': {'clip': {'type': 'norm', 'limit': 1}}},
          'batch norm': {'off': {}, 'on': {'network': {'batchNorm': true}}}
        },
        'design': 'grid',
        'seeds': 8,
        'watch': {'look': 20},
        'tune': {'key': 'optimizer.learningRate', 'grid': [0.01, 0.1], 'seeds': '100-101',
          'measure': 'validation-accuracy', 'arms': [{'clip': 'none'}]},
        'measures': [{'measure': 'validation-accuracy'}],
        'contrasts': [
          {'name': 'slope', 'measure': 'gradient-slope', 'with': {'from': 0},
            'arm': {'clip': 'by norm', 'batch norm': 'off'},
            'against': {'clip': 'none', 'batch norm': 'off'},
            'direction': 'less', 'margin': 0.1, 'unit': 'decades a layer'}
        ],
        'profiles': {'smoke': {'seeds': 2}, 'quick': {}}
      }
      """
          .replace('\'', '"');

  @TempDir private Path folder;

  private Ran ablate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ablate", "--store", store().toString()));
    all.addAll(List.of(arguments));
    return Ran.of(all.toArray(String[]::new));
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Path file(byte[] text) throws IOException {
    return Files.write(folder.resolve("mine.json"), text);
  }

  private void refused(Ran run, String... words) {
    assertThat(run.err().replace('"', '\'')).contains(words).doesNotContain("\tat ");
    assertThat(run.err()).endsWith("Try 'environment/lab ablate --help'." + System.lineSeparator());
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(store()).doesNotExist();
  }

  /** The good study with {@code now} where {@code was} stood. */
  private static Arguments but(String was, String now, String words) {
    String text = GOOD.replace(was.replace('\'', '"'), now.replace('\'', '"'));
    assertThat(text).as(was).isNotEqualTo(GOOD);
    return Arguments.of(was + " -> " + now, text, words);
  }

  private static String levels(int n) {
    StringBuilder levels = new StringBuilder("'l0': {}");
    for (int i = 1; i < n; i++) {
      levels.append(", 'l").append(i).append("': {}");
    }
    return "{" + levels + "}";
  }

  private static String many() {
    StringBuilder factors = new StringBuilder();
    for (int f = 0; f < 6; f++) {
      factors.append("'f").append(f).append("': ").append(levels(10)).append(", ");
    }
    return factors.toString();
  }

  static List<Arguments> malformed() {
    return List.of(
        // The text.
        Arguments.of("empty", "", "the text is empty"),
        Arguments.of("null", "null", "is null, not an object"),
        Arguments.of(
            "list",
            "[1, 2]",
            "is a list […], must be an object {'id': …, 'question': …, 'seeds': …}"),
        Arguments.of(
            "truncated", GOOD.substring(0, 300), "design: the text ends in the middle of the JSON"),
        Arguments.of("trailing", GOOD + "x", "is no JSON from here on: x"),
        Arguments.of("comment", "// mine\n" + GOOD, "is no JSON from here on: // mine"),
        but("'seeds': 8", "'seeds': 8 /* enough */", "is no JSON from here on: /* enough */,"),
        but("'seeds': 8,", "'seeds': 8,,", "is no JSON from here on: ,"),
        but("'margin': 0.1", "'margin': NaN", "contrasts[0]: NaN is no number of JSON"),
        but("'id': 'mine'", "'id': 'mine', 'id': 'yours'", "key 'id' stands twice in one object"),
        but(
            "'direction'",
            "'Direction'",
            "contrasts[0].direction is missing; Direction is an unknown key"),
        but(
            "'none': {}",
            "'none': {}, 'none': {}",
            "factors.clip: key 'none' stands twice in one object"),
        but(
            "'base': {",
            "'base': {" + "'a': {".repeat(100),
            "Document nesting depth: too much to read"),
        // Keys and types.
        but("'seeds': 8", "'sedes': 8", "seeds is missing; sedes is an unknown key"),
        but("'id': 'mine',", "", "id is missing"),
        but("'id': 'mine'", "'id': null", "id is null, must be text in quotes"),
        but("'id': 'mine'", "'id': 7", "id is 7, must be text in quotes"),
        but(
            "'id': 'mine'",
            "'id': ''",
            "id='' must be at most 60 letters, digits and single dashes: it names files"),
        but(
            "'id': 'mine'",
            "'id': 'a/b'",
            "id='a/b' must be at most 60 letters, digits and single dashes: it names files"),
        but(
            "'id': 'mine'",
            "'id': 'my study'",
            "id='my study' must be at most 60 letters, digits and single dashes: it names files"),
        but(
            "'id': 'mine'",
            "'id': '" + "a".repeat(100) + "'",
            "id='aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' must be at most 60 letters,"),
        but("'question': 'Does it help?',", "", "question is missing"),
        but(
            "'question': 'Does it help?'",
            "'question': ' '",
            "question=' ' must be a printable sentence: say what it asks"),
        but(
            "'question': 'Does it help?'",
            "'question': ['Does it help?']",
            "question is a list […], must be text in quotes"),
        but(
            "'base': {'network'",
            "'base': {'netwrok'",
            "base: 'netwrok' is an unknown key of a configuration; perhaps 'network'"),
        but(
            "'width': 8",
            "'widht': 8",
            "base: 'network.widht' is an unknown key of a configuration; perhaps 'network.width'"),
        but(
            "'maxSteps': 20",
            "'network.widht': 8",
            "base: 'network.widht' is an unknown key of a configuration; perhaps 'network.width'"),
        but(
            "'maxSteps': 20",
            "'network.width': 8",
            "base: network.width stands twice in a patch: nested and with dots"),
        but(
            "'maxSteps': 20",
            "'width': 8",
            "base: 'width' is an unknown key of a configuration; perhaps 'network.width'"),
        but(
            "'width': 8",
            "'width': '8'",
            "base: network.width='8' must be a whole number of at most 32 bits; its default is 32"),
        but(
            "'width': 8",
            "'width': 8.5",
            "base: network.width=8.5 must be a whole number of at most 32 bits; its default is 32"),
        but("'width': 8", "'width': 0", "arm 'none, off': width=0 must be in [1, 4096]"),
        but(
            "'width': 8",
            "'width': 12345678901",
            "base: network.width=12345678901 must be a whole number of at most 32 bits; its default is 32"),
        but(
            "'width': 8",
            "'width': null",
            "base: network.width=null must be a whole number of at most 32 bits; its default is 32"),
        but(
            "'width': 8",
            "'width': [8, 16]",
            "base: network.width=[8,16] must be a whole number of at most 32 bits; its default is 32"),
        but(
            "'model': 's4'",
            "'model': 5",
            "base: network.model=5 must be text in quotes; its default is 'ddnet'"),
        but(
            "'model': 's4'",
            "'model': 's5'",
            "arm 'none, off': model=s5 is unknown: use one of s1, s2, ddnet, ddnet-as-written, s4, cnn,"),
        but(
            "'model': 's4'",
            "'model': 's1'",
            "arm 'none, off': crossEntropy=1.0 needs class scores; model=s1 gives a picture alone: use"),
        but(
            "'batchNorm': true",
            "'batchNorm': 1",
            "factors.batch norm.on: network.batchNorm=1 must be true or false; its default is false"),
        but(
            "'batchNorm': true",
            "'batchNorm': 'true'",
            "factors.batch norm.on: network.batchNorm='true' must be true or false; its default is false"),
        but(
            "{'model': 's4', 'width': 8}",
            "8",
            "base: network=8 must be an object {…} of its fields"),
        but(
            "'base': {'network': {'model': 's4', 'width': 8}, 'maxSteps': 20}",
            "'base': []",
            "base is a list […], must be an object {…}"),
        but(
            "'limit': 1",
            "'limit': -1",
            "arm 'by norm, off': limit=-1.0 must be at least 0 and finite in 32 bits: between 1.4e-45 and"),
        but(
            "'limit': 1",
            "'limit': 'much'",
            "factors.clip.by norm: clip.limit='much' must be a number; its default is 0.0"),
        // Seeds.
        but("'seeds': 8,", "", "mine.json: seeds is missing"),
        but(
            "'seeds': 8",
            "'seeds': 0",
            "seeds=0 must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different whole"),
        but(
            "'seeds': 8",
            "'seeds': -3",
            "seeds=-3 must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different whole"),
        but(
            "'seeds': 8",
            "'seeds': '5-2'",
            "seeds=5-2 must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different whole"),
        but(
            "'seeds': 8",
            "'seeds': [0, 1.5]",
            "seeds=[0,1.5] must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different"),
        but(
            "'seeds': 8",
            "'seeds': [3, 1, 3]",
            "seeds=[3,1,3] must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different"),
        but(
            "'seeds': 8",
            "'seeds': []",
            "seeds=[] must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different whole"),
        but(
            "'seeds': 8",
            "'seeds': 10001",
            "seeds=10001 must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different whole"),
        but(
            "'seeds': 8",
            "'seeds': {}",
            "seeds={} must be N for seeds 0 to N-1, 'A-B' for seeds A to B, or a list of different whole"),
        but("'seeds': 8", "'seeds': null", "seeds is null, must be a value"),
        // Factors and design.
        but(
            "'clip': {'none': {}, 'by norm'",
            "'clips': {}, 'clip': {'none': {}, 'by norm'",
            "factors.clips={} needs at least one level"),
        but("'none': {}", "'none': 7", "factors.clip.none is 7, must be an object {…}"),
        but("'none': {}", "'none': null", "factors.clip.none is null, must be an object {…}"),
        but(
            "'none': {}",
            "'': {}",
            "factors: '' must be a short printable name of a level of clip"),
        but(
            "'none': {}",
            "'no\\u001bne': {}",
            "factors: 'no\\u001bne' must be a short printable name of a level of clip"),
        but(
            "'batch norm': {'off'",
            "' ': {'off'",
            "factors: ' ' must be a short printable name of a factor"),
        but(
            "{'network': {'batchNorm': true}}",
            "{}",
            "arm 'none, on': is the same run as arm 'none, off'"),
        but(
            "'factors': {",
            "'factors': {" + many(),
            "design: over 1,000 arms: make it smaller, or list those that count"),
        but(
            "'design': 'grid'",
            "'design': 'gird'",
            "design='gird' must be 'grid', 'one-at-a-time', 'leave-one-out', one of the last two with"),
        but(
            "'design': 'grid'",
            "'design': 3",
            "design=3 must be 'grid', 'one-at-a-time', 'leave-one-out', one of the last two with levels,"),
        but(
            "'design': 'grid'",
            "'design': []",
            "design=[] must be 'grid', 'one-at-a-time', 'leave-one-out', one of the last two with levels,"),
        but(
            "'design': 'grid'",
            "'design': {'one-at-a-time': {'clip': 'none'}}",
            "design.one-at-a-time: {'clip':'none'} says nothing of factor 'batch norm'"),
        but(
            "'design': 'grid'",
            "'design': {'one-at-a-time': {'clip': 'none', 'batch norm': 'of'}}",
            "design.one-at-a-time: 'of' is no level of batch norm; perhaps 'off' (there are: off, on)"),
        but(
            "'design': 'grid'",
            "'design': [{'clip': 'none'}]",
            "design[0]: {'clip':'none'} says nothing of factor 'batch norm'"),
        but(
            "'design': 'grid'",
            "'design': [{'clipp': 'none', 'batch norm': 'on'}]",
            "design[0]: 'clipp' is no factor; perhaps 'clip' (there are: clip, batch norm)"),
        but(
            "'design': 'grid'",
            "'design': [{'clip': ['none'], 'batch norm': 'on'}]",
            "design[0]: '['none']' is no level of clip; perhaps 'none' (there are: none, by norm)"),
        but(
            "'design': 'grid'",
            "'design': ['none']",
            "design[0]: 'none' must be an object factor → level"),
        but(
            "'design': 'grid'",
            "'design': [{'clip': 'none', 'batch norm': 'on'}, {'clip': 'none', 'batch norm': 'on'}]",
            "arm '{clip=none, batch norm=on}': is the same run as arm 'none, on'"),
        // What is noted.
        but("'look': 20", "'look': -1", "watch: look=-1 must be at least 0"),
        but(
            "'look': 20",
            "'look': 0",
            "arm 'none, off': gradient slope, step 0: needs looks inside: watch.look above 0"),
        but(
            "'look': 20",
            "'look': 20, 'keep': ['loss', 'step']",
            "arm 'none, off': gradient slope, step 0: needs columns in watch.keep: 'gradient slope',"),
        but("'look': 20", "'loko': 20", "watch.loko is an unknown key; perhaps look"),
        but(
            "'from': 0",
            "'from': 5, 'to': 10",
            "arm 'none, off': gradient slope, mean of steps 5 to 10: needs a look in steps 5 to 10:"),
        but("'seeds': 8", "'threads': 0, 'seeds': 8", "threads=0 must be in [1, 1024]"),
        // Measures.
        but(
            "'gradient-slope'",
            "'gradient-slop'",
            "contrast 'slope': measure gradient-slop is unknown; perhaps gradient-slope: use one of"),
        but("'gradient-slope'", "7", "contrasts[0].measure is 7, must be text in quotes"),
        but(
            "'with': {'from': 0}",
            "'with': {'form': 0}",
            "contrast 'slope': measure gradient-slope: form is an unknown argument; perhaps from"),
        but(
            "'with': {'from': 0}",
            "'with': {'from': 'start'}",
            "contrast 'slope': measure gradient-slope: from is 'start', must be a whole number of at most"),
        but("'with': {'from': 0}", "'with': 0", "contrasts[0].with is 0, must be an object {…}"),
        but(
            "{'measure': 'validation-accuracy'}",
            "{'measure': 'gap-at-training-loss'}",
            "measures[0]: measure gap-at-training-loss: levels is missing"),
        but(
            "{'measure': 'validation-accuracy'}",
            "{'measure': 'gap'}",
            "arm 'none, off': gap: needs scores within the run: watch.score above 0"),
        but(
            "{'measure': 'validation-accuracy'}",
            "'validation-accuracy'",
            "measures[0] is 'validation-accuracy…, must be an object {'measure': …}"),
        but(
            "{'measure': 'validation-accuracy'}",
            "{'measure': 'gain', 'with': {'layers': ['conv9']}}",
            "arm 'none, off': layers: conv9 is none of s4 that has a gain; perhaps conv2: use some of"),
        but(
            "{'measure': 'validation-accuracy'}",
            "{'measure': 'largest-rate', 'with': {'grid': [1, 5000], 'key': 'network.width'}}",
            "arm 'none, off': width=5000 must be in [1, 4096]"),
        but(
            "'measures': [{'measure': 'validation-accuracy'}]",
            "'measures': []",
            "arm 'none, on' is neither measured nor compared: leave it out, or say measures"),
        // Contrasts.
        but("'measure': 'gradient-slope', ", "", "contrasts[0].measure is missing"),
        but(
            "'unit': 'decades a layer'",
            "'unit': 'pp'",
            "contrast 'slope': unit=pp must be 'decades a layer', the unit of gradient slope, step 0"),
        but(
            "'direction': 'less'",
            "'direction': 'more'",
            "contrasts[0].direction is 'more', must be one of 'greater', 'less'"),
        but("'direction': 'less', ", "", "contrasts[0].direction is missing"),
        but(
            "'margin': 0.1",
            "'margin': 'small'",
            "contrasts[0].margin is 'small', must be a number"),
        but(
            "'margin': 0.1",
            "'margin': 'Infinity'",
            "contrasts[0]: margin=Infinity must be a finite number"),
        but("'margin': 0.1, ", "", "contrasts[0].margin is missing"),
        but(
            "'arm': {'clip': 'by norm', 'batch norm': 'off'}",
            "'arm': {'clip': 'by norm'}",
            "contrast 'slope': arm={'clip':'by norm'} means 2 arms of the design: it must mean one, so give"),
        but(
            "'arm': {'clip': 'by norm', 'batch norm': 'off'}",
            "'arm': 'by norm'",
            "contrasts[0]: arm='by norm' must be an object factor → level"),
        but(
            "'arm': {'clip': 'by norm', 'batch norm': 'off'}",
            "'arm': {'clip': 'by value'}",
            "contrast 'slope': arm: 'by value' is no level of clip; perhaps 'by norm' (there are: none, by"),
        but(
            "'arm': {'clip': 'by norm', 'batch norm': 'off'}",
            "'arm': {'klip': 'none'}",
            "contrast 'slope': arm: 'klip' is no factor; perhaps 'clip' (there are: clip, batch norm)"),
        but("'arm': {'clip': 'by norm', 'batch norm': 'off'},", "", "contrasts[0].arm is missing"),
        but(
            "'against': {'clip': 'none', 'batch norm': 'off'},",
            "",
            "contrasts[0].against is missing"),
        but(
            "'against': {'clip': 'none', 'batch norm': 'off'}",
            "'against': 'none'",
            "contrasts[0]: against='none' must be an arm {factor: level}, a number, or {'interaction':"),
        but(
            "'against': {'clip': 'none', 'batch norm': 'off'}",
            "'against': null",
            "contrasts[0].against is null, must be a value"),
        but(
            "'against': {'clip': 'none'",
            "'against': {'clip': 'by norm'",
            "contrast 'slope': arm and against are the same, 'by norm, off'"),
        but(
            "'against': {'clip': 'none'",
            "'against': {'clip': 'nine'",
            "contrast 'slope': against: 'nine' is no level of clip; perhaps 'none' (there are: none, by"),
        but(
            "'against': {'clip': 'none', 'batch norm': 'off'}",
            "'against': {'interaction': {'clip': 'none'}}",
            "contrast 'slope': against.interaction={'clip':'none'} must give two factors, each another"),
        but(
            "'against': {'clip': 'none', 'batch norm': 'off'}",
            "'against': {'interaction': {'clip': 'none', 'batch norm': 'off'}}",
            "contrast 'slope': against.interaction={'clip':'none','batch norm':'off'} must give two"),
        but(
            "'against': {'clip': 'none', 'batch norm': 'off'}",
            "'against': {'interaction': {'clip': 'none', 'batch norm': 'on'}, 'x': 1}",
            "contrast 'slope': against={'interaction':{'clip':'none','batch norm':'on'},'x':1} must hold"),
        but(
            "'profiles'",
            "'primary': true, 'profiles'",
            "primary is an unknown key; perhaps limits"),
        but(
            "'unit': 'decades a layer'",
            "'primary': 'yes'",
            "contrasts[0].primary is 'yes', must be true or false"),
        // Tuning.
        but(
            "'key': 'optimizer.learningRate'",
            "'key': 'data'",
            "tune: key=data must be a number of the configuration, such as optimizer.learningRate"),
        but(
            "'key': 'optimizer.learningRate'",
            "'key': 'learningRate'",
            "tune: key=learningRate must be a number of the configuration, such as optimizer.learningRate"),
        but("'grid': [0.01, 0.1]", "'grid': [0.1]", "tune: grid of 1 values must have 2 to 100"),
        but(
            "'grid': [0.01, 0.1]",
            "'grid': [0.1, 0.01]",
            "tune: grid=[0.1, 0.01] must be ascending"),
        but(
            "'grid': [0.01, 0.1]",
            "'grid': [0.1, null]",
            "tune: grid[1] is null, must be a number"),
        but("'grid': [0.01, 0.1]", "'grid': ['a', 'b']", "tune: grid[0] is 'a', must be a number"),
        but(
            "'grid': [0.01, 0.1]",
            "'grid': [-1, 0.01]",
            "arm 'none, off': learningRate=-1.0 must be above 0 and finite in 32 bits: between 1.4e-45 and"),
        but(
            "'seeds': '100-101'",
            "'seeds': '7-9'",
            "tune: seed 7 is one of the study's: choose on seeds that are not judged"),
        but(
            "'arms': [{'clip': 'none'}]",
            "'arms': [{'clip': 'non'}]",
            "arm 'none, off': tune: arms: 'non' is no level of clip; perhaps 'none' (there are: none, by"),
        but(
            "'arms': [{'clip': 'none'}]",
            "'best': 'lowest'",
            "tune: best=lowest is unknown: use one of greatest, least"),
        but("'tune': {", "'tune': {'kye': 1, ", "tune: kye is an unknown key; perhaps key"),
        but("'tune': {", "'tune': 'all', 'x': {", "x is an unknown key; perhaps id"),
        but("'measures'", "'tune2': 0, 'measures'", "tune2 is an unknown key; perhaps tune"),
        // Profiles.
        but("'smoke'", "'smoky'", "profiles: name=smoky is unknown: use one of smoke, quick, full"),
        but(
            "'quick': {}",
            "'quick': {'sede': 3}",
            "profiles.quick.sede is an unknown key; perhaps seeds"),
        but(
            "'quick': {}",
            "'quick': {'base': {'network': {'widht': 3}}}",
            "profiles.quick: 'network.widht' is an unknown key of a configuration; perhaps 'network.width'"),
        but(
            "'quick': {}",
            "'quick': {'seeds': 101}",
            "tune: seed 100 is one of the study's: choose on seeds that are not judged"),
        but(
            "'quick': {}",
            "'quick': {'base': {'data': 'mnist'}}",
            "data 'mnist' is unknown: take one of cifar10-mini, cifar10, or a folder made by 'lab data"),
        but("'quick': {}", "'quick': 3", "profiles.quick is 3, must be an object {…}"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("malformed")
  void isRefused(String what, String text, String words) throws IOException {
    String file = file(text.getBytes(StandardCharsets.UTF_8)).toString();
    // What data there are is known where the run is made, whichever file asks for them.
    String named = words.startsWith("data") ? "" : file + ": ";
    refused(ablate(file), named, words);
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    refused(ablate(folder.resolve("absent.json").toString()), "absent.json: no such file");
    refused(ablate(folder.toString()), folder + ": is a folder, not a file");
    String large = file(new byte[2 << 20]).toString();
    refused(ablate(large), large + ": has 2,097,152 bytes or more, at most 1,048,576 are read");
    byte[] latin = GOOD.replace("Does", "D\u00f6s").getBytes(StandardCharsets.ISO_8859_1);
    refused(ablate(file(latin).toString()), "mine.json: is no UTF-8 text, so no JSON");
    refused(
        ablate("headlin"),
        "study=headlin is no built-in study (headline, classifiers,",
        "no file, and the store " + store() + " has none of that name");
    refused(ablate("a\0b"), "Nul character not allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set | network.widht=8 | `network.widht` is an unknown key of a configuration;",
        "--set | network.width | setting `network.width` must be key=value, for instance",
        "--set | =8 | setting `=8` must be key=value",
        "--set | network=s4 | `network` is a group of fields: set one of them; perhaps `network.model`",
        "--set | network.width=wide | network.width=`wide` must be a whole number of at most 32",
        "--set | network.width= | network.width=`` must be a whole number of at most 32 bits",
        "--set | network.width=8192 | arm `none, off`: width=8192 must be in [1, 4096]",
        "--set | augment=yes | augment=`yes` must be true or false; its default is false",
        "--set | fraction=NaN | fraction=`NaN` must be a number; its default is 1.0",
        "--set | fraction=1e999 | fraction=Infinity must be in (0, 1]",
        "--set | data=mnist | data `mnist` is unknown: take one of cifar10-mini, cifar10, or",
        "--set | clip.type=none | arm `by norm, off`: limit=1.0 needs clip=norm or clip=value",
        "--seeds | x | seeds=x must be N for seeds 0 to N-1",
        "--seeds | 5-2 | seeds=5-2 must be N for",
        "--seeds | 0 | seeds=0 must be N for",
        "--seeds | 99-100 | tune: seed 100 is one of the study`s: choose on seeds that are not",
        "--shard | 4/4 | shard=4/4 must be i/n with i from 0 to n-1",
        "--shard | 1 | shard=1 must be i/n",
        "--workers | 0 | workers=0 must be in [1, 1024]",
        "--workers | two | Invalid value for option `--workers`: `two` is not an int",
        "--profile | full | profile=full is unknown: use one of smoke, quick",
        "--device | tpu | device=tpu is unknown: use cpu, gpu, gpu:N or best",
      })
  void anOptionIsRefused(String option, String value, String words) throws IOException {
    String good = file(GOOD.getBytes(StandardCharsets.UTF_8)).toString();
    refused(ablate(good, option, value), words.replace('`', '\''));
    refused(ablate("--dry-run", good, option, value), words.replace('`', '\''));
  }

  @Test
  void aDryRunShowsThePlanAndWritesNothing() throws IOException {
    String good = file(GOOD.getBytes(StandardCharsets.UTF_8)).toString();
    Ran run = ablate(good, "--dry-run", "--set", "optimizer.beta1=0.5", "--seeds", "3-4");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            mine, profile quick: Does it help?
              4 arms, seeds 3 to 4, 1 thread a run, a look inside every 20 steps, scores of epochs
              every arm: network.model=s4, network.width=8, network.depth=3, optimizer.beta1=0.5, maxSteps=20
              arm 'none, off': nothing else
              arm 'none, on': network.batchNorm=true
              arm 'by norm, off': clip.type=norm, clip.limit=1.0
              arm 'by norm, on': network.batchNorm=true, clip.type=norm, clip.limit=1.0
              tuning: optimizer.learningRate of 0.01, 0.1, on seeds 100 to 101, by the greatest validation accuracy, for 'none, off', 'none, on'
              contrast 'slope': gradient slope, step 0: 'by norm, off' less than 'none, off' by more than 0.1 decades a layer
            0 done, 16 to do, 0 failed
            """);
    assertThat(store()).doesNotExist();
  }
}
