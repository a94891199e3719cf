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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Step 2: whoever writes to the warehouse is killed between an intent and its end. */
@NeedsKafka
@NeedsClickHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommitLostFaultIT {

  private final Pipeline pipeline;
  private final FaultyLink link;
  private IngestProcess ingest;

  CommitLostFaultIT(KafkaTopics topics, ClickHouseDatabase database) {
    pipeline = new Pipeline(topics, database, 2, Map.of());
    link = pipeline.linkToWarehouse();
  }

  @BeforeAll
  void start() {
    ingest = pipeline.start(link);
  }

  @AfterAll
  void end() {
    pipeline.close();
    link.close();
  }

  /** Two captures, each on a partition of its own, of which four pairs are stored. */
  private String[] twoCaptures() {
    var captures = new String[] {pipeline.newCaptureOn(0), pipeline.newCaptureOn(1)};
    for (String capture : captures) {
      push(capture, 1, 4);
    }
    pipeline.settle();
    return captures;
  }

  private void push(String capture, long first, long last) {
    try (var agent = new Agent(ingest.address(), capture)) {
      agent.push(capture, first, last);
    }
    pipeline.expect(capture, first, last);
  }

  private void killAndStartAnew() {
    ingest.kill();
    link.mend();
    ingest = pipeline.start(link);
  }

  /**
   * On partition 1 the engine knows the token besides, and has no rows: so it is left by {@code
   * kill -9} of the engine after it has noted a part's token and before it has added the part.
   */
  @Test
  void anIntentIsCarriedOutByTheNextOwnerThoughItsTokenIsKnown() {
    var captures = twoCaptures();
    link.cut();
    for (String capture : captures) {
      push(capture, 5, 8);
    }
    pipeline.awaitIntent(0);
    pipeline.awaitIntent(1);
    makeTokenKnown(1);
    assertThat(pipeline.storedOf(captures[0])).isEqualTo(4);
    assertThat(pipeline.storedOf(captures[1])).isEqualTo(4);
    long passedOver = pipeline.passedOver();

    killAndStartAnew();

    pipeline.settle();
    assertThat(pipeline.passedOver()).as("parts with a known token").isGreaterThan(passedOver);
  }

  /** Inserts other rows of the same days with the token of the open intent, and takes them out. */
  private void makeTokenKnown(int partition) {
    var bounds = pipeline.committed(partition).metadata().substring("intent:".length());
    var insert =
        """
        INSERT INTO %s.rrpairs (capture_id, sequence, start_time)
        SETTINGS insert_deduplication_token = '{token}', insert_deduplicate = 1, async_insert = 0
        SELECT 'nobody', number, fromUnixTimestamp64Nano(toInt64(1763899200000000000 + number * 86400000000000))
        FROM numbers(2)\
        """
            .replace("{token}", "%s-%d-%s".formatted(pipeline.topicId(), partition, bounds));
    pipeline.execute(insert);
    assertThat(pipeline.storedOf("nobody")).isEqualTo(2);
    pipeline.execute("DELETE FROM %s.rrpairs WHERE capture_id = 'nobody'");
    pipeline.execute(insert);
    assertThat(pipeline.storedOf("nobody")).as("rows of a known token").isZero();
  }

  /**
   * The pairs are in and the gap is not, since it would have followed their answer. The engine has
   * forgotten the token besides: so it would be left by a kill in an engine that notes it last.
   */
  @Test
  void anInsertThatLandedIsNotRepeatedAndWhatWasMissingOfItIs() {
    var captures = twoCaptures();
    link.swallow(Way.TO_CLIENT);
    try (var agent = new Agent(ingest.address(), captures[0])) {
      agent.send(Traffic.batchWithGap(captures[0], 5, 8));
      agent.awaitAcked(9);
    }
    pipeline.expect(captures[0], 5, 8);
    pipeline.expectGap(captures[0], 9);
    push(captures[1], 5, 8);
    for (String capture : captures) {
      Eventually.holds(Pipeline.LIMIT, () -> pipeline.storedOf(capture) == 8);
    }
    assertThat(pipeline.stored()).noneMatch(row -> row.contains("gap"));
    pipeline.awaitIntent(0);
    pipeline.awaitIntent(1);
    pipeline.execute(
        "ALTER TABLE %s.rrpairs MODIFY SETTING non_replicated_deduplication_window = 0");
    pipeline.execute(
        "ALTER TABLE %s.rrpairs MODIFY SETTING non_replicated_deduplication_window = 10000");

    killAndStartAnew();

    pipeline.settle();
  }
}
