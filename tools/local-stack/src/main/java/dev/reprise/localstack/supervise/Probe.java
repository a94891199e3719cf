// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks a part over HTTP whether it is ready, again and again until it is or nobody wants to know.
 *
 * <p><b>Threads:</b> each request has a virtual thread of its own; the pauses are a timer's.
 */
final class Probe {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 5_000;

  private final URI uri;
  private final BooleanSupplier stillWanted;
  private final Runnable ready;
  private final ScheduledExecutorService timers;

  Probe(URI uri, BooleanSupplier stillWanted, Runnable ready, ScheduledExecutorService timers) {
    this.uri = uri;
    this.stillWanted = stillWanted;
    this.ready = ready;
    this.timers = timers;
  }

  void start() {
    Thread.startVirtualThread(this::ask);
  }

  private void ask() {
    if (answersWell()) {
      ready.run();
    } else if (stillWanted.getAsBoolean() && !timers.isShutdown()) {
      var _ = timers.schedule(this::start, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean answersWell() {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setInstanceFollowRedirects(false);
      boolean good = connection.getResponseCode() / 100 == 2;
      if (good) {
        try (InputStream body = connection.getInputStream()) {
          body.skipNBytes(Math.max(0, connection.getContentLengthLong()));
        }
      }
      connection.disconnect();
      return good;
    } catch (IOException e) {
      return false; // not listening yet; the limit of the start decides how long that is right
    }
  }
}
