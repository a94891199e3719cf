// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Settings of query-service, under {@code reprise}. */
@ConfigMapping(prefix = "reprise")
public interface QueryConfig {

  /** Where the warehouse is. */
  WarehouseSettings warehouse();

  /** How much it is asked to bear. */
  @WithName("query.limits")
  Limits limits();

  /** Where the warehouse is. */
  interface WarehouseSettings {
    /** A JDBC URL, e.g. {@code jdbc:clickhouse://127.0.0.1:18123/reprise}. */
    @WithDefault("jdbc:clickhouse://127.0.0.1:18123/reprise")
    String url();

    /** Who reads. */
    @WithDefault("default")
    String user();

    /** Its password. */
    Optional<String> password();
  }

  /** How much the warehouse is asked to bear. */
  interface Limits {
    /** How many statements run at once; the rest wait. */
    @WithDefault("6")
    int concurrent();

    /** How long a statement waits for its turn before it is refused as overload. */
    @WithDefault("10s")
    Duration patience();

    /** How long a statement may run. */
    @WithDefault("30s")
    Duration time();

    /** How much memory a statement may take on the server, in bytes. */
    @WithDefault("1073741824")
    long memoryBytes();
  }
}
