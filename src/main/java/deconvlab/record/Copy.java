package deconvlab.record;

import deconvlab.text.Text;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/** Copies of records with another value in one component: what {@code with…} methods share. */
public final class Copy {
  private Copy() {}

  /**
   * The same record with {@code value} in {@code component}.
   *
   * @throws IllegalArgumentException if the record's own constructor refuses the value
   */
  public static <R extends Record> R with(R original, String component, Object value) {
    RecordComponent[] components = original.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    boolean found = false;
    try {
      for (int i = 0; i < components.length; i++) {
        boolean changed = components[i].getName().equals(component);
        found |= changed;
        types[i] = components[i].getType();
        values[i] = changed ? value : components[i].getAccessor().invoke(original);
      }
      if (!found) {
        throw new IllegalStateException(
            Text.format("%s has no component %s", original.getClass().getSimpleName(), component));
      }
      @SuppressWarnings("unchecked") // The constructor of the record's own class makes no other.
      R copy = (R) original.getClass().getDeclaredConstructor(types).newInstance(values);
      return copy;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot copy " + original, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot copy " + original, e);
    }
  }
}
