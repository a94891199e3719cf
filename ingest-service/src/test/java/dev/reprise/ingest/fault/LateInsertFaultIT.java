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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Step 4: an insert is given up by its client, and lands later. */
@NeedsKafka
@NeedsClickHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateInsertFaultIT {

  private static final String RETRY = "Warehouse did not answer; the partition waits";

  private final Pipeline pipeline;
  private final FaultyLink link;
  private IngestProcess ingest;
  private String capture = "";

  LateInsertFaultIT(KafkaTopics topics, ClickHouseDatabase database) {
    pipeline = new Pipeline(topics, database, 1, Map.of("reprise.warehouse.answer-limit", "2s"));
    link = pipeline.linkToWarehouse();
  }

  @BeforeAll
  void start() {
    ingest = pipeline.start(link);
  }

  @BeforeEach
  void beginACapture() {
    capture = pipeline.newCaptureOn(0);
    push(1, 4);
    pipeline.settle();
  }

  @AfterAll
  void end() {
    pipeline.close();
    link.close();
  }

  private void push(long first, long last) {
    try (var agent = new Agent(ingest.address(), capture)) {
      agent.push(capture, first, last);
    }
    pipeline.expect(capture, first, last);
  }

  private void awaitGivenUp(int attempts) {
    long before = ingest.logged(RETRY);
    ingest.awaitLogged(RETRY, before + attempts);
  }

  @Test
  void anInsertThatLandsAfterItsRepetitionAndAfterLaterBatchesChangesNothing() {
    link.stall();
    push(5, 8);
    awaitGivenUp(1);
    link.hold();
    link.mend();
    pipeline.settle(); // by the repetition
    push(9, 12);
    pipeline.settle();

    landsInVain();
  }

  @Test
  void anInsertWhoseOwnerIsDeadLandsAfterItsSuccessors() {
    link.stall();
    push(5, 8);
    awaitGivenUp(1);
    link.hold();
    link.mend();
    ingest.kill();
    ingest = pipeline.start(link);
    pipeline.settle();
    push(9, 12);
    pipeline.settle();

    landsInVain();
  }

  /** The engine says that it has passed over what came late. */
  private void landsInVain() {
    long before = pipeline.passedOver();
    link.release();
    Eventually.holds(Pipeline.LIMIT, () -> pipeline.passedOver() > before);
    Eventually.holds(Pipeline.LIMIT, () -> link.connections() <= 1);
    pipeline.settle();
  }

  @Test
  void anInsertWithoutAnAnswerIsRepeatedUntilThereIsOne() {
    link.swallow(Way.TO_CLIENT);
    push(5, 8);
    awaitGivenUp(2);
    assertThat(pipeline.storedOf(capture)).isEqualTo(8);
    assertThat(pipeline.committed(0).metadata()).startsWith("intent:");
    link.mend();

    pipeline.settle();
  }

  @Test
  void allAttemptsMayLandAtOnce() {
    link.stall();
    push(5, 8);
    awaitGivenUp(2);
    assertThat(pipeline.storedOf(capture)).isEqualTo(4);
    link.mend();

    pipeline.settle();
  }
}
