// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.payment;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The charges that were asked for, accepted or not.
 *
 * <p>A request with an idempotency key that was seen before gets the charge it made then.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> none; a provider forgets no charge, and the process is short-lived.
 */
final class Charges {

  private static final String DECLINED_ENDING = "0002";

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final ConcurrentMap<String, Charge> byKey = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Charge> byId = new ConcurrentHashMap<>();

  Charges(Clock clock) {
    this.clock = clock;
  }

  Charge charge(String idempotencyKey, Demand demand) {
    return byKey.computeIfAbsent(idempotencyKey, _ -> newCharge(demand));
  }

  Optional<Charge> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private Charge newCharge(Demand demand) {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    var outcome = demand.card().endsWith(DECLINED_ENDING) ? Outcome.DECLINED : Outcome.AUTHORIZED;
    var id = "ch_" + HexFormat.of().formatHex(bytes);
    var charge = new Charge(id, demand, outcome, clock.instant());
    byId.put(id, charge);
    return charge;
  }

  enum Outcome {
    AUTHORIZED,
    DECLINED
  }

  /** What is to be paid, and with which card. */
  record Demand(String orderId, int amountCents, String currency, String card) {

    /** The card's number must not reach a log. */
    @Override
    public String toString() {
      return "Demand[orderId=" + orderId + ", amountCents=" + amountCents + "]";
    }
  }

  record Charge(String id, Demand demand, Outcome outcome, Instant decidedAt) {}
}
