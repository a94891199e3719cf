// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the engine is started with. */
record EngineOptions(Endpoint endpoint, Credentials credentials, Storage storage, Limits limits) {

  /** Where it listens; port 0 takes a free one. */
  record Endpoint(String host, int port) {}

  /**
   * What it keeps, and how.
   *
   * @param database is made if it is not there
   * @param isDurable whether every insert is forced to disk before it is acknowledged
   */
  record Storage(Path directory, String database, boolean isDurable) {}

  /**
   * How much it may take.
   *
   * @param memoryBytes for queries, merges and caches together
   */
  record Limits(long memoryBytes, int queryConnections, int ingestConnections) {}

  static final String PASSWORD_VARIABLE = "REPRISE_ENGINE_PASSWORD";

  static final String HELP =
      """
      Serves ClickHouse's HTTP interface on this machine, with the engine inside of this process.

        --data-dir DIR             where everything is kept (required)
        --password-file FILE       a file whose first line is the password
                                   (or set REPRISE_ENGINE_PASSWORD; one of them is required)
        --port PORT                default 18123; 0 takes a free one
        --host HOST                default 127.0.0.1
        --user NAME                default 'default'
        --database NAME            made if it is not there; default 'reprise'
        --memory-mib MIB           the most that the engine may take; default 2048
        --query-connections N      how many queries run at once; default 8
        --ingest-connections N     how many inserts run at once; default 4
        --fsync                    force every insert to disk before it is acknowledged
        --help                     print this

      The engine's library is found in REPRISE_ENGINE_LIB, or where
      'npm ci --prefix tools/local-stack/engine' has put it.
      """;

  private static final Set<String> VALUED =
      Set.of(
          "--data-dir",
          "--password-file",
          "--port",
          "--host",
          "--user",
          "--database",
          "--memory-mib",
          "--query-connections",
          "--ingest-connections");
  private static final int DEFAULT_PORT = 18123;
  private static final int HIGHEST_PORT = 65_535;
  private static final long MIB = 1 << 20;

  /**
   * Reads the command line.
   *
   * @throws EngineStartException if it cannot be understood
   */
  static EngineOptions parse(List<String> arguments, Map<String, String> environment) {
    Map<String, String> given = split(arguments);
    String directory = given.getOrDefault("--data-dir", "");
    if (directory.isEmpty()) {
      throw wrong("--data-dir is missing.");
    }
    return new EngineOptions(
        new Endpoint(
            given.getOrDefault("--host", "127.0.0.1"),
            number(given, "--port", DEFAULT_PORT, 0, HIGHEST_PORT)),
        new Credentials(given.getOrDefault("--user", "default"), password(given, environment)),
        new Storage(
            Path.of(directory).toAbsolutePath().normalize(),
            given.getOrDefault("--database", "reprise"),
            given.containsKey("--fsync")),
        new Limits(
            number(given, "--memory-mib", 2048, 256, 1 << 20) * MIB,
            number(given, "--query-connections", 8, 1, 256),
            number(given, "--ingest-connections", 4, 1, 256)));
  }

  private static Map<String, String> split(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (name.equals("--fsync")) {
        given.put(name, "");
      } else if (!VALUED.contains(name)) {
        throw wrong("There is no option '" + name + "'.");
      } else if (i + 1 == arguments.size()) {
        throw wrong(name + " has no value.");
      } else {
        given.put(name, arguments.get(++i));
      }
    }
    return given;
  }

  private static String password(Map<String, String> given, Map<String, String> environment) {
    String file = given.get("--password-file");
    String password =
        file == null ? environment.getOrDefault(PASSWORD_VARIABLE, "") : firstLine(Path.of(file));
    if (password.isEmpty()) {
      throw wrong(
          "There is no password: name a file of one line with --password-file, or set "
              + PASSWORD_VARIABLE
              + ".");
    }
    return password;
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new EngineStartException(
          "The password file " + file + " cannot be read: " + e, "See --help.", e);
    }
  }

  private static int number(
      Map<String, String> given, String name, int fallback, int least, int most) {
    String text = given.getOrDefault(name, Integer.toString(fallback));
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new EngineStartException(name + " is '" + text + "', not a number.", "See --help.", e);
    }
    throw wrong(name + " is " + text + ", not between " + least + " and " + most + ".");
  }

  private static EngineStartException wrong(String message) {
    return new EngineStartException(message, "See --help.");
  }
}
