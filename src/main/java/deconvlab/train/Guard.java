package deconvlab.train;

import deconvlab.record.Series;
import deconvlab.text.Text;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Stands before a listener or a probe and keeps what it throws away from the run: that is said
 * once, and it is told and asked no more.
 */
final class Guard implements InvocationHandler {
  private static final System.Logger LOG = System.getLogger(Guard.class.getName());

  private final Object who;
  private boolean gone;

  private Guard(Object who) {
    this.who = who;
  }

  /** {@code who} behind a guard. */
  static <T extends TrainListener> T before(T who, Class<T> kind) {
    Class<?>[] shown = {kind};
    return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), shown, new Guard(who)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments)
      throws IllegalAccessException {
    // What a probe saw until it threw is not to be lost.
    if (gone && !method.getReturnType().equals(Series.class)) {
      return nothing(method.getReturnType());
    }
    try {
      return method.invoke(who, arguments);
    } catch (InvocationTargetException e) {
      String told =
          Text.format(
              "%s failed in '%s' and is told no more; the run goes on: %s",
              who.getClass().getName(), method.getName(), e.getCause());
      LOG.log(System.Logger.Level.WARNING, told, e.getCause());
      gone = true;
      return nothing(method.getReturnType());
    }
  }

  private static Object nothing(Class<?> kind) {
    if (kind.equals(boolean.class)) {
      return false;
    } else if (kind.equals(Series.class)) {
      return Series.NONE;
    }
    return kind.equals(List.class) ? List.of() : null;
  }
}
