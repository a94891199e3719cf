// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import io.grpc.Status;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries one capture's backlog to ingest-service: connects, sends within the credits, takes acks,
 * and after a break sends again whatever was not acknowledged.
 *
 * <pre>
 *   waiting --(back-off over, something to send)--> greeting --(credits)--> sending
 *      ^                                               |                      |
 *      +-----------------(stream broken, or no ack in time)------------------+
 * </pre>
 *
 * <p><b>Threads:</b> {@link #step} and all below it run on one thread.
 */
final class Courier {

  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final long IDLE_NANOS = Duration.ofMillis(500).toNanos();
  private static final long SPILL_AFTER_NANOS = Duration.ofMillis(500).toNanos();

  private final Line line;
  private final Backlog backlog;
  private final Outbox outbox;
  private final ShipperLimits limits;
  private final Progress progress;
  private final Signal signal;
  private final Backoff backoff = new Backoff();

  private @Nullable PushStream stream;
  private int sent; // how many of the shipments in flight went out on this stream
  private long sentHighest; // the highest sequence that ever went out
  private long ackedBefore;
  private long lastAckNanos;
  private long connectAtNanos = System.nanoTime();
  private long downSinceNanos = System.nanoTime();
  private long batchSinceNanos;
  private boolean batchWaits;
  private boolean brokenBefore;
  private volatile boolean hurried;

  Courier(Line line, Outbox outbox, Backlog backlog, Progress progress, Signal signal) {
    this.line = line;
    this.outbox = outbox;
    this.limits = outbox.limits();
    this.backlog = backlog;
    this.progress = progress;
    this.signal = signal;
  }

  /** Sends what there is without waiting for fuller batches, once. */
  void hurry() {
    hurried = true;
    signal.raise();
  }

  /** Whether nothing is left to do. */
  boolean isDone() {
    return backlog.isEmpty();
  }

  /**
   * Does what can be done now.
   *
   * @return how long nothing more can be done unless a signal comes
   */
  long step() {
    var open = listen();
    if (open == null) {
      open = connectWhenDue();
    }
    boolean due = isBatchDue();
    if (mustSpill(open)) {
      if (due || outbox.isHalfFull()) {
        backlog.spill();
        batchTaken();
      }
      due = false;
    }
    if (open != null) {
      send(open, due);
    }
    return waitNanos(open);
  }

  /** Ends the stream; what is not acknowledged goes into the spool, if there is one. */
  void finish() {
    var open = stream;
    if (open != null) {
      listen();
      if (backlog.isEmpty()) {
        open.finish();
      } else {
        open.cancel("the agent ends");
      }
    }
    if (!backlog.isEmpty()) {
      backlog.spill();
    }
  }

  /** Takes what the stream has answered; null when there is none that lives. */
  private @Nullable PushStream listen() {
    var open = stream;
    if (open == null) {
      return null;
    }
    long acked = open.acked();
    if (acked > ackedBefore) {
      int before = backlog.inFlight().size();
      backlog.acked(acked);
      sent = Math.max(0, sent - (before - backlog.inFlight().size()));
      ackedBefore = acked;
      lastAckNanos = System.nanoTime();
      backoff.reset();
    }
    var end = open.end();
    if (end == null && isOverdue(open)) {
      open.cancel("no ack in time");
      end = Status.DEADLINE_EXCEEDED.withDescription("no ack within " + limits.ackTimeout());
    }
    if (end == null) {
      return open;
    }
    broken(end);
    return null;
  }

  private boolean isOverdue(PushStream open) {
    boolean waits = sent > 0 || open.credits() == 0;
    return waits && System.nanoTime() - lastAckNanos > limits.ackTimeout().toNanos();
  }

  private void broken(Status end) {
    stream = null;
    if (isRefusal(end) && sent > 0) {
      backlog.refuseOldest(String.valueOf(end.getDescription()));
    }
    sent = 0;
    long now = System.nanoTime();
    connectAtNanos = now + backoff.nextNanos();
    if (!brokenBefore) {
      downSinceNanos = now;
      LOG.warnf(
          "Stream to ingest-service broke; shipping again soon captureId=%s error=%s",
          outbox.capture().id(), end);
    }
    brokenBefore = true;
  }

  /** What will not be taken at a second attempt either. */
  private static boolean isRefusal(Status end) {
    return switch (end.getCode()) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> true;
      default -> false;
    };
  }

  private @Nullable PushStream connectWhenDue() {
    if (!backlog.hasMore() && backlog.inFlight().isEmpty()) {
      return null;
    }
    if (System.nanoTime() - connectAtNanos < 0) {
      return null;
    }
    var open = line.open(outbox.capture(), signal::raise);
    stream = open;
    sent = 0;
    lastAckNanos = System.nanoTime();
    return open;
  }

  /** The queue leaves through the spool while the spool is not read, or nothing gets through. */
  private boolean mustSpill(@Nullable PushStream open) {
    if (backlog.isSpooling()) {
      return true;
    }
    if (open == null || open.credits() == 0) {
      return System.nanoTime() - downSinceNanos > SPILL_AFTER_NANOS || outbox.isHalfFull();
    }
    return sent >= open.credits() && outbox.isHalfFull();
  }

  private void send(PushStream open, boolean due) {
    if (open.credits() > 0 && brokenBefore) {
      brokenBefore = false;
      LOG.infof("Stream to ingest-service is back captureId=%s", outbox.capture().id());
    }
    while (sent < open.credits()) {
      var shipment = nextToSend(due);
      if (shipment == null) {
        return;
      }
      if (sent == 0) {
        lastAckNanos = System.nanoTime();
      }
      open.send(shipment.batch());
      sent++;
      if (shipment.lastSequence() <= sentHighest) {
        progress.resent.add(shipment.pairs());
      }
      sentHighest = Math.max(sentHighest, shipment.lastSequence());
    }
  }

  private @Nullable Shipment nextToSend(boolean due) {
    if (sent < backlog.inFlight().size()) {
      return backlog.inFlight().stream().skip(sent).findFirst().orElse(null);
    }
    if (backlog.isSpooling()) {
      return backlog.next().orElse(null);
    }
    if (!due && !outbox.hasFullBatch()) {
      return null;
    }
    batchTaken();
    return backlog.next().orElse(null);
  }

  /** Whether what waits in the queue has waited long enough, or fills a batch. */
  private boolean isBatchDue() {
    if (outbox.size() == 0) {
      batchTaken();
      return backlog.hasMore();
    }
    if (!batchWaits) {
      batchWaits = true;
      batchSinceNanos = System.nanoTime();
    }
    return hurried
        || outbox.hasFullBatch()
        || System.nanoTime() - batchSinceNanos >= limits.linger().toNanos();
  }

  private void batchTaken() {
    batchWaits = false;
    hurried = false;
  }

  private long waitNanos(@Nullable PushStream open) {
    long wait = IDLE_NANOS;
    long now = System.nanoTime();
    long lingerLeft = batchSinceNanos + limits.linger().toNanos() - now;
    if (batchWaits && lingerLeft > 0) { // else only a signal or the connection can help
      wait = Math.min(wait, lingerLeft);
    }
    if (open == null && !backlog.isEmpty()) {
      wait = Math.min(wait, Math.max(0, connectAtNanos - now));
    }
    return wait;
  }
}
