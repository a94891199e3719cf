// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import dev.reprise.generator.walk.Timers;
import java.util.PriorityQueue;

/** Timers whose clock stands still until a test moves it; what is due at one moment keeps order. */
public final class FakeTimers implements Timers {

  private static final int MOST_TASKS = 10_000_000;

  private record Task(long nanos, long number, Runnable action) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nowNanos;
  private long numbers;

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public void at(long nanos, Runnable task) {
    tasks.add(new Task(Math.max(nanos, nowNanos), numbers++, task));
  }

  /** Runs everything that is due up to a moment, which it then is. */
  public void runTo(long nanos) {
    for (int done = 0; !tasks.isEmpty() && tasks.peek().nanos() <= nanos; done++) {
      runNext(done);
    }
    nowNanos = Math.max(nowNanos, nanos);
  }

  /** Runs so many tasks, or as many as there are. */
  public void runTasks(int most) {
    for (int done = 0; !tasks.isEmpty() && done < most; done++) {
      runNext(done);
    }
  }

  /** Runs everything, to the last task. */
  public void runAll() {
    for (int done = 0; !tasks.isEmpty(); done++) {
      runNext(done);
    }
  }

  private void runNext(int done) {
    if (done == MOST_TASKS) {
      throw new AssertionError("after %d tasks there is still something to do".formatted(done));
    }
    var task = tasks.remove();
    nowNanos = task.nanos();
    task.action().run();
  }
}
