package deconvlab.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The palette by name: an arm has one hue in every picture, whatever stands beside it. There is a
 * table for each kind of arm (activations, initialisations, …); a picture whose labels all have a
 * name in one of them takes its hues from the table that tells most labels apart. Arms of one hue
 * (He on the right fan and on the library's) differ by dash and marker. Every other picture is
 * coloured in order.
 *
 * <p>In a table the more special name stands first: "leaky ReLU" before "ReLU". Two hues of a table
 * are 15 units of CIE L*a*b* apart at least, for readers with protanopia or deuteranopia too.
 */
public final class Hues {
  static final int COLOURS = 7;

  /** Arms that are their hue's second look wherever they stand. */
  private static final Pattern SECOND = words("library");

  /** And their third. */
  private static final Pattern THIRD = words("backward fan");

  /** Slots and names; where two share a hue, the second has the slot of another dash. */
  private static final List<List<Hue>> TABLES =
      List.of(
          List.of( // activations
              hue(4, "leaky"),
              hue(0, "relu"),
              hue(2, "tanh"),
              hue(1, "sigmoid|logistic"),
              hue(5, "gelu"),
              hue(5 + COLOURS, "silu|swish"),
              hue(3, "elu"),
              hue(3 + COLOURS, "softplus"),
              hue(6, "identity|linear")),
          List.of( // initialisations
              hue(2, "icnr"),
              hue(3, "orthogonal"),
              hue(1, "xavier|glorot"),
              hue(0, "he|kaiming|right init"),
              hue(6, "n\\(0|normal|gaussian"),
              hue(4, "library default|library init"),
              hue(5, "weights ×3")),
          List.of( // what keeps a training stable
              hue(0, "clip norm|gradient norm|norm clip"),
              hue(2, "clip value|gradient value|value clip"),
              hue(1, "clip weights|weights 0|weight clip"),
              hue(4, "cosine"),
              hue(5, "warm-?up"),
              hue(3, "step decay|(?<=, )step"),
              hue(6, "none|nothing|plain|constant|no remedy")),
          List.of( // what keeps it general
              hue(3, "dropout|everywhere|last layer"),
              hue(1, "l1"),
              hue(0, "l2"),
              hue(2, "weight decay|decay"),
              hue(4, "augmentation"),
              hue(2 + COLOURS, "encoder blocks"),
              hue(6, "none|nothing|plain|without|off|no batch norm"),
              hue(5, "batch norm|on")),
          List.of( // optimizers
              hue(3, "adamw"),
              hue(0, "adam"),
              hue(2, "rmsprop"),
              hue(4, "nesterov"),
              hue(1, "momentum"),
              hue(6, "sgd")),
          List.of( // verdicts
              hue(2, "supported"), hue(1, "refuted"), hue(6, "not resolved")),
          List.of( // against unequal classes
              hue(6, "none"), hue(5, "resample"), hue(3, "weight")),
          List.of( // ways up
              hue(0, "transposed"),
              hue(1, "resize"),
              hue(2, "sub-pixel"),
              hue(3, "plain cnn"),
              hue(4, "bicubic"),
              hue(6, "doing nothing")),
          List.of( // ways to see what a unit saw; other gradients have names of more words
              hue(4, "integrated"),
              hue(3, "occlusion"),
              hue(2, "guided"),
              hue(1, "deconvnet"),
              hue(0, "^gradient$"),
              hue(6, "edges")),
          List.of( // networks
              hue(6 + COLOURS, "cheaper twin"),
              hue(1, "twin"),
              hue(0, "s4"),
              hue(2, "ddnet"),
              hue(3, "cnn"),
              hue(4, "s2"),
              hue(5 + COLOURS, "vgg"),
              hue(5, "s1"),
              hue(6, "stack")));

  private record Hue(int slot, Pattern names) {}

  private Hues() {}

  private static Hue hue(int slot, String names) {
    return new Hue(slot, words(names));
  }

  /** Whole words, in letters of either case. */
  private static Pattern words(String names) {
    int how = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + names + ")(?![\\p{L}\\p{N}])", how);
  }

  /** The colours of arms in one picture. */
  public static List<Color> colors(List<String> labels) {
    int[] inOrder = IntStream.range(0, labels.size()).toArray();
    return Arrays.stream(slots(labels, inOrder)).mapToObj(Theme::color).toList();
  }

  /** The slots of arms in one picture: by name, or {@code others} where a name is unknown. */
  static int[] slots(List<String> labels, int[] others) {
    int[] best = others;
    int most = 0;
    for (List<Hue> table : TABLES) {
      int[] named = labels.stream().mapToInt(label -> slot(table, label)).toArray();
      int apart = (int) Arrays.stream(named).distinct().count();
      if (Arrays.stream(named).allMatch(slot -> slot >= 0) && apart > most) {
        best = named;
        most = apart;
      }
    }
    return most == 0 ? others : apart(labels, best);
  }

  /** The slot of the first name that is in {@code label}; −1 if there is none. */
  private static int slot(List<Hue> table, String label) {
    return table.stream()
        .filter(hue -> hue.names().matcher(label).find())
        .mapToInt(Hue::slot)
        .findFirst()
        .orElse(-1);
  }

  /** Of arms with one slot each next one has the same hue in other dashes. */
  private static int[] apart(List<String> labels, int[] named) {
    Set<Integer> taken = new HashSet<>();
    int[] slots = named.clone();
    for (int i = 0; i < slots.length; i++) {
      slots[i] += SECOND.matcher(labels.get(i)).find() ? COLOURS : 0;
      slots[i] += THIRD.matcher(labels.get(i)).find() ? 2 * COLOURS : 0;
      while (!taken.add(slots[i])) {
        slots[i] += COLOURS;
      }
    }
    return slots;
  }
}
