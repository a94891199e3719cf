// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.time.Duration;
import org.jboss.logging.Logger;

/** The thread that a courier's steps run on, until it is stopped or there is nothing left to do. */
final class CourierThread {

  private static final Logger LOG = Logger.getLogger(CourierThread.class);
  private static final long PAUSE_AFTER_DEFECT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Courier courier;
  private final Signal signal;
  private final boolean endsWhenDone;
  private final Thread thread;
  private volatile boolean stopping;

  private CourierThread(Courier courier, Signal signal, String name, boolean endsWhenDone) {
    this.courier = courier;
    this.signal = signal;
    this.endsWhenDone = endsWhenDone;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  static CourierThread start(Courier courier, Signal signal, String name, boolean endsWhenDone) {
    var started = new CourierThread(courier, signal, name, endsWhenDone);
    started.thread.start();
    return started;
  }

  /** Lets the courier finish its step and end its stream, and waits for that. */
  void stop(Duration limit) throws InterruptedException {
    stopping = true;
    signal.raise();
    thread.join(limit);
  }

  /** Waits until the thread has ended by itself. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  private void run() {
    try {
      while (!stopping && !(endsWhenDone && courier.isDone())) {
        signal.await(stepSafely());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody but a stopping JVM interrupts it
    } finally {
      courier.finish();
    }
  }

  private long stepSafely() {
    try {
      return courier.step();
    } catch (RuntimeException e) {
      // The boundary of the thread: a defect in one step must not end the shipping for good.
      LOG.errorf(e, "Shipping stumbled and goes on");
      return PAUSE_AFTER_DEFECT_NANOS;
    }
  }
}
