// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.client.Channels;
import dev.reprise.traffic.pair.UnstampedPair;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the pairs of one capture to ingest-service: each gets its place in the capture, and all
 * leave in that order, also across broken streams and restarts.
 *
 * <p>Pairs wait in a bounded queue in memory. When ingest-service is slow or gone, the queue moves
 * into the spool on disk, if there is one, and everything leaves through the spool until that is
 * read. Past every bound {@link #offer} drops the copy, counts it, and records the gap as data, as
 * {@link #lost} does with what was never offered; {@link #put} waits for room instead and never
 * drops.
 *
 * <p>After a kill, whatever was acknowledged or spooled is safe: the next shipper with the same
 * spool root sends what was left.
 *
 * <p><b>Threads:</b> any; one thread of its own does the work, and another ships leftovers.
 */
public final class Shipper implements PairSink, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Shipper.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Capture capture;
  private final Progress progress = new Progress();
  private final Signal signal = new Signal();
  private final ManagedChannel channel;
  private final Outbox outbox;
  private final Courier courier;
  private final CourierThread thread;
  private final Backlog backlog;
  private final @Nullable SpoolFolder folder;
  private final @Nullable Spool spool;
  private final @Nullable Leftovers leftovers;

  private Shipper(ShipperSettings settings, Clock clock) throws IOException {
    capture = new Capture(CaptureIds.next(clock.instant()), settings.service(), settings.agent());
    channel = Channels.open(settings.address(), settings.token());
    var line = new Line(channel);
    if (settings.spool().isPresent()) {
      var spoolSettings = settings.spool().get();
      folder = SpoolFolder.create(spoolSettings.root(), capture);
      spool = Spool.open(folder, spoolSettings);
      leftovers = new Leftovers(line, settings.limits(), spoolSettings);
    } else {
      folder = null;
      spool = null;
      leftovers = null;
    }
    outbox = new Outbox(capture, settings.limits(), () -> nanosOf(clock), signal::raise);
    backlog = new Backlog(outbox, progress, spool);
    courier = new Courier(line, outbox, backlog, progress, signal);
    thread = CourierThread.start(courier, signal, "shipping-" + capture.id(), false);
  }

  /**
   * Begins a new capture, and ships what earlier captures left in the spool.
   *
   * @throws UncheckedIOException if the spool's folder cannot be made
   */
  public static Shipper start(ShipperSettings settings) {
    try {
      return new Shipper(settings, Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the spool of " + settings + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The id of this run, which every pair is stamped with. */
  public String captureId() {
    return capture.id();
  }

  @Override
  public void offer(UnstampedPair pair) {
    progress.offered.increment();
    if (!outbox.offer(pair)) {
      progress.dropped.increment();
    }
  }

  @Override
  public void lost(int pairs, String reason) {
    progress.offered.add(pairs);
    progress.dropped.add(pairs);
    outbox.lost(pairs, reason);
  }

  /**
   * Takes the pair, waiting for room as long as need be: nothing is dropped.
   *
   * @throws IllegalStateException once the shipper is closed
   */
  public void put(UnstampedPair pair) throws InterruptedException {
    outbox.put(pair);
    progress.offered.increment();
  }

  /**
   * Waits until all that was handed over before is acknowledged or in the spool.
   *
   * @return false when the time was over first
   */
  public boolean flush(Duration limit) throws InterruptedException {
    long target = outbox.lastSequence();
    courier.hurry();
    return progress.awaitSafe(target, limit);
  }

  /**
   * Waits until all that was handed over before is acknowledged, or recorded as a gap where
   * ingest-service refused it.
   *
   * @return false when the time was over first
   */
  public boolean awaitAcked(Duration limit) throws InterruptedException {
    long target = outbox.lastSequence();
    courier.hurry();
    return progress.awaitAcked(target, limit);
  }

  /** What has become of the pairs so far. */
  public ShipperCounters counters() {
    return progress.counters();
  }

  /**
   * Takes nothing more, waits a little for acknowledgements, and leaves what is not acknowledged in
   * the spool for the next process.
   */
  @Override
  public void close() {
    outbox.close();
    try {
      if (leftovers != null) {
        leftovers.stop();
      }
      if (!awaitAcked(CLOSE_LIMIT)) {
        LOG.warnf("Not everything is acknowledged at the end captureId=%s", capture.id());
      }
      thread.stop(CLOSE_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closeSpool();
    channel.shutdown();
    try {
      if (!channel.awaitTermination(1, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException _) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void closeSpool() {
    if (folder == null || spool == null) {
      return;
    }
    try {
      boolean settled = backlog.isEmpty();
      spool.close();
      if (settled) {
        spool.releaseAll();
        folder.delete();
      } else {
        folder.close();
      }
    } catch (IOException e) {
      LOG.warnf(e, "Spool did not close cleanly captureId=%s", capture.id());
    }
  }

  private static long nanosOf(Clock clock) {
    Instant now = clock.instant();
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
  }
}
