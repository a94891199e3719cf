// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything about the local stack that can be set, in {@code stack.yaml} by its key or in the
 * environment by its variable; the environment wins.
 */
public enum Setting {
  /** The HTTP port of the embedded ClickHouse engine. */
  PORTS_CLICKHOUSE("ports.clickhouse", "18123", Kind.PORT),
  /** The port at which the Kafka broker takes clients. */
  PORTS_KAFKA("ports.kafka", "19092", Kind.PORT),
  /** The port at which the Kafka broker talks to itself as its own controller. */
  PORTS_KAFKA_CONTROLLER("ports.kafka-controller", "19093", Kind.PORT),
  /** The port of PostgreSQL. */
  PORTS_POSTGRES("ports.postgres", "15432", Kind.PORT),
  /** The port of ingest-service, gRPC and HTTP. */
  PORTS_INGEST("ports.ingest", "7401", Kind.PORT),
  /** The port of query-service: the web page, GraphQL and gRPC. */
  PORTS_QUERY("ports.query", "7402", Kind.PORT),
  /** The port of snapshot-service, gRPC and HTTP. */
  PORTS_SNAPSHOT("ports.snapshot", "7403", Kind.PORT),
  /** The port of orchestrator-service, gRPC and HTTP. */
  PORTS_ORCHESTRATOR("ports.orchestrator", "7404", Kind.PORT),

  /** A ClickHouse server elsewhere, as a JDBC URL with the database; then no engine is started. */
  CLICKHOUSE_URL("clickhouse.url", "", Kind.TEXT),
  /** The user at that server. */
  CLICKHOUSE_USER("clickhouse.user", "default", Kind.TEXT),
  /** The password at that server; better given by the environment. */
  CLICKHOUSE_PASSWORD("clickhouse.password", "", Kind.TEXT),

  /** A Kafka cluster elsewhere, as host:port,host:port; then no broker is started. */
  KAFKA_BOOTSTRAP_SERVERS("kafka.bootstrap-servers", "", Kind.TEXT),
  /** How long the broker keeps records, in hours. */
  KAFKA_RETENTION_HOURS("kafka.retention-hours", "24", Kind.COUNT),
  /** How many bytes of records the broker keeps of a topic with four partitions. */
  KAFKA_RETENTION_BYTES("kafka.retention-bytes", "2147483648", Kind.COUNT),

  /** A PostgreSQL elsewhere, as {@code postgresql://host:port/database}; then none is started. */
  POSTGRES_URL("postgres.url", "", Kind.TEXT),
  /** The user there. */
  POSTGRES_USER("postgres.user", "reprise", Kind.TEXT),
  /** The password there; better given by the environment. */
  POSTGRES_PASSWORD("postgres.password", "", Kind.TEXT),

  /** Where snapshots are kept: a directory, by default in the stack's own. */
  SNAPSHOT_STORE("snapshot.store", "", Kind.TEXT),
  /** The token shared by the parts; by default made at random once. */
  TOKEN("token", "", Kind.TEXT),

  /**
   * The largest Java heap of the engine's process, in MiB; the engine's own memory is beside it.
   */
  HEAP_CLICKHOUSE("heap.clickhouse", "256", Kind.COUNT),
  /** The largest Java heap of the Kafka broker, in MiB. */
  HEAP_KAFKA("heap.kafka", "512", Kind.COUNT),
  /** The largest Java heap of each service, in MiB. */
  HEAP_SERVICES("heap.services", "256", Kind.COUNT),
  /** Whether the JDK's start-up caches are trained and used. */
  START_CACHE("start-cache", "true", Kind.FLAG);

  private enum Kind {
    PORT,
    COUNT,
    FLAG,
    TEXT
  }

  private static final int MAX_PORT = 65535;

  private final String key;
  private final String byDefault;
  private final Kind kind;

  Setting(String key, String byDefault, Kind kind) {
    this.key = key;
    this.byDefault = byDefault;
    this.kind = kind;
  }

  /** Its name in the file, with a dot between a group and its member. */
  public String key() {
    return key;
  }

  /** Its name in the environment. */
  public String variable() {
    return "REPRISE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  String byDefault() {
    return byDefault;
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** What is wrong with a value, if anything. */
  Optional<String> problem(String value) {
    return switch (kind) {
      case TEXT -> Optional.empty();
      case FLAG ->
          value.equals("true") || value.equals("false")
              ? Optional.empty()
              : Optional.of("is '%s', but must be true or false".formatted(value));
      case PORT -> wholeNumber(value, MAX_PORT);
      case COUNT -> wholeNumber(value, Long.MAX_VALUE);
    };
  }

  private static Optional<String> wholeNumber(String value, long most) {
    boolean good = value.matches("[1-9][0-9]{0,17}") && Long.parseLong(value) <= most;
    return good
        ? Optional.empty()
        : Optional.of(
            "is '%s', but must be a whole number from 1%s"
                .formatted(value, most == Long.MAX_VALUE ? "" : " to " + most));
  }
}
