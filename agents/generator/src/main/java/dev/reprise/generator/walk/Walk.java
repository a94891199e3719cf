// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One virtual user's one cycle through the snapshot, with its own values.
 *
 * <p><b>Threads:</b> confined to an event loop.
 *
 * <p><b>Bounds:</b> at most {@link #MAX_OPEN} requests are open or waiting for one another; the
 * next is not read before there is room.
 */
public final class Walk {

  static final int MAX_OPEN = 10_000;

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * Who walks.
   *
   * @param vuser from 0
   * @param cycle from 0
   */
  public record Id(int vuser, int cycle) {

    /** As bindings and outcomes name the session of a run. */
    public String session() {
      return "v" + vuser + ".c" + cycle;
    }
  }

  /** Sends what may go; calls {@link Walk#answered} for each in the end. */
  public interface Sender {
    /** Sends a request. */
    void send(Walk walk, Step step);

    /** Whether nothing more should be read for now, because results pile up. */
    boolean isCrowded();
  }

  private final Id id;
  private final String session;
  private final Pace pace;
  private final Cursor cursor;
  private final Timers timers;
  private final Sender sender;
  private final Consumer<Walk> finished;
  private final ValueMap values = new ValueMap();
  private final HappensBefore order;
  private long startNanos;
  private long firstRecordedNanos = Long.MIN_VALUE;
  private boolean exhausted;
  private boolean stopped;
  private boolean over;
  private int inFlight;

  /**
   * @param finished called once, when everything that was sent is answered and nothing is left
   */
  public Walk(
      Id id, Pace pace, Cursor cursor, Timers timers, Sender sender, Consumer<Walk> finished) {
    this.id = id;
    this.session = id.session();
    this.pace = pace;
    this.cursor = cursor;
    this.timers = timers;
    this.sender = sender;
    this.finished = finished;
    // Sessions do not show every dependence (a cart that was filled before its login), and a wrong
    // order looks like a regression; only a held rate is worth that risk.
    this.order = pace instanceof Pace.OnDemand ? HappensBefore.bySession() : HappensBefore.global();
  }

  /** Who walks. */
  public Id id() {
    return id;
  }

  /** As bindings and outcomes name it. */
  public String session() {
    return session;
  }

  /** What recorded values have become in this walk. */
  public ValueMap values() {
    return values;
  }

  /**
   * Begins.
   *
   * @param nanos when; the recorded gaps count from here
   */
  public void start(long nanos) {
    startNanos = nanos;
    switch (pace) {
      case Pace.RecordedGaps _, Pace.AsSoonAsPossible _ -> timers.at(nanos, this::advance);
      case Pace.OnDemand _ -> {}
    }
  }

  /**
   * Sends the next request, or lets it wait for those it must wait for.
   *
   * @param intendedNanos when it should leave
   * @return whether it was taken; false when there is no room, or none left
   */
  public boolean sendNext(long intendedNanos) {
    if (stopped || exhausted || order.open() >= MAX_OPEN) {
      return false;
    }
    return switch (cursor.next()) {
      case Cursor.Present(RecordedRequest recorded) -> {
        take(recorded, intendedNanos);
        yield true;
      }
      case Cursor.NotYet() -> false;
      case Cursor.End() -> {
        exhausted = true;
        endIfDone();
        yield false;
      }
    };
  }

  /** Whether everything was taken. */
  public boolean isExhausted() {
    return exhausted || stopped;
  }

  /** Sends nothing more; what is in flight is still waited for. */
  public void stop() {
    stopped = true;
    endIfDone();
  }

  /** A request that was sent is answered, or has failed, and its values are known everywhere. */
  public void answered(Step step) {
    inFlight--;
    for (Step free : order.answered(step, timers.nanos())) {
      if (!stopped) {
        send(free);
        if (pace instanceof Pace.AsSoonAsPossible) {
          timers.at(timers.nanos(), this::advance);
        }
      }
    }
    endIfDone();
  }

  private void advance() {
    switch (pace) {
      case Pace.RecordedGaps(double speed) -> keepGaps(speed);
      case Pace.AsSoonAsPossible _ -> hurry();
      case Pace.OnDemand _ -> {}
    }
  }

  // Each request's timer takes it and sets the next one's.
  private void keepGaps(double speed) {
    while (mayRead(this::advance)) {
      var next = read(this::advance);
      if (next == null) {
        return;
      }
      long intended = intended(next, speed);
      if (intended > timers.nanos()) {
        timers.at(
            intended,
            () -> {
              takeUnlessStopped(next, intended);
              advance();
            });
        return;
      }
      takeUnlessStopped(next, intended);
    }
  }

  private long intended(RecordedRequest next, double speed) {
    long recorded = next.pair().timing().startNanos();
    if (firstRecordedNanos == Long.MIN_VALUE) {
      firstRecordedNanos = recorded;
    }
    return startNanos + Math.round((recorded - firstRecordedNanos) / speed);
  }

  // In recorded order: one that must wait holds up those behind it. As the order is global, no more
  // requests are open at a time than were in the recording.
  private void hurry() {
    while (order.open() == inFlight && mayRead(this::advance)) {
      var next = read(this::advance);
      if (next == null) {
        return;
      }
      take(next, timers.nanos());
    }
  }

  private boolean mayRead(Runnable later) {
    if (stopped || exhausted) {
      return false;
    }
    if (sender.isCrowded() || order.open() >= MAX_OPEN) {
      timers.at(timers.nanos() + RETRY_NANOS, later);
      return false;
    }
    return true;
  }

  private @Nullable RecordedRequest read(Runnable later) {
    return switch (cursor.next()) {
      case Cursor.Present(RecordedRequest recorded) -> recorded;
      case Cursor.NotYet() -> {
        timers.at(timers.nanos() + RETRY_NANOS, later);
        yield null;
      }
      case Cursor.End() -> {
        exhausted = true;
        endIfDone();
        yield null;
      }
    };
  }

  private void takeUnlessStopped(RecordedRequest recorded, long intendedNanos) {
    if (!stopped) {
      take(recorded, intendedNanos);
    }
  }

  private void take(RecordedRequest recorded, long intendedNanos) {
    var step = new Step(recorded, intendedNanos);
    if (order.add(step)) {
      send(step);
    }
  }

  private void send(Step step) {
    inFlight++;
    sender.send(this, step);
  }

  private void endIfDone() {
    boolean nothingOpen = stopped ? inFlight == 0 : exhausted && order.open() == 0;
    if (nothingOpen && !over) {
      over = true;
      cursor.close();
      finished.accept(this);
    }
  }
}
