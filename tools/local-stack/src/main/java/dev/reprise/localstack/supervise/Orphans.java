// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Ends what a supervisor left behind that was killed itself. Processes are found by their notes and
 * only ended when id and start time agree.
 */
public final class Orphans {

  private static final Duration GRACE = Duration.ofSeconds(20);

  /** The supervisor's own note, which names no part. */
  public static final String SUPERVISOR = "supervisor";

  private Orphans() {}

  /**
   * Ends every noted process but the supervisor: all are asked together, and killed with their
   * descendants when they have not ended in time. Blocks until they are gone.
   *
   * @param told hears a line for each
   * @return how many there were
   */
  public static int end(Home home, Consumer<String> told) {
    var found = new ArrayList<ProcessHandle>();
    for (Path note : notes(home)) {
      PidFile.running(note)
          .ifPresent(process -> {
            told.accept(
                "ending a process left behind part=%s pid=%d".formatted(name(note), process.pid()));
            found.add(process);
          });
    }
    end(found);
    notes(home).forEach(PidFile::delete);
    return found.size();
  }

  private static void end(List<ProcessHandle> processes) {
    List<ProcessHandle> all =
        processes.stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .distinct()
            .toList();
    processes.forEach(ProcessHandle::destroy);
    awaitEnd(all);
    all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // the caller kills what is left
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Path> notes(Home home) {
    var notes = new ArrayList<Path>();
    if (!Files.isDirectory(home.run())) {
      return notes;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.run(), "*.pid")) {
      for (Path file : files) {
        if (!name(file).equals(SUPERVISOR)) {
          notes.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + home.run(), e);
    }
    return notes;
  }

  private static String name(Path note) {
    String file = note.getFileName().toString();
    return file.substring(0, file.length() - ".pid".length());
  }
}
