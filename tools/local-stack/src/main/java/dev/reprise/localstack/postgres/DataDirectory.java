// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's data, made once and kept. */
final class DataDirectory {

  /** The user who owns everything. */
  static final String USER = "reprise";

  /** The database that is made with the directory. */
  static final String DATABASE = "reprise";

  private final Path dir;
  private final Programs programs;

  DataDirectory(Path parent, Programs programs) {
    this.dir = parent.resolve("data");
    this.programs = programs;
  }

  Path path() {
    return dir;
  }

  /**
   * Makes the directory with its user and database, if it is not there. It is made beside and moved
   * into place, so that a crash leaves none that lacks something.
   *
   * @throws IllegalStateException if it is there and another version's
   */
  void makeIfNew(Path passwordFile) {
    Path version = dir.resolve("PG_VERSION");
    try {
      if (Files.exists(version)) {
        requireOurVersion(Files.readString(version).strip());
        return;
      }
      Path draft = dir.resolveSibling("data.new");
      Programs.deleteAll(draft);
      Files.createDirectories(dir.getParent());
      initialise(draft, passwordFile);
      createDatabase(draft);
      Files.move(draft, dir, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make PostgreSQL's data directory " + dir, e);
    }
  }

  private void requireOurVersion(String version) {
    if (!version.equals(Programs.MAJOR)) {
      throw new IllegalStateException(
          "%s was written by PostgreSQL %s and this is %s: take a dump with the old one, or move the"
                  .formatted(dir, version, Programs.VERSION)
              + " directory away to begin anew");
    }
  }

  private void initialise(Path draft, Path passwordFile) throws IOException {
    run(
        List.of(
            programs.path("initdb"),
            "--pgdata=" + draft,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--lc-messages=C",
            "--no-instructions"),
        "");
  }

  /** In single-user mode: nobody listens yet, so nobody can come in between. */
  private void createDatabase(Path draft) throws IOException {
    run(
        List.of(programs.path("postgres"), "--single", "-D", draft.toString(), "postgres"),
        "CREATE DATABASE " + DATABASE + "\n");
  }

  private static void run(List<String> command, String input) throws IOException {
    var builder = new ProcessBuilder(UserSwitch.unprivileged(command)).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var output = new ArrayList<String>();
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(output::add);
    }
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "%s ended with status %d: %s"
                .formatted(command.getFirst(), status, String.join(" | ", output)));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.getFirst(), e);
    }
  }
}
