package deconvlab.ablation;

import deconvlab.record.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands at an agenda, until all is made, the caller's thread is interrupted, or one of them can go
 * on no more.
 */
final class Shift {
  private static final int PAUSE_MILLIS = 100;

  private final Agenda agenda;
  private final StudyListener listener;
  private volatile boolean stopped;
  private volatile Throwable error;

  Shift(Agenda agenda, StudyListener listener) {
    this.agenda = agenda;
    this.listener = listener;
  }

  /** Works in this thread; true if it was interrupted. */
  boolean by(Hand hand) throws IOException {
    work(0, hand);
    return ended();
  }

  /** Works in a thread for each hand; true if the calling thread was interrupted. */
  boolean by(List<Hand> hands) throws IOException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < hands.size(); i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                work(number, hands.get(number));
                if (error != null) {
                  close(hands);
                }
              },
              "worker-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          stopped = true;
          close(hands);
        }
      }
    }
    return ended();
  }

  /** At the same time: each needs a step's time to stop. */
  private static void close(List<Hand> hands) {
    hands.parallelStream().forEach(Hand::close);
  }

  private boolean ended() throws IOException {
    if (error instanceof IOException e) {
      throw e;
    }
    if (error instanceof Error e) {
      throw e;
    }
    if (error != null) {
      throw error instanceof RuntimeException e ? e : new IllegalStateException(error);
    }
    return stopped;
  }

  private void work(int number, Hand hand) {
    try {
      while (!stopped && error == null) {
        var task = agenda.next();
        if (task.isPresent()) {
          make(number, hand, task.get());
        } else if (agenda.finished()) {
          return;
        } else {
          // Other hands, or other processes, are at what is left.
          Thread.sleep(PAUSE_MILLIS);
        }
        stopped |= Thread.interrupted();
      }
    } catch (InterruptedException e) {
      stopped = true;
    } catch (IOException | RuntimeException | Error e) {
      error = e instanceof UncheckedIOException u ? u.getCause() : e;
    }
  }

  private void make(int number, Hand hand, Agenda.Task task)
      throws IOException, InterruptedException {
    Job job = task.job();
    synchronized (listener) {
      listener.began(number, job.label(), job.config().maxSteps());
    }
    Made made = hand.make(job, steps -> stepped(number, steps));
    agenda.ended(task, made);
    synchronized (listener) {
      if (made.taken()) {
        listener.left(number);
        return;
      }
      listener.stepped(number, made.steps());
      listener.ended(
          number, job.label(), made.outcome(), made.steps(), made.seconds(), made.message());
      listener.tally(agenda.tally());
    }
    stopped |= made.outcome() == Outcome.INTERRUPTED;
  }

  private void stepped(int number, int steps) {
    synchronized (listener) {
      listener.stepped(number, steps);
    }
  }
}
