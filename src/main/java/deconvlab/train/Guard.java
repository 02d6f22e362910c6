package deconvlab.train;

import deconvlab.text.Text;
import java.util.function.Supplier;

/**
 * Keeps what somebody throws away from the run that tells or asks him: it is said once, and he is
 * told and asked no more.
 */
final class Guard {
  private static final System.Logger LOG = System.getLogger(Guard.class.getName());

  private final Object who;
  private boolean gone;

  Guard(Object who) {
    this.who = who;
  }

  /** Tells him something. */
  void tell(String what, Runnable telling) {
    ask(
        what,
        () -> {
          telling.run();
          return null;
        },
        null);
  }

  /** His answer; {@code otherwise} if he throws or has thrown before. */
  <T> T ask(String what, Supplier<T> question, T otherwise) {
    return gone ? otherwise : last(what, question, otherwise);
  }

  /** His answer even if he has thrown before: what he saw until then is not to be lost. */
  <T> T last(String what, Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (RuntimeException | Error e) {
      String told =
          Text.format(
              "%s failed in '%s' and is told no more; the run goes on: %s",
              who.getClass().getName(), what, e);
      LOG.log(System.Logger.Level.WARNING, told, e);
      gone = true;
      return otherwise;
    }
  }
}
