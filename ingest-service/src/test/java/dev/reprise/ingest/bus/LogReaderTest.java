// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.Eventually;
import dev.reprise.ingest.IngestSettings;
import dev.reprise.ingest.consume.BatchLimits;
import dev.reprise.ingest.consume.IntakeMetrics;
import dev.reprise.ingest.consume.LogRecord;
import dev.reprise.ingest.consume.PartitionIntake;
import dev.reprise.ingest.consume.PartitionName;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.write.GapRow;
import dev.reprise.warehouse.write.PairRow;
import dev.reprise.warehouse.write.PairStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reader against Kafka's own model of a consumer, for what a real broker does rarely. */
class LogReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("rrpairs", 0);

  private final RefusingConsumer consumer = new RefusingConsumer();
  private final LogReader reader = new LogReader(consumer, PARTITION.topic(), this::open);
  private final Thread thread = Thread.ofPlatform().unstarted(reader);

  @AfterEach
  void stop() throws InterruptedException {
    reader.stop();
    thread.join();
  }

  @Test
  void aPartitionGoesOnAfterACommitThatKafkaRefused() {
    consumer.refusals.set(1);
    consumer.schedulePollTask(this::assign);

    thread.start();

    Eventually.holds(Duration.ofSeconds(30), () -> positionCommitted() == 1);
    assertThat(consumer.refusals).hasNegativeValue();
  }

  @Test
  void aReaderThatHasEndedIsNotHealthy() throws InterruptedException {
    thread.start();
    Eventually.holds(Duration.ofSeconds(30), reader::isHealthy);

    reader.stop();
    thread.join();

    assertThat(reader.isHealthy()).isFalse();
  }

  private void assign() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.rebalance(List.of(PARTITION));
  }

  private long positionCommitted() {
    var committed = consumer.lastCommitted;
    return committed == null || !committed.metadata().isEmpty() ? -1 : committed.offset();
  }

  private LogReader.Opened open(
      Consumer<byte[], byte[]> kafka, TopicPartition partition, LogReader.LaneCommits commits) {
    var lane = new Lane(partition, LogReaderTest::read, new Batch(), kafka::wakeup);
    var settings =
        new PartitionIntake.Settings(new BatchLimits(10, 1000), _ -> {}, IntakeMetrics.NONE);
    var intake =
        new PartitionIntake(
            new PartitionName("topic", 0),
            new PartitionIntake.Start(0, ""),
            commits.of(lane),
            new NoRows(),
            settings);
    return new LogReader.Opened(lane, intake);
  }

  private static LogRecord read(ConsumerRecord<byte[], byte[]> record) {
    return LogRecord.unreadable(record.offset(), 1);
  }

  private record Batch() implements IngestSettings.Batch {
    @Override
    public int rows() {
      return 10;
    }

    @Override
    public long bytes() {
      return 1000;
    }

    @Override
    public Duration linger() {
      return Duration.ZERO;
    }
  }

  /**
   * Has one record, and refuses so many commits for good, as for a group that it may not use any
   * more.
   */
  private static final class RefusingConsumer extends MockConsumer<byte[], byte[]> {
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile @Nullable OffsetAndMetadata lastCommitted;

    RefusingConsumer() {
      super("none");
    }

    /** The model forgets what it has handed out; a broker does not. */
    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      super.seek(partition, offset);
      addRecord(new ConsumerRecord<>(partition.topic(), 0, 0, new byte[0], new byte[] {1}));
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      if (refusals.getAndDecrement() > 0) {
        throw new KafkaException("the group may not be used");
      }
      lastCommitted = offsets.get(PARTITION);
      super.commitSync(offsets);
    }
  }

  /** A warehouse for records that hold nothing. */
  private static final class NoRows implements PairStore {
    @Override
    public void insert(String token, List<PairRow> pairs, List<GapRow> gaps) {}

    @Override
    public Set<PairId> stored(int partition, long firstOffset, long lastOffset) {
      return Set.of();
    }

    @Override
    public Map<String, Long> highestSequences(
        int partition, long belowOffset, Collection<String> captures) {
      return Map.of();
    }

    @Override
    public void noteWatermark(int partition, long offset) {}

    @Override
    public OptionalLong watermark(int partition) {
      return OptionalLong.empty();
    }
  }
}
