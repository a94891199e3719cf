// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.agents;

import dev.reprise.orchestrator.machine.Role;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running generator or responder.
 *
 * <p><b>Ownership:</b> whoever started it ends it with {@link #end}.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class AgentProcess {

  private static final int LOG_TAIL_BYTES = 2_000;

  private final Role role;
  private final Process process;
  private final Path log;
  private final AgentFolder folder;

  AgentProcess(Role role, Process process, Path log, AgentFolder folder) {
    this.role = role;
    this.process = process;
    this.log = log;
    this.folder = folder;
  }

  /** Which agent it is. */
  public Role role() {
    return role;
  }

  /** Completes when the process has ended, with the end of its log; never fails. */
  public CompletableFuture<String> whenEnded() {
    return process
        .onExit()
        .thenApply(
            ended -> "its process ended with status " + ended.exitValue() + "; " + logTail());
  }

  /**
   * Asks it to stop, ends it by force if it is still there after the grace time, and then removes
   * its files.
   */
  public void end(long graceMillis) {
    var _ = process.onExit().thenRunAsync(folder::remove);
    process.destroy();
    CompletableFuture.delayedExecutor(graceMillis, TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
  }

  private String logTail() {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LOG_TAIL_BYTES);
      file.seek(from);
      byte[] tail = new byte[(int) (file.length() - from)];
      file.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "it logged nothing" : "it last logged:\n" + text;
    } catch (IOException e) {
      return "its log " + log + " cannot be read";
    }
  }
}
