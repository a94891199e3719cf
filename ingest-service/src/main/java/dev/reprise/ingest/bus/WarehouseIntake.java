// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.ingest.IngestMetrics;
import dev.reprise.ingest.IngestSettings;
import dev.reprise.ingest.consume.BatchLimits;
import dev.reprise.ingest.consume.PartitionIntake;
import dev.reprise.ingest.consume.PartitionIntake.Start;
import dev.reprise.ingest.consume.PartitionName;
import dev.reprise.traffic.error.AppException;
import dev.reprise.warehouse.schema.Migrator;
import dev.reprise.warehouse.write.PairStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the way from the log into the warehouse for as long as the service lives: brings the schema
 * up to date, makes the topic, then reads.
 *
 * <p><b>Threads:</b> one of its own, and one virtual thread a partition.
 */
@Singleton
public class WarehouseIntake implements LogReader.LaneOpener {

  private static final Logger LOG = Logger.getLogger(WarehouseIntake.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MAX_RECORDS_PER_POLL = 200;
  // Kafka's own default lets the partitions of an instance that was killed rest for 45 s.
  private static final int SESSION_TIMEOUT_MILLIS = 10_000;

  private final IngestSettings settings;
  private final Map<String, Object> kafka;
  private final LogTopic topic;
  private final Migrator migrator;
  private final PairStore store;
  private final RecordReader records;
  private final IngestMetrics metrics;
  private String topicId = "";
  private volatile @Nullable LogReader reader;
  private volatile boolean stopping;
  private volatile boolean schemaReady;
  private @Nullable Thread thread;

  WarehouseIntake(
      IngestSettings settings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      LogTopic topic,
      Migrator migrator,
      PairStore store,
      RecordReader records,
      IngestMetrics metrics) {
    this.settings = settings;
    this.kafka = new HashMap<>(kafka);
    this.topic = topic;
    this.migrator = migrator;
    this.store = store;
    this.records = records;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("warehouse-intake").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    var reading = reader;
    if (reading != null) {
      reading.stop();
    }
    var running = thread;
    if (running != null) {
      running.interrupt();
      running.join(STOP_LIMIT);
    }
  }

  /** Whether the log is being read. */
  public boolean isReading() {
    var reading = reader;
    return reading != null && reading.isHealthy();
  }

  /** Whether the warehouse has the schema that this version needs. */
  public boolean isSchemaReady() {
    return schemaReady;
  }

  private void run() {
    try {
      // The topic first: batches can be taken in while the warehouse is away.
      untilDone("topic", () -> topicId = topic.ensure());
      untilDone(
          "schema",
          () -> {
            var applied = migrator.migrate();
            schemaReady = true;
            LOG.infof("Warehouse's schema is up to date applied=%s", applied);
          });
      if (!stopping) {
        var reading = new LogReader(new KafkaConsumer<>(consumerSettings()), topic.name(), this);
        reader = reading;
        if (stopping) {
          reading.stop();
        }
        reading.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the service ends
    }
  }

  private void untilDone(String what, Runnable step) throws InterruptedException {
    long pauseNanos = FIRST_PAUSE.toNanos();
    while (!stopping) {
      try {
        step.run();
        return;
      } catch (AppException | KafkaException e) {
        if (stopping) {
          return;
        }
        LOG.warnf("Not ready yet; trying again what=%s error=%s", what, e.getMessage());
      }
      java.util.concurrent.locks.LockSupport.parkNanos(pauseNanos);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      pauseNanos = Math.min(LONGEST_PAUSE.toNanos(), pauseNanos * 2);
    }
  }

  private Map<String, Object> consumerSettings() {
    var consumer = new HashMap<>(kafka);
    consumer.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    consumer.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    consumer.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS_PER_POLL);
    consumer.put(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        Math.toIntExact(Math.min(settings.batch().bytes(), LogTopic.MAX_RECORD_BYTES)));
    return consumer;
  }

  @Override
  public LogReader.Opened open(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, LogReader.LaneCommits commits) {
    Runnable wakeUp = consumer::wakeup;
    var lane = new Lane(partition, records::read, settings.batch(), wakeUp);
    var limits = new BatchLimits(settings.batch().rows(), settings.batch().bytes());
    var intake =
        new PartitionIntake(
            new PartitionName(topicId, partition.partition()),
            start(consumer, partition),
            commits.of(lane),
            store,
            new PartitionIntake.Settings(
                limits, attempt -> lane.pause(pauseAfter(attempt)), metrics));
    return new LogReader.Opened(lane, intake);
  }

  private static Duration pauseAfter(int attempt) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** What was committed last, as far as the log still has it. */
  private Start start(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    var one = Set.of(partition);
    OffsetAndMetadata committed = consumer.committed(one).get(partition);
    long beginning = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    if (committed == null) {
      return new Start(Math.max(beginning, afterWatermark(partition.partition(), end)), "");
    }
    if (committed.offset() < beginning) {
      LOG.errorf(
          "Log no longer has records that are not in the warehouse partition=%s from=%d to=%d",
          partition, committed.offset(), beginning - 1);
      return new Start(beginning, "");
    }
    if (committed.offset() > end) {
      throw new KafkaException(
          "partition %s ends at %d, before the committed position %d: was the topic cut short?"
              .formatted(partition, end, committed.offset()));
    }
    return new Start(committed.offset(), committed.metadata());
  }

  /**
   * Where to begin when the group's memory is gone, as Kafka forgets groups that rest for a week:
   * after what the warehouse says is in. A topic that ends before that is a new one.
   */
  private long afterWatermark(int partition, long end) {
    long next = store.watermark(partition).orElse(-1) + 1;
    return next <= end ? next : 0;
  }
}
