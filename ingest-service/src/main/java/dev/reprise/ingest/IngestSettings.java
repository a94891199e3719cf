// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How ingest-service works. */
@ConfigMapping(prefix = "reprise.ingest")
public interface IngestSettings {

  /** The topic between the edge and the warehouse. */
  @WithDefault("rrpairs")
  String topic();

  /** How many partitions the topic is made with; more of them insert in parallel. From 1. */
  @WithDefault("4")
  int partitions();

  /** How many brokers keep each record, when the topic is made. From 1. */
  @WithDefault("1")
  short replicas();

  /** How long the topic keeps records; the warehouse must have taken them by then. */
  @WithDefault("7d")
  Duration retention();

  /** The consumer group whose members write to the warehouse. */
  @WithDefault("reprise-warehouse")
  String group();

  /** How many batches an agent may have unacknowledged on one stream. From 1. */
  @WithDefault("8")
  int credits();

  /** The rules file (docs/redaction.md); without one the shipped default holds. */
  Optional<Path> rulesFile();

  /** Makes the tokens of redacted values; the same key makes the same tokens. */
  Optional<String> redactionKey();

  /** What goes into one insert. */
  Batch batch();

  /** What goes into one insert. */
  interface Batch {

    /** The most pairs and gaps. From 1. */
    @WithDefault("20000")
    int rows();

    /** The most bytes of log records, unless one alone is larger. */
    @WithDefault("8388608")
    long bytes();

    /** How long records wait for more of them. Longer makes fewer, larger inserts. */
    @WithDefault("250ms")
    Duration linger();
  }
}
