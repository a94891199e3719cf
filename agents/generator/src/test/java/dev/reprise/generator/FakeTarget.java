// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import dev.reprise.generator.walk.Cursor;
import dev.reprise.generator.walk.Step;
import dev.reprise.generator.walk.Walk;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;

/** A system under test that answers each request after a time of its own; notes what came when. */
public final class FakeTarget implements Walk.Sender {

  /** A request as it was sent. */
  public record Sent(
      Walk.Id walk, RecordedRequest recorded, long nanos, long intendedNanos, long freeNanos) {

    /** The number of the recorded request. */
    public int number() {
      return Recorded.numberOf(recorded);
    }

    /** How late it left through the generator's own fault. */
    public long latenessNanos() {
      return nanos - freeNanos;
    }
  }

  private final FakeTimers timers;
  private final ToLongFunction<RecordedRequest> serviceNanos;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Sent> answered = new ArrayList<>();
  private boolean crowded;

  /**
   * @param serviceNanos how long each request takes; never answered when negative
   */
  public FakeTarget(FakeTimers timers, ToLongFunction<RecordedRequest> serviceNanos) {
    this.timers = timers;
    this.serviceNanos = serviceNanos;
  }

  /** A cursor over requests. */
  public static Cursor over(List<RecordedRequest> requests) {
    Iterator<RecordedRequest> left = requests.iterator();
    return new Cursor() {
      @Override
      public Next next() {
        return left.hasNext() ? new Present(left.next()) : new End();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void send(Walk walk, Step step) {
    var one =
        new Sent(
            walk.id(), step.recorded(), timers.nanos(), step.intendedNanos(), step.freeNanos());
    sent.add(one);
    long service = serviceNanos.applyAsLong(step.recorded());
    if (service >= 0) {
      timers.at(
          timers.nanos() + service,
          () -> {
            answered.add(one);
            walk.answered(step);
          });
    }
  }

  @Override
  public boolean isCrowded() {
    return crowded;
  }

  /** Says from now on whether results pile up. */
  public void crowded(boolean now) {
    crowded = now;
  }

  /** What was sent so far, in its order. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** The numbers of what was sent so far, in its order. */
  public List<Integer> numbers() {
    return sent.stream().map(Sent::number).toList();
  }

  /** How many are not answered yet. */
  public int open() {
    return sent.size() - answered.size();
  }
}
