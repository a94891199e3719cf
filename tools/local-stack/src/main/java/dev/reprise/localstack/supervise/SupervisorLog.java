// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.Home;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the supervisor itself has to say, in its own bounded file.
 *
 * <p><b>Threads:</b> safe.
 */
public final class SupervisorLog implements AutoCloseable {

  private final RotatingLog file;

  public SupervisorLog(Home home) {
    this.file =
        new RotatingLog(home.log(Orphans.SUPERVISOR), RotatingLog.MAX_BYTES, RotatingLog.KEPT);
  }

  /** A step of life. */
  public void info(String message) {
    write("INFO ", message);
  }

  /** Something that heals itself, or tries to. */
  void warn(String message, List<String> details) {
    write("WARN ", message);
    details.forEach(line -> file.append("    | " + line));
  }

  /** Something a person must act on. */
  public void error(String message) {
    write("ERROR", message);
  }

  private void write(String level, String message) {
    file.append("%s %s %s".formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), level, message));
  }

  @Override
  public void close() {
    file.close();
  }
}
