// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Timers;
import dev.reprise.generator.walk.Walk;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the snapshot again and again, so many times or until it is told to stop.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
final class VirtualUser {

  private final int number;
  private final Pace pace;
  private final Walks walks;
  private final Timers timers;
  private final Consumer<VirtualUser> finished;
  private @Nullable Walk walk; // null before the start, and between two walks
  private int nextCycle;
  private int cyclesLeft;
  private boolean stopped;

  VirtualUser(int number, Pace pace, Walks walks, Timers timers, Consumer<VirtualUser> finished) {
    this.number = number;
    this.pace = pace;
    this.walks = walks;
    this.timers = timers;
    this.finished = finished;
  }

  /** Begins so many walks, one after the other. */
  void start(int cycles) {
    cyclesLeft = cycles;
    begin();
  }

  /** Sends nothing more. */
  void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    if (walk != null) {
      walk.stop();
    } else {
      finished.accept(this);
    }
  }

  private void begin() {
    if (stopped) {
      return; // between two walks, and so it has left already
    }
    cyclesLeft--;
    var next = walks.open(new Walk.Id(number, nextCycle++), pace, this::walked);
    walk = next;
    next.start(timers.nanos());
  }

  private void walked(Walk done) {
    walk = null;
    if (stopped || cyclesLeft == 0) {
      finished.accept(this);
    } else {
      // Later, so that a snapshot without requests cannot overflow the stack.
      timers.at(timers.nanos(), this::begin);
    }
  }
}
