// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.stack;

import dev.reprise.localstack.LocalStack;
import dev.reprise.localstack.StackProgress;
import java.nio.file.Path;

/**
 * Sees to it that a stack does not outlive what it was started for: {@link #close} ends it, and so
 * does the end of this process. Whoever starts it, it need not run.
 */
public final class StackEnd implements AutoCloseable {

  private final LocalStack stack;
  private final Thread atExit;

  StackEnd(LocalStack stack) {
    this.stack = stack;
    this.atExit = Thread.ofPlatform().unstarted(this::end);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Of the stack in a directory. */
  public static StackEnd of(Path home) {
    return new StackEnd(LocalStack.open(home));
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private void end() {
    try {
      var _ = stack.down(StackProgress.silent());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
