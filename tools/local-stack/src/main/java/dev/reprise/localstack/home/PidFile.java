// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A note of a running process: its id and when it started, since ids are given again.
 *
 * <p>A process counts as the noted one when both agree, the start within two seconds: the system
 * tells it from the boot time, which clock corrections move a little.
 */
public final class PidFile {

  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private PidFile() {}

  /** Notes a process. */
  public static void write(Path file, ProcessHandle process) {
    long startMillis = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(draft, process.pid() + " " + startMillis + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The noted process, if it still runs. */
  public static Optional<ProcessHandle> running(Path file) {
    try {
      String[] fields = Files.readString(file).strip().split(" ", -1);
      if (fields.length != 2) {
        return Optional.empty();
      }
      Instant start = Instant.ofEpochMilli(Long.parseLong(fields[1]));
      return ProcessHandle.of(Long.parseLong(fields[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startedAt(process, start));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty(); // never noted, or by something else
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant noted) {
    // A process that is just ending tells no start any more.
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, noted).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  /** Takes the note away. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
