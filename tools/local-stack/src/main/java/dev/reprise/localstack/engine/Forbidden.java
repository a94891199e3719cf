// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import dev.reprise.localstack.engine.SqlLexer.Token;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement may not name here, because it reaches outside of the engine: the one user may do
 * everything, and everything includes reading and writing any file of this machine, running
 * programs, and calling other hosts.
 *
 * <p>Table functions, table engines and database engines are refused unless they are known to stay
 * inside, so that what a newer engine brings is refused too.
 */
final class Forbidden {

  private static final Set<String> ALWAYS =
      Set.of(
          "cassandra",
          "clickhouse",
          "cosn",
          "disk",
          "executable",
          "executablepool",
          "file",
          "filelog",
          "filesystem",
          "gcs",
          "hdfs",
          "http",
          "jdbc",
          "kafka",
          "mongodb",
          "mysql",
          "nats",
          "odbc",
          "oss",
          "postgresql",
          "rabbitmq",
          "redis",
          "remote",
          "remotesecure",
          "s3",
          "sqlite",
          "url",
          "ytsaurus");

  private static final Set<String> INSIDE =
      Set.of(
          // table functions
          "dictionary",
          "format",
          "fuzzjson",
          "generaterandom",
          "generate_series",
          "generateseries",
          "input",
          "loop",
          "merge",
          "mergetreeindex",
          "mergetreeprojection",
          "mergetreeanalyzeindexes",
          "null",
          "numbers",
          "numbers_mt",
          "primes",
          "timeseriesdata",
          "timeseriesmetrics",
          "timeseriesselector",
          "timeseriestags",
          "values",
          "view",
          "viewexplain",
          "viewifpermitted",
          "zeros",
          "zeros_mt",
          // engines
          "aggregatingmergetree",
          "atomic",
          "buffer",
          "coalescingmergetree",
          "collapsingmergetree",
          "embeddedrocksdb",
          "graphitemergetree",
          "join",
          "lazy",
          "log",
          "materializedview",
          "memory",
          "mergetree",
          "ordinary",
          "replacingmergetree",
          "set",
          "stripelog",
          "summingmergetree",
          "tinylog",
          "versionedcollapsingmergetree",
          "windowview");

  private final Set<String> names;

  /**
   * @param reachable the table functions and engines that the engine has
   */
  Forbidden(Collection<String> reachable) {
    Set<String> refused = new HashSet<>(ALWAYS);
    for (String name : reachable) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!INSIDE.contains(lower)) {
        refused.add(lower);
      }
    }
    this.names = Set.copyOf(refused);
  }

  /** Whether a name may not be followed by a parenthesis. */
  boolean isCall(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a setting may not be set: in another dialect, statements cannot be read here. */
  boolean isSetting(String name) {
    return name.equalsIgnoreCase("dialect");
  }

  /** Whether two tokens in a row may not stand there. */
  boolean isPhrase(Token first, Token second) {
    return (first.is("INTO") && second.is("OUTFILE")) || (first.is("FROM") && second.is("INFILE"));
  }
}
