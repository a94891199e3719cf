// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import dev.reprise.fixtures.KafkaTopics;
import dev.reprise.fixtures.NeedsClickHouse;
import dev.reprise.fixtures.NeedsKafka;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Step 3: a partition goes to another owner in the middle of a batch. The former one is not killed:
 * it goes on with its insert, which lands after its successor's, and must not commit.
 */
@NeedsKafka
@NeedsClickHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebalanceFaultIT {

  private static final int BATCH = 4;
  private static final String LOST = "Lane ended partition=%s";

  private final Pipeline pipeline;
  private final FaultyLink oldLink;
  private final FaultyLink newLink;
  private final String[] captures;
  private final long[] pushed = new long[2];
  private final KafkaTopics topics;

  RebalanceFaultIT(KafkaTopics topics, ClickHouseDatabase database) {
    this.topics = topics;
    pipeline = new Pipeline(topics, database, 2, Map.of());
    oldLink = pipeline.linkToWarehouse();
    newLink = pipeline.linkToWarehouse();
    captures = new String[] {pipeline.newCaptureOn(0), pipeline.newCaptureOn(1)};
  }

  @AfterAll
  void end() {
    pipeline.close();
    oldLink.close();
    newLink.close();
  }

  /** One life of two members; each stop of it begins where the one before has left them. */
  @Test
  void aFormerOwnerChangesNothing() {
    var old = pipeline.start(oldLink);
    pushNext(old);
    pipeline.settle();

    // A second member joins while the first inserts for both partitions.
    oldLink.stall();
    pushNext(old);
    pipeline.awaitIntent(0);
    pipeline.awaitIntent(1);
    var joined = pipeline.start(newLink);
    int moved = awaitTaken(joined);
    pipeline.awaitCommitted(moved);
    pushNext(joined, moved);
    pipeline.awaitCommitted(moved);
    goesOnInVain(old, oldLink, moved);
    pipeline.settle();

    // It hangs in the middle of a batch, until the group goes on without it.
    newLink.stall();
    pushNext(old, moved);
    pipeline.awaitIntent(moved);
    joined.suspend();
    old.awaitLogged("Partition is ours partition=" + name(moved), 2);
    pipeline.awaitCommitted(moved);
    pushNext(old, moved);
    pipeline.awaitCommitted(moved);
    joined.resume();
    goesOnInVain(joined, newLink, moved);
    pipeline.settle();

    // It is a member again, and leaves in good order in the middle of a batch.
    joined.awaitLogged("Partition is ours", 2);
    int last = ownedBy(joined);
    pushNext(old, last);
    pipeline.settle();
    newLink.stall();
    pushNext(old, last);
    pipeline.awaitIntent(last);
    joined.end();
    pipeline.awaitCommitted(last);
    newLink.mend();
    pipeline.settle();
  }

  /** Its insert is answered now, and late; it wants to commit, is refused, and nothing moves. */
  private void goesOnInVain(IngestProcess former, FaultyLink link, int partition) {
    var before = pipeline.committed(partition);
    long refused = former.logged(LOST.formatted(name(partition)));
    link.mend();
    former.awaitLogged(LOST.formatted(name(partition)), refused + 1);
    assertThat(pipeline.committed(partition)).isEqualTo(before);
  }

  private int awaitTaken(IngestProcess process) {
    process.awaitLogged("Partition is ours", 1);
    return ownedBy(process);
  }

  /** The partition of which it was told last that it is its own. */
  private int ownedBy(IngestProcess process) {
    Eventually.holds(
        Pipeline.LIMIT, () -> process.owns(name(0)) != process.owns(name(1)), process::toString);
    return process.owns(name(0)) ? 0 : 1;
  }

  private String name(int partition) {
    return topics.name("rrpairs") + "-" + partition;
  }

  private void pushNext(IngestProcess edge) {
    pushNext(edge, 0);
    pushNext(edge, 1);
  }

  private void pushNext(IngestProcess edge, int partition) {
    var capture = captures[partition];
    long first = pushed[partition] + 1;
    long last = pushed[partition] + BATCH;
    try (var agent = new Agent(edge.address(), capture)) {
      agent.push(capture, first, last);
    }
    pushed[partition] = last;
    pipeline.expect(capture, first, last);
  }
}
