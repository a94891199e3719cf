// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Keeps what was asked for last, and makes the rest anew.
 *
 * <p><b>Threads:</b> thread-safe; two that miss the same thing both make it, so that nobody waits
 * for that.
 *
 * <p><b>Bounds:</b> by weight; what is heavier than a {@value #SHARE}th of all is not kept.
 */
final class Recent<K, V> {

  private static final int SHARE = 16;

  private final long limit;
  private final ToLongFunction<V> weight;
  private final Map<K, V> kept = new LinkedHashMap<>(256, 0.75f, true);
  private long held;

  /**
   * @param weight of one thing, always the same
   */
  Recent(long limit, ToLongFunction<V> weight) {
    this.limit = limit;
    this.weight = weight;
  }

  /** What belongs to a key. */
  V get(K key, Function<K, V> make) {
    synchronized (kept) {
      var known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    var made = make.apply(key);
    long added = weight.applyAsLong(made);
    if (added <= limit / SHARE) {
      keep(key, made, added);
    }
    return made;
  }

  private void keep(K key, V made, long added) {
    synchronized (kept) {
      var before = kept.put(key, made);
      held += added - (before == null ? 0 : weight.applyAsLong(before));
      var eldest = kept.values().iterator();
      while (held > limit) {
        held -= weight.applyAsLong(eldest.next());
        eldest.remove();
      }
    }
  }
}
