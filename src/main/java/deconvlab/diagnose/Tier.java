package deconvlab.diagnose;

import deconvlab.text.Checks;
import deconvlab.train.Probe;

/** How closely a training is watched; {@code lab bench diagnose} states what each costs. */
public enum Tier {
  /** Loss, learning rate and the norm of the whole gradient: what the outcome of a run needs. */
  OFF,
  /** At every step and layer: norms of gradient, parameters and update; clipping; finiteness. */
  SCALARS,
  /** The scalars and, every so many steps, a look at activations and their gradients. */
  FULL;

  /** The tier called {@code name}; an unknown name is an error that lists the names. */
  public static Tier named(String name) {
    return Checks.named("tier", name, values());
  }

  /** A probe for one run, or null for the tiers that need none. */
  public Probe probe(int every) {
    return this == FULL ? new SignalProbe(every) : null;
  }

  /** The name that {@link #named} takes. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
