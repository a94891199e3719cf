// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.tap;

import dev.reprise.wire.http1.Undecodable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of one proxy.
 *
 * <p><b>Threads:</b> thread-safe; counting never waits.
 */
public final class CaptureCounters {

  private final Map<Counter, LongAdder> counters = adders(Counter.class);
  private final Map<Undecodable, LongAdder> undecodable = adders(Undecodable.class);

  /** Counts one. */
  public void count(Counter counter) {
    add(counter, 1);
  }

  /** Counts several. */
  public void add(Counter counter, long amount) {
    adder(counters, counter).add(amount);
  }

  /** Counts a connection that could not be decoded further. */
  public void countUndecodable(Undecodable reason) {
    adder(undecodable, reason).increment();
  }

  /** The figure so far. */
  public long of(Counter counter) {
    return adder(counters, counter).sum();
  }

  /** How many connections could not be decoded further, for this reason. */
  public long of(Undecodable reason) {
    return adder(undecodable, reason).sum();
  }

  /** How many connections could not be decoded further. */
  public long undecodable() {
    return undecodable.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** One line of what is not zero. */
  @Override
  public String toString() {
    String figures =
        Stream.of(Counter.values())
            .filter(counter -> of(counter) != 0)
            .map(counter -> counter.key() + "=" + of(counter))
            .collect(Collectors.joining(" "));
    return figures + " undecodable=" + undecodable();
  }

  private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
    return Objects.requireNonNull(adders.get(key)); // every key has one from the start
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> keys) {
    var adders = new EnumMap<E, LongAdder>(keys);
    for (E key : keys.getEnumConstants()) {
      adders.put(key, new LongAdder());
    }
    return adders;
  }
}
