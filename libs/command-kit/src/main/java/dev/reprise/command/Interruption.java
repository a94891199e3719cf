// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Lets a command end in good order on Ctrl-C and SIGTERM: its thread is interrupted, so that it
 * leaves through the same {@code finally} and {@code try} as on any failure, and the process waits
 * until it has.
 *
 * <p>It is interrupted once, whatever else tells it to end meanwhile: its cleaning up is not.
 *
 * <p><b>Bounds:</b> two minutes, longer than anything that is flushed at an end; then the process
 * ends all the same.
 */
public final class Interruption implements IExecutionStrategy {

  private static final long LIMIT_SECONDS = 120;

  /** Whether the command of this thread has been told to end. */
  private static final ThreadLocal<AtomicBoolean> TOLD =
      ThreadLocal.withInitial(AtomicBoolean::new);

  private final IExecutionStrategy commands = new RunLast();

  @Override
  public int execute(ParseResult parsed) {
    var told = new AtomicBoolean();
    TOLD.set(told);
    var command = Thread.currentThread();
    var ended = new CountDownLatch(1);
    var hook = new Thread(() -> end(command, told, ended), "end-command");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return commands.execute(parsed);
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  /**
   * Runs what cleans up to its end also on a thread that has been interrupted, and leaves the
   * thread as it was.
   */
  public static void shield(Runnable cleanUp) {
    boolean isInterrupted = Thread.interrupted();
    try {
      cleanUp.run();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Interrupts the calling thread once a stream has ended: whoever starts a program holds the other
   * end of its standard input, which the system closes however that one ends.
   */
  public static void atEndOf(InputStream input) {
    var command = Thread.currentThread();
    var told = TOLD.get();
    Thread.ofPlatform()
        .name("leash")
        .daemon()
        .start(() -> {
          drain(input);
          interrupt(command, told);
        });
  }

  private static void drain(InputStream input) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      return; // a broken pipe is an end too
    }
  }

  /** Whether a failure is only how an interrupted command came to its end. */
  static boolean hasCaused(Throwable failure) {
    if (Thread.interrupted()) {
      return true;
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static void interrupt(Thread command, AtomicBoolean told) {
    if (told.compareAndSet(false, true)) {
      command.interrupt();
    }
  }

  private static void end(Thread command, AtomicBoolean told, CountDownLatch ended) {
    interrupt(command, told);
    try {
      var _ = ended.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already: it is what has ended the command.
    }
  }
}
