package deconvlab.ablation;

import deconvlab.record.Outcome;

/** Hears of a study's runs while they are made; called from one thread at a time. */
public interface StudyListener {
  /** Nobody listens. */
  StudyListener NONE = new StudyListener() {};

  /** The runs begin, or one has ended: how far it is. */
  default void tally(Tally tally) {}

  /** A run begins at the hand with this number, counted from 0. */
  default void began(int hand, String run, int steps) {}

  /** So many steps of the hand's run are done. */
  default void stepped(int hand, int steps) {}

  /** The hand's run has ended. */
  default void ended(
      int hand, String run, Outcome outcome, int steps, double seconds, String why) {}

  /** The hand leaves its run alone: another process is at it. */
  default void left(int hand) {}

  /** Something a user should read. */
  default void says(String line) {}
}
