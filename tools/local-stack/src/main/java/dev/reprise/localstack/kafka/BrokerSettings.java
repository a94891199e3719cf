// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.kafka;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What the broker is told.
 *
 * @param retentionBytes of a topic with the default number of partitions; Kafka bounds each
 *     partition, so each gets its share
 */
record BrokerSettings(
    int port, int controllerPort, Path dataDir, long retentionHours, long retentionBytes) {

  /** So many partitions a topic has that is made without saying. */
  static final int PARTITIONS = 4;

  /**
   * The largest record: a pair with two bodies of 10 MiB as text, and room.
   *
   * <p>docs/adr/0001 says why pairs are not cut.
   */
  static final int MAX_MESSAGE_BYTES = 32 << 20;

  private static final int SEGMENT_BYTES = 64 << 20;

  Properties properties() {
    var p = new Properties();
    quorum(p);
    listeners(p);
    oneNode(p);
    bounds(p);
    p.setProperty("log.dirs", dataDir.resolve("log").toString());
    p.setProperty("num.partitions", Integer.toString(PARTITIONS));
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    // A broker that was killed may register again only when its former session is over.
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    return p;
  }

  private void quorum(Properties p) {
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
  }

  private void listeners(Properties p) {
    p.setProperty(
        "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
    p.setProperty("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("inter.broker.listener.name", "CLIENTS");
  }

  private static void oneNode(Properties p) {
    p.setProperty("default.replication.factor", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("min.insync.replicas", "1");
  }

  private void bounds(Properties p) {
    String largest = Integer.toString(MAX_MESSAGE_BYTES);
    p.setProperty("message.max.bytes", largest);
    p.setProperty("replica.fetch.max.bytes", largest);
    p.setProperty("socket.request.max.bytes", Integer.toString(2 * MAX_MESSAGE_BYTES));
    p.setProperty("log.retention.hours", Long.toString(retentionHours));
    p.setProperty(
        "log.retention.bytes", Long.toString(Math.max(SEGMENT_BYTES, retentionBytes / PARTITIONS)));
    p.setProperty("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
    p.setProperty("log.retention.check.interval.ms", "60000");
    // The cleaner's buffer is allocated whole at the start; its default is a quarter of the heap.
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    p.setProperty("log.cleaner.threads", "1");
  }
}
