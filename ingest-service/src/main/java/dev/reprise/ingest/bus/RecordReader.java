// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.reprise.ingest.IngestMetrics;
import dev.reprise.ingest.consume.LogRecord;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.RRPair;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Reads batches out of the log's records. */
@Singleton
class RecordReader {

  private static final Logger LOG = Logger.getLogger(RecordReader.class);

  private final IngestMetrics metrics;

  RecordReader(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * The record's batch. What ingest-service did not write holds nothing: it is logged and passed
   * over, the same way each time it is read.
   */
  LogRecord read(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return passOver(record, 0, "it has no value");
    }
    try {
      var batch = Batch.parseFrom(value);
      List<RRPair> pairs = batch.getPairsList().stream().map(PairMapper::fromProto).toList();
      List<Gap> gaps = batch.getGapsList().stream().map(PairMapper::fromProto).toList();
      long captures =
          Stream.concat(pairs.stream().map(RRPair::id), gaps.stream().map(Gap::id))
              .map(id -> id.captureId())
              .distinct()
              .count();
      return captures == 1
          ? new LogRecord(record.offset(), pairs, gaps, value.length)
          : passOver(record, value.length, "it holds " + captures + " captures");
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return passOver(record, value.length, String.valueOf(e.getMessage()));
    }
  }

  private LogRecord passOver(ConsumerRecord<byte[], byte[]> record, int bytes, String why) {
    metrics.unreadable();
    LOG.errorf(
        "Record of the log cannot be read and is passed over partition=%d offset=%d error=%s",
        record.partition(), record.offset(), why);
    return LogRecord.unreadable(record.offset(), bytes);
  }
}
