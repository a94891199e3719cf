// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Ships what earlier processes left in their spools, one capture after the other, each under its
 * own captureId.
 *
 * <p><b>Threads:</b> one of its own, and one for the capture being shipped.
 */
final class Leftovers {

  private static final Logger LOG = Logger.getLogger(Leftovers.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Line line;
  private final ShipperLimits limits;
  private final SpoolSettings settings;
  private final Thread thread;
  private volatile boolean stopping;

  Leftovers(Line line, ShipperLimits limits, SpoolSettings settings) {
    this.line = line;
    this.limits = limits;
    this.settings = settings;
    this.thread = Thread.ofPlatform().daemon().name("shipping-leftovers").start(this::run);
  }

  private void run() {
    try {
      for (Path path : SpoolFolder.all(settings.root())) {
        if (stopping) {
          return;
        }
        ship(path);
      }
    } catch (IOException e) {
      LOG.warnf(e, "Spools of earlier captures cannot be listed root=%s", settings.root());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopping: the rest is for the next process
    }
  }

  private void ship(Path path) throws InterruptedException {
    try {
      var adopted = SpoolFolder.adopt(path);
      if (adopted.isPresent()) {
        ship(adopted.get());
      }
    } catch (IOException e) {
      LOG.warnf(e, "Spool of an earlier capture cannot be shipped path=%s", path);
    }
  }

  private void ship(SpoolFolder folder) throws IOException, InterruptedException {
    var capture = folder.capture();
    LOG.infof("Shipping what an earlier process left captureId=%s", capture.id());
    var spool = Spool.open(folder, settings);
    var progress = new Progress();
    var signal = new Signal();
    var outbox = new Outbox(capture, limits, () -> 0, signal::raise);
    var backlog = new Backlog(outbox, progress, spool);
    var courier = new Courier(line, outbox, backlog, progress, signal);
    var shipping = CourierThread.start(courier, signal, "shipping-" + capture.id(), true);
    try {
      shipping.awaitEnd();
    } catch (InterruptedException e) {
      shipping.stop(STOP_LIMIT);
      throw e;
    } finally {
      settle(folder, spool, backlog.isEmpty());
    }
  }

  private static void settle(SpoolFolder folder, Spool spool, boolean shipped) throws IOException {
    spool.close();
    if (shipped) {
      spool.releaseAll();
      folder.delete();
    } else {
      folder.close();
    }
  }

  /** Leaves what is not shipped yet to the next process. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join(STOP_LIMIT);
  }
}
