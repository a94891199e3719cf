// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The reservations that hold.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> those that have expired are forgotten whenever a new one is made.
 */
final class Reservations {

  private static final Duration HELD = Duration.ofMinutes(15);

  private final Clock clock;
  private final ConcurrentMap<String, Reservation> held = new ConcurrentHashMap<>();

  Reservations(Clock clock) {
    this.clock = clock;
  }

  /** Reserves the pieces; the caller has checked that they are there. */
  Reservation hold(String orderId, List<Line> lines) {
    var now = clock.instant();
    held.values().removeIf(old -> old.expiresAt().isBefore(now));
    var reservation = new Reservation("rsv-" + UUID.randomUUID(), orderId, lines, now.plus(HELD));
    held.put(reservation.id(), reservation);
    return reservation;
  }

  /** Gives the pieces back; empty when there is no such reservation any more. */
  Optional<Reservation> release(String id) {
    return Optional.ofNullable(held.remove(id));
  }

  record Line(String sku, int quantity) {}

  record Reservation(String id, String orderId, List<Line> lines, Instant expiresAt) {
    Reservation {
      lines = List.copyOf(lines);
    }
  }
}
