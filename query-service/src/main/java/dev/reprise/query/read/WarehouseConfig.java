// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the warehouse is, and how much reading it is asked to bear. */
@ConfigMapping(prefix = "reprise.warehouse")
public interface WarehouseConfig {

  /** JDBC URL, e.g. {@code jdbc:clickhouse://127.0.0.1:18123/reprise}. */
  @WithDefault("jdbc:clickhouse://127.0.0.1:18123/reprise")
  String url();

  /** Who asks. */
  @WithDefault("default")
  String user();

  /** May be empty. */
  @WithDefault("")
  java.util.Optional<String> password();

  /** How many questions run at once, 1 or more; the rest wait. */
  @WithDefault("6")
  int maxQueries();

  /** How long a question waits for its turn before it is refused as overload. */
  @WithDefault("10s")
  Duration patience();

  /** How long a question may run before the server ends it; at least 1 s. */
  @WithDefault("30s")
  Duration timeLimit();

  /** How much memory a question may take on the server, in MiB. */
  @WithDefault("1024")
  int memoryMib();

  /** How many live tails there may be at once; further ones are refused as overload. */
  @WithDefault("32")
  int maxTails();

  /** How often a live tail looks for new pairs. */
  @WithDefault("500ms")
  Duration tailInterval();
}
