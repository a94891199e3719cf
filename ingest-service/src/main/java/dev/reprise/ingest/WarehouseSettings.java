// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the warehouse is. */
@ConfigMapping(prefix = "reprise.warehouse")
public interface WarehouseSettings {

  /** A JDBC URL, e.g. {@code jdbc:clickhouse://127.0.0.1:18123/reprise}. */
  @WithDefault("jdbc:clickhouse://127.0.0.1:18123/reprise")
  String url();

  /** Who writes. */
  @WithDefault("default")
  String user();

  /** By what. */
  Optional<String> password();

  /** The cluster whose servers share the tables; without one there is a single server. */
  Optional<String> cluster();

  /** How long an insert may go unanswered before it is sent again. */
  @WithDefault("60s")
  Duration answerLimit();
}
