// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import dev.reprise.demo.ledger.Direction;
import dev.reprise.demo.ledger.Ledger;
import dev.reprise.demo.ledger.LedgeredClient;
import dev.reprise.demo.ledger.Outgoing;
import dev.reprise.fixtures.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers of the shop, so many a second whatever becomes of the earlier ones: each request has
 * its time from the beginning, and a late one moves none behind it.
 *
 * <p><b>Threads:</b> one that keeps the schedule, and a virtual one a request.
 *
 * <p><b>Bounds:</b> none on requests under way but the limit of time that each has.
 */
final class SteadyLoad implements AutoCloseable {

  private static final Duration LAST_ANSWERS = Duration.ofMinutes(1);
  private static final int LATE_NANOS = 50_000_000;
  private static final int OK = 200;

  private final LedgeredClient client;
  private final Ledger ledger;
  private final URI shop;
  private final long gapNanos;
  private final AtomicLong underWay = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Thread schedule;
  private final long beginNanos = System.nanoTime();
  private volatile long endNanos;
  private volatile boolean stopping;
  private volatile long sent;

  /** Begins at once; what is sent and answered goes into a ledger. */
  SteadyLoad(int port, int perSecond, Path ledgerFile) {
    try {
      ledger = Ledger.at(Optional.of(ledgerFile));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + ledgerFile, e);
    }
    client = LedgeredClient.direct(ledger);
    shop = URI.create("http://127.0.0.1:" + port);
    gapNanos = Duration.ofSeconds(1).toNanos() / perSecond;
    schedule = Thread.ofPlatform().name("schedule").start(this::keepSchedule);
  }

  private void keepSchedule() {
    for (long number = 0; !stopping; number++) {
      long due = beginNanos + number * gapNanos;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (System.nanoTime() - due > LATE_NANOS) {
        late.incrementAndGet();
      }
      sent = number + 1;
      underWay.incrementAndGet();
      long one = number;
      Thread.startVirtualThread(() -> send(request(one)));
    }
    endNanos = System.nanoTime();
  }

  private void send(Outgoing request) {
    try {
      var reply = client.send(request);
      answered.incrementAndGet();
      if (reply.status() != OK) {
        errors.add("%s was answered %d".formatted(request.uri(), reply.status()));
      }
    } catch (IOException e) {
      errors.add("%s got no answer: %s".formatted(request.uri(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Each is told from all others by its number; every tenth makes the shop ask its inventory. */
  private Outgoing request(long number) {
    var session = "customer-%03d".formatted(1 + number % 200);
    return switch ((int) (number % 10)) {
      case 0 ->
          get(session, "/catalogue/SKU-10%02d?stock=true&n=%d".formatted(1 + number % 40, number));
      case 5 ->
          Outgoing.of(Direction.INBOUND, session, "POST", shop.resolve("/login?n=" + number))
              .json(
                  "{\"user\":\"%s\",\"password\":\"secret-%s\",\"visit\":%d}"
                      .formatted(session, session.substring("customer-".length()), number));
      default -> get(session, "/catalogue/SKU-10%02d?n=%d".formatted(1 + number % 40, number));
    };
  }

  /** Lets one more customer take all of the catalogue, 2 MB, and waits until they have it. */
  void download() {
    underWay.incrementAndGet();
    send(get("customer-001", "/catalogue/export"));
  }

  private Outgoing get(String session, String target) {
    return Outgoing.of(Direction.INBOUND, session, "GET", shop.resolve(target));
  }

  /** How many requests were sent so far. */
  long sent() {
    return sent;
  }

  /** What went wrong for a customer so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Waits until so many more are answered. */
  void awaitMore(long requests) {
    long target = answered.get() + requests;
    Eventually.holds(LAST_ANSWERS, () -> answered.get() >= target);
  }

  /** Sends no more, and waits for the last answers. */
  void stop() {
    stopping = true;
    Eventually.holds(
        LAST_ANSWERS,
        () -> !schedule.isAlive() && underWay.get() == 0,
        () -> underWay.get() + " requests are still without an answer");
  }

  /** The rate that was kept, in words; once it has stopped. */
  String rate() {
    double seconds = (endNanos - beginNanos) / 1e9;
    return "%d requests in %.1f s, %.1f a second; %d of them more than 50 ms late"
        .formatted(sent, seconds, sent / seconds, late.get());
  }

  @Override
  public void close() {
    stop();
    client.close();
    try {
      ledger.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the ledger", e);
    }
  }
}
