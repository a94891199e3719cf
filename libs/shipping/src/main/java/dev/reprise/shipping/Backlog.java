// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one capture that is not acknowledged, in order: first what is in flight, then what
 * lies in the spool, then what waits in the queue.
 *
 * <p>While the spool holds something that was not read, the queue only leaves through it, so that
 * nothing overtakes the spool. What is in flight is held in memory, and put into the spool as well
 * when spooling begins, so that from then on the spool alone tells the whole story to the next
 * process.
 *
 * <p><b>Threads:</b> confined to the courier's thread.
 */
final class Backlog {

  private static final Logger LOG = Logger.getLogger(Backlog.class);
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Outbox outbox;
  private final Progress progress;
  private final @Nullable Spool spool;
  private final ArrayDeque<Shipment> inFlight = new ArrayDeque<>();
  private @Nullable Shipment held; // taken from the queue, but the spool had no room for it
  private long refusedUntil; // when to try the disk again after a failure, in System.nanoTime
  private boolean failedBefore;

  Backlog(Outbox outbox, Progress progress, @Nullable Spool spool) {
    this.outbox = outbox;
    this.progress = progress;
    this.spool = spool;
  }

  /** What is in flight, oldest first. */
  ArrayDeque<Shipment> inFlight() {
    return inFlight;
  }

  /** Whether anything is not acknowledged. */
  boolean isEmpty() {
    return inFlight.isEmpty() && !hasMore();
  }

  /** Whether anything is not in flight yet. */
  boolean hasMore() {
    return isSpooling() || held != null || outbox.size() > 0;
  }

  /** Whether what is to be sent next lies in the spool. */
  boolean isSpooling() {
    return spool != null && !spool.isRead();
  }

  /** Takes the next batch into flight; empty when none waits. */
  Optional<Shipment> next() {
    var next = isSpooling() ? fromSpool() : fromQueue();
    next.ifPresent(inFlight::addLast);
    return next;
  }

  /** Everything up to a sequence number is safe with ingest-service. */
  void acked(long sequence) {
    Spool.Place released = null;
    while (!inFlight.isEmpty() && inFlight.getFirst().lastSequence() <= sequence) {
      var settled = inFlight.removeFirst();
      progress.acked.add(settled.pairs());
      released = settled.place() == null ? released : settled.place();
    }
    progress.ackedUpTo(sequence);
    release(released);
  }

  /** Ingest-service will never take the oldest batch: a gap goes in its place. */
  void refuseOldest(String reason) {
    var refused = inFlight.pollFirst();
    if (refused != null) {
      LOG.errorf(
          "Batch was refused and is recorded as a gap captureId=%s lastSequence=%d pairs=%d error=%s",
          outbox.capture().id(), refused.lastSequence(), refused.pairs(), reason);
      progress.dropped.add(refused.pairs());
      inFlight.addFirst(refused.asGap(outbox.capture(), "refused by ingest-service"));
    }
  }

  /**
   * Puts what is in flight and what waits in the queue into the spool, as far as there is room.
   *
   * @return whether all of it is there
   */
  boolean spill() {
    var disk = spool;
    if (disk == null || (failedBefore && System.nanoTime() - refusedUntil < 0)) {
      return false;
    }
    try {
      boolean all = spillInFlight(disk) && spillQueue(disk);
      outbox.dropsAreFor(all ? "queue full" : "spool full");
      failedBefore = false;
      return all;
    } catch (IOException e) {
      LOG.warnf(
          e, "Spool cannot be written; copies stay in memory captureId=%s", outbox.capture().id());
      outbox.dropsAreFor("spool cannot be written");
      failedBefore = true;
      refusedUntil = System.nanoTime() + RETRY_NANOS;
      return false;
    } finally {
      progress.spoolBytes = disk.bytes();
    }
  }

  private boolean spillInFlight(Spool disk) throws IOException {
    if (!disk.isRead()) {
      return true; // it was done when spooling began
    }
    var shipments = new ArrayList<>(inFlight);
    try {
      for (int i = 0; i < shipments.size(); i++) {
        var shipment = shipments.get(i);
        if (shipment.place() == null) {
          var place = disk.append(shipment.batch());
          if (place.isEmpty()) {
            return false;
          }
          shipments.set(i, shipment.at(place.get()));
          spooled(shipment);
        }
      }
      return true;
    } finally {
      inFlight.clear();
      inFlight.addAll(shipments);
      disk.skipToEnd();
    }
  }

  private boolean spillQueue(Spool disk) throws IOException {
    while (true) {
      var shipment = fromQueue();
      if (shipment.isEmpty()) {
        return true;
      }
      if (disk.append(shipment.get().batch()).isEmpty()) {
        held = shipment.get();
        return false;
      }
      spooled(shipment.get());
    }
  }

  private void spooled(Shipment shipment) {
    progress.spooled.add(shipment.pairs());
    progress.safeUpTo(shipment.lastSequence());
  }

  private Optional<Shipment> fromQueue() {
    if (held != null) {
      var first = held;
      held = null;
      return Optional.of(first);
    }
    var items = outbox.take(outbox.limits().batchPairs(), outbox.limits().batchBytes());
    return items.isEmpty() ? Optional.empty() : Optional.of(Shipment.pack(items, progress));
  }

  private Optional<Shipment> fromSpool() {
    var disk = spool;
    if (disk == null) {
      return Optional.empty();
    }
    try {
      return disk.next().map(read -> Shipment.of(read.batch(), read.end()));
    } catch (IOException e) {
      LOG.errorf(e, "Spool cannot be read captureId=%s", outbox.capture().id());
      return Optional.empty();
    }
  }

  private void release(Spool.@Nullable Place upTo) {
    var disk = spool;
    if (disk == null || upTo == null) {
      return;
    }
    try {
      disk.release(upTo);
    } catch (IOException e) {
      LOG.warnf(e, "Spool file cannot be deleted captureId=%s", outbox.capture().id());
    }
    progress.spoolBytes = disk.bytes();
  }
}
