// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.binding.ValueMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The walks of a run, and which live values belong to which.
 *
 * <p>A call does not say to which walk it belongs; the values in it do, once they are bound. Calls
 * that carry none share one walk without a name. A run with a single walk needs no such search.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> the walks and values used last are kept.
 */
final class Walks {

  private static final int KEPT_WALKS = 1024;
  private static final int KEPT_VALUES = 262_144;

  private final boolean single;
  private final Walk unnamed;
  private final Map<String, Walk> named = new Bounded<>(KEPT_WALKS);
  private final Map<String, Walk> byLiveValue = new Bounded<>(KEPT_VALUES);

  private Walks(boolean single, String name) {
    this.single = single;
    this.unnamed = new Walk(name);
  }

  /** All calls belong to one walk. */
  static Walks single(String name) {
    return new Walks(true, name);
  }

  /** There are several walks, which the generator names. */
  static Walks several() {
    return new Walks(false, "");
  }

  /** The walk that a call belongs to, by the values in it. */
  Walk of(Collection<String> marks) {
    if (single) {
      return unnamed;
    }
    synchronized (this) {
      for (String mark : marks) {
        var walk = byLiveValue.get(mark);
        if (walk != null) {
          return walk;
        }
      }
    }
    return unnamed;
  }

  /** Takes what the generator has learnt in a walk. */
  void learn(String name, String recorded, String live) {
    bind(named(name), recorded, live);
  }

  /**
   * Binds a value in a walk.
   *
   * @return whether that was news
   */
  boolean bind(Walk walk, String recorded, String live) {
    boolean news = walk.values().bind(recorded, live);
    if (news && !single && live.length() >= ValueMap.MIN_TEXT_CHARS) {
      synchronized (this) {
        byLiveValue.put(live, walk);
      }
    }
    return news;
  }

  private Walk named(String name) {
    if (single || name.isEmpty()) {
      return unnamed;
    }
    synchronized (this) {
      return named.computeIfAbsent(name, Walk::new);
    }
  }

  /** Keeps what was used last. */
  private static final class Bounded<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int limit;

    Bounded(int limit) {
      super(64, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > limit;
    }
  }
}
