// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What a condition compares a field with. */
public sealed interface Value {

  /** Text, or the pattern of MATCHES; never with half a surrogate pair. */
  record Text(String text) implements Value {}

  /** One of a field's words, spelled as {@link Field#words} has it. */
  record Word(String word) implements Value {}

  /**
   * A whole amount, not negative.
   *
   * @param amount a number, bytes or nanoseconds, by the field's type
   */
  record Amount(long amount) implements Value {

    /** Refuses what no field can hold. */
    public Amount {
      if (amount < 0) {
        throw new IllegalArgumentException("an amount is not negative: " + amount);
      }
    }
  }

  /** A moment in time. */
  sealed interface Moment extends Value {

    /** The moment in nanoseconds since the epoch, given what time it is now. */
    long nanos(Instant now);
  }

  /**
   * A moment that stays.
   *
   * @param nanos since the epoch
   */
  record At(long nanos) implements Moment {

    /** Refuses moments before 1970. */
    public At {
      if (nanos < 0) {
        throw new IllegalArgumentException("a time is not before 1970: " + nanos);
      }
    }

    @Override
    public long nanos(Instant now) {
      return nanos;
    }
  }

  /**
   * A moment that moves along.
   *
   * @param offsetNanos from now, negative for the past
   */
  record Now(long offsetNanos) implements Moment {

    @Override
    public long nanos(Instant now) {
      try {
        long nanosNow =
            Math.addExact(
                Math.multiplyExact(now.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)),
                now.getNano());
        return Math.max(0, Math.addExact(nanosNow, offsetNanos));
      } catch (ArithmeticException e) {
        throw new AppException(
            ErrorKind.USER,
            "FILTER_INVALID",
            "The filter's time, counted from " + now + ", lies after the year 2262.",
            "Use a time within a lifetime of now.");
      }
    }
  }
}
