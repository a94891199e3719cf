// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.KafkaTopics;
import dev.reprise.traffic.pair.PairId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic, a group and a database of a test class' own, the ingest-services between them, and what
 * can be seen of them from outside: how far the group has got, and what is stored.
 */
final class Pipeline implements AutoCloseable {

  /** For giving up on a loaded machine; nothing takes as long. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String STORED =
      """
      SELECT capture_id, sequence,
        lower(hex(request_body_sha256)), lower(hex(response_body_sha256)),
        SHA256(request_body) = request_body_sha256 AND SHA256(response_body) = response_body_sha256
      FROM %s.rrpairs\
      """;

  private final ClickHouseDatabase database;
  private final KafkaTopics topics;
  private final int partitions;
  private final Map<String, String> settings;
  private final Admin admin;
  private final List<IngestProcess> processes = new ArrayList<>();
  private final TreeSet<String> expected = new TreeSet<>();
  private int captures;

  /**
   * @param settings of its ingest-services, beside where everything is
   */
  Pipeline(
      KafkaTopics topics,
      ClickHouseDatabase database,
      int partitions,
      Map<String, String> settings) {
    this.database = database;
    this.topics = topics;
    this.partitions = partitions;
    this.settings = Map.copyOf(settings);
    this.admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrapServers()));
  }

  /** A way to the warehouse that breaks on command. */
  FaultyLink linkToWarehouse() {
    return FaultyLink.to(URI.create(database.backend().url()).getPort());
  }

  /** Starts an ingest-service that reaches the warehouse by a link. */
  IngestProcess start(FaultyLink warehouse) {
    return start(freePort(), warehouse);
  }

  /** Starts one that takes the place of another. */
  IngestProcess start(int port, FaultyLink warehouse) {
    var all = new HashMap<>(settings);
    all.put("kafka.bootstrap.servers", topics.bootstrapServers());
    // The least that a broker grants: one that was killed is soon out of the group.
    all.put("kafka.session.timeout.ms", "6000");
    all.put("kafka.heartbeat.interval.ms", "1000");
    all.put("reprise.ingest.topic", topics.name("rrpairs"));
    all.put("reprise.ingest.group", group());
    all.put("reprise.ingest.partitions", Integer.toString(partitions));
    all.put("reprise.ingest.batch.linger", "20ms");
    all.put(
        "reprise.warehouse.url",
        "jdbc:clickhouse://%s/%s".formatted(warehouse.address(), database.name()));
    all.put("reprise.warehouse.user", database.user());
    var log =
        Path.of("target", "faults", "%s%d.log".formatted(topics.prefix(), processes.size() + 1));
    var started = new IngestProcess(port, all, database.password(), log);
    processes.add(started);
    return started;
  }

  private String group() {
    return topics.name("warehouse");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  /** The id of a new capture, whose batches Kafka puts into this partition. */
  String newCaptureOn(int partition) {
    while (true) {
      var id = "capture-" + ++captures;
      byte[] key = id.getBytes(StandardCharsets.UTF_8);
      if (BuiltInPartitioner.partitionForKey(key, partitions) == partition) {
        return id;
      }
    }
  }

  /** From now on these pairs must be stored. */
  void expect(String captureId, long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      expected.add(Traffic.row(new PairId(captureId, sequence)));
    }
  }

  /** From now on this gap must be stored. */
  void expectGap(String captureId, long sequence) {
    expected.add(Traffic.gapRow(new PairId(captureId, sequence)));
  }

  /** Where the next record of a partition will lie. */
  long end(int partition) {
    var place = place(partition);
    return await(admin.listOffsets(Map.of(place, OffsetSpec.latest())).partitionResult(place))
        .offset();
  }

  /** All records of a partition, as they lie in the log. */
  List<ConsumerRecord<byte[], byte[]>> log(int partition) {
    var place = place(partition);
    long end = end(partition);
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", topics.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
      Eventually.holds(
          LIMIT,
          () -> {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return consumer.position(place) >= end;
          },
          () -> "%s was read up to %d".formatted(place, records.size()));
    }
    return records;
  }

  /** The rows of every table, each column as it is stored. */
  String tables() {
    var rows = new StringBuilder();
    for (var table :
        ask("SELECT name FROM system.tables WHERE database = '%s' AND engine LIKE '%MergeTree'")) {
      rows.append(execute("SELECT * FROM %s.`" + table + "` FORMAT TSVRaw"));
    }
    return rows.toString();
  }

  /** What the group has committed last for a partition. */
  OffsetAndMetadata committed(int partition) {
    var all = await(admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata());
    var committed = all.get(place(partition));
    return committed == null ? new OffsetAndMetadata(0) : committed;
  }

  private TopicPartition place(int partition) {
    return new TopicPartition(topics.name("rrpairs"), partition);
  }

  /** Kafka's id of the topic, by which inserts are known. */
  String topicId() {
    var topic = topics.name("rrpairs");
    var described = await(admin.describeTopics(List.of(topic)).allTopicNames());
    return described.values().iterator().next().topicId().toString();
  }

  /** Waits until the owner of a partition has noted what it is about to insert. */
  void awaitIntent(int partition) {
    awaitCommitted(partition, committed -> committed.metadata().startsWith("intent:"));
  }

  /** Waits until all of a partition is committed as inserted. */
  void awaitCommitted(int partition) {
    awaitCommitted(
        partition,
        committed -> committed.offset() == end(partition) && committed.metadata().isEmpty());
  }

  private void awaitCommitted(int partition, Predicate<OffsetAndMetadata> wanted) {
    Eventually.holds(
        LIMIT,
        () -> wanted.test(committed(partition)),
        () ->
            "partition %d of %s ends at %d, and committed is %s"
                .formatted(
                    partition, topics.name("rrpairs"), end(partition), committed(partition)));
  }

  /**
   * Waits until everything of the log is committed and below the watermark; then exactly what was
   * expected must be stored.
   */
  void settle() {
    IntStream.range(0, partitions).forEach(this::awaitCommitted);
    Eventually.holds(
        LIMIT,
        () ->
            IntStream.range(0, partitions)
                .allMatch(partition -> watermark(partition) == end(partition) - 1),
        () -> "the watermarks are not at the end of the log");
    assertThat(stored()).containsExactlyElementsOf(expected);
  }

  private long watermark(int partition) {
    return Long.parseLong(
        ask("SELECT if(count() = 0, -1, toInt64(max(log_offset))) FROM %s.watermarks"
                + " WHERE log_partition = "
                + partition)
            .getFirst());
  }

  /** A line a row: id, hashes of the bodies, whether the bodies are of those hashes; sorted. */
  List<String> stored() {
    return Stream.concat(
            ask(STORED).stream(), ask("SELECT capture_id, sequence, 'gap' FROM %s.gaps").stream())
        .sorted()
        .toList();
  }

  /** How many pairs of a capture are stored. */
  long storedOf(String captureId) {
    return Long.parseLong(
        ask("SELECT count() FROM %s.rrpairs WHERE capture_id = '" + captureId + "'").getFirst());
  }

  /** How many parts the engine has passed over so far, as it knew their token. */
  long passedOver() {
    return Long.parseLong(
        ask("SELECT sum(value) FROM system.events WHERE event = 'DuplicatedInsertedBlocks'")
            .getFirst());
  }

  /**
   * Asks the engine on a way of its own.
   *
   * @param sql with %s for the database
   */
  List<String> ask(String sql) {
    return execute(sql).lines().toList();
  }

  /** Runs a statement on a way of its own; see {@link #ask}. */
  String execute(String sql) {
    return database.backend().execute(sql.replace("%s", database.name()));
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    processes.forEach(IngestProcess::close);
    admin.close();
  }
}
