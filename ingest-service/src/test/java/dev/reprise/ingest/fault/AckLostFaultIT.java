// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.FaultyLink.Way;
import dev.reprise.fixtures.KafkaTopics;
import dev.reprise.fixtures.NeedsClickHouse;
import dev.reprise.fixtures.NeedsKafka;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.traffic.pair.PairId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Step 1: Kafka has a batch, and its agent does not know. */
@NeedsKafka
@NeedsClickHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AckLostFaultIT {

  private final Pipeline pipeline;
  private final FaultyLink toWarehouse;
  private IngestProcess ingest;
  private FaultyLink toIngest;

  AckLostFaultIT(KafkaTopics topics, ClickHouseDatabase database) {
    pipeline = new Pipeline(topics, database, 1, Map.of());
    toWarehouse = pipeline.linkToWarehouse();
  }

  @BeforeAll
  void start() {
    ingest = pipeline.start(toWarehouse);
    toIngest = FaultyLink.to(ingest.port());
  }

  @AfterAll
  void end() {
    toIngest.close();
    pipeline.close();
    toWarehouse.close();
  }

  @Test
  void theAgentSendsAgainWhatWasAcknowledgedInVain() throws InterruptedException {
    var settings = ShipperSettings.of(toIngest.address(), "", "shop", "test");
    try (var shipper = Shipper.start(settings)) {
      offer(shipper, 1, 5);
      assertThat(shipper.awaitAcked(Pipeline.LIMIT)).isTrue();

      toIngest.swallow(Way.TO_CLIENT);
      offer(shipper, 6, 10);
      awaitStored(shipper.captureId(), 10);
      assertThat(shipper.counters().acked()).isEqualTo(5);

      // The same instance knows what it has acknowledged: its answer to the Hello tells.
      long end = pipeline.end(0);
      toIngest.mend();
      toIngest.reset();
      assertThat(shipper.awaitAcked(Pipeline.LIMIT)).isTrue();
      assertThat(shipper.counters().resent()).isZero();
      assertThat(pipeline.end(0)).isEqualTo(end);

      // Another does not know.
      toIngest.swallow(Way.TO_CLIENT);
      offer(shipper, 11, 15);
      awaitStored(shipper.captureId(), 15);
      end = pipeline.end(0);
      ingest.kill();
      toIngest.mend();
      ingest = pipeline.start(ingest.port(), toWarehouse);
      assertThat(shipper.awaitAcked(Pipeline.LIMIT)).isTrue();
      assertThat(shipper.counters().resent()).isEqualTo(5);
      assertThat(pipeline.end(0)).isGreaterThan(end);
      pipeline.expect(shipper.captureId(), 1, 15);
    }

    pipeline.settle();
  }

  private static void offer(Shipper shipper, long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      shipper.offer(Traffic.pair(new PairId(shipper.captureId(), sequence)));
    }
  }

  private void awaitStored(String captureId, long pairs) {
    Eventually.holds(Pipeline.LIMIT, () -> pipeline.storedOf(captureId) == pairs);
  }

  /** The worst order that agents and networks can make of two batches sent twice. */
  @Test
  void resentBatchesMayComeBetweenAndAfterLaterOnes() {
    var capture = pipeline.newCaptureOn(0);
    long begin = pipeline.end(0);
    try (var first = new Agent(toIngest.address(), capture)) {
      first.push(capture, 1, 3);
      toIngest.hold();
      first.send(Traffic.batch(capture, 4, 6)); // on its way for long

      try (var second = new Agent(ingest.address(), capture)) {
        second.push(capture, 4, 6);
        second.push(capture, 7, 9);
        toIngest.release();
        first.awaitAcked(6);
        try (var third = new Agent(ingest.address(), capture)) {
          third.push(capture, 1, 9); // cut elsewhere
          third.push(capture, 10, 12);
        }
        second.push(capture, 10, 11);
        second.push(capture, 12, 14); // half of it is new
      }
    }
    assertThat(pipeline.end(0)).isEqualTo(begin + 8);
    pipeline.expect(capture, 1, 14);

    pipeline.settle();
  }
}
