// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.RealBackEnds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaIT {

  private static final int LARGE_BYTES = 20 << 20;
  private static final TopicPartition PARTITION = new TopicPartition("large", 0);

  @TempDir private Path dir;

  @Test
  void carriesAVeryLargeRecordAndKeepsItWhenItIsKilled() throws Exception {
    try (var broker = new RealBackEnds(dir)) {
      broker.startKafka();
      byte[] large = new byte[LARGE_BYTES];
      for (int i = 0; i < large.length; i++) {
        large[i] = (byte) (i * 31 + i / 7);
      }

      send(broker.port(), large);
      broker.killAndAwaitRestart();
      send(broker.port(), new byte[] {1, 2, 3});

      List<byte[]> values = readAll(broker.port(), 2);
      assertThat(values.getFirst()).isEqualTo(large);
      assertThat(values.getLast()).containsExactly(1, 2, 3);
      assertThat(broker.stack().status().parts().getFirst().report().lastEnd())
          .contains("signal 9 (SIGKILL)");
    }
  }

  @Test
  void isStartedAgainWhenItHangs() throws Exception {
    try (var broker = new RealBackEnds(dir)) {
      broker.startKafka();
      send(broker.port(), new byte[] {7});
      assertThat(broker.report().restarts()).as("restarts of a broker that answers").isZero();

      broker.suspendAndAwaitRestart(broker.process());

      assertThat(readAll(broker.port(), 1).getFirst()).containsExactly(7);
      assertThat(broker.report().lastEnd().orElseThrow()).startsWith("it did not answer");
    }
  }

  @Test
  void keepsRecordsFromRunToRun() throws Exception {
    try (var first = new RealBackEnds(dir)) {
      first.startKafka();
      send(first.port(), new byte[] {7});
    }

    try (var second = new RealBackEnds(dir)) {
      second.startKafka();
      assertThat(readAll(second.port(), 1).getFirst()).containsExactly(7);
    }
  }

  private static void send(int port, byte[] value) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + port,
            "acks",
            "all",
            "max.request.size",
            32 << 20,
            "buffer.memory",
            64L << 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, value))
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static List<byte[]> readAll(int port, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port,
            "fetch.max.bytes", 64 << 20,
            "max.partition.fetch.bytes", 32 << 20);
    var values = new ArrayList<byte[]>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      while (values.size() < count && System.nanoTime() < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          values.add(record.value());
        }
      }
    }
    assertThat(values).hasSize(count);
    return values;
  }
}
