// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.postgres;

import dev.reprise.localstack.launch.Leash;
import dev.reprise.localstack.launch.Options;
import dev.reprise.localstack.launch.Options.Option;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs PostgreSQL until the process is asked to end, and says {@code ready} on standard output when
 * clients can use it. Its end is the server's: the exit code is passed on.
 *
 * <p>When this process is killed, the server goes on without it; the next start finds it by its
 * note and ends it in order before it starts its own.
 */
public final class PostgresMain {

  private static final List<Option> OPTIONS =
      List.of(
          Option.required("--port", "the port, on the loopback interface"),
          Option.required("--data-dir", "where the data is kept from run to run"),
          Option.required(
              "--password-file",
              "holds the password that the user 'reprise' gets at the first run"),
          Option.required("--programs-dir", "where PostgreSQL's programs are unpacked to, once"),
          Option.required("--pid-file", "where the server's process is noted"));

  private PostgresMain() {}

  /** See {@code --help}. */
  public static void main(String[] arguments) throws InterruptedException {
    Options options = Options.readOrExit("Runs PostgreSQL on one machine.", OPTIONS, arguments);
    Leash.takeIfAsked();
    Path pidFile = options.path("--pid-file");
    Programs programs = Programs.in(options.path("--programs-dir"));
    var data = new DataDirectory(options.path("--data-dir"), programs);
    PostgresServer.stopLeftBehind(pidFile, data.path());
    data.makeIfNew(options.path("--password-file"));
    int port = Math.toIntExact(options.number("--port"));
    PostgresServer server = PostgresServer.start(programs, data.path(), port, pidFile);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-postgres"));
    int status = server.pump();
    // Also when a shutdown has begun: then this waits for it, and its status stands.
    System.exit(status);
  }
}
