// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class InterruptionTest {

  private final CountDownLatch isWaiting = new CountDownLatch(1);
  private final AtomicBoolean hasCleanedUp = new AtomicBoolean();

  @Test
  void anInterruptedCommandCleansUpAndEndsAsShellsExpect() throws Exception {
    var status = new FutureTask<>(() -> commandLine().execute());
    var thread = Thread.ofPlatform().start(status);
    isWaiting.await();

    thread.interrupt();

    assertThat(status.get(1, TimeUnit.MINUTES)).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(hasCleanedUp).isTrue();
  }

  @Test
  void aLeashedThreadIsInterruptedWhenItsInputEnds() throws Exception {
    var held = new PipedOutputStream();
    var input = new PipedInputStream(held);
    var command =
        new FutureTask<>(() -> {
          Interruption.atEndOf(input);
          isWaiting.countDown();
          return assertThatThrownBy(() -> new CountDownLatch(1).await())
              .isInstanceOf(InterruptedException.class);
        });
    Thread.ofPlatform().start(command);
    isWaiting.await();

    held.close();

    command.get(1, TimeUnit.MINUTES);
  }

  @Test
  void aSecondReasonToEndDoesNotCutTheCleaningUp() throws Exception {
    var first = new PipedOutputStream();
    var second = new PipedOutputStream();
    var inputs = List.of(new PipedInputStream(first), new PipedInputStream(second));
    var isCleaningUp = new CountDownLatch(1);
    var command =
        new FutureTask<>(() -> {
          inputs.forEach(Interruption::atEndOf);
          assertThatThrownBy(() -> new CountDownLatch(1).await())
              .isInstanceOf(InterruptedException.class);
          isCleaningUp.countDown();
          // Long enough for the second to arrive, were it to be let through.
          return new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        });
    Thread.ofPlatform().start(command);

    first.close();
    isCleaningUp.await();
    second.close();

    assertThat(command.get(1, TimeUnit.MINUTES)).isFalse();
  }

  @Test
  void theThreadIsFreshWhileItCleansUpAndInterruptedAfterwards() {
    Thread.currentThread().interrupt();

    Interruption.shield(() -> assertThat(Thread.currentThread().isInterrupted()).isFalse());

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aThreadThatWasNotInterruptedIsNotAfterwards() {
    Interruption.shield(() -> hasCleanedUp.set(true));

    assertThat(hasCleanedUp).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  private CommandLine commandLine() {
    return CommandLineSetup.configure(new CommandLine(new Waiting()))
        .setErr(new PrintWriter(new StringWriter(), true));
  }

  @Command(name = "wait")
  private final class Waiting implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      isWaiting.countDown();
      try {
        new CountDownLatch(1).await();
        return 0;
      } finally {
        hasCleanedUp.set(true);
      }
    }
  }
}
