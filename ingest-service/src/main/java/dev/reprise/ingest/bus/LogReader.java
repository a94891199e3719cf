// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.ingest.consume.Commits;
import dev.reprise.ingest.consume.FencedException;
import dev.reprise.ingest.consume.PartitionIntake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads the partitions that the group gives to this process, and gives each to a lane of its own.
 *
 * <p>Nothing is ever committed but what a lane asks for, and only while the lane's partition is
 * assigned: the coordinator takes a commit for any partition from any member of the present
 * generation, so that a lane that has lost its partition must be refused here. Assignments change
 * only inside {@code poll}, on the thread that also commits, so that the check cannot be outrun.
 *
 * <p><b>Threads:</b> {@link #run} belongs to one thread, which owns the consumer; lanes wait on
 * theirs until that thread has committed for them.
 */
final class LogReader implements Runnable, ConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final LaneOpener opener;
  private final Map<TopicPartition, Lane> lanes = new HashMap<>();
  private final Map<TopicPartition, Long> openAfterNanos = new HashMap<>();
  private final CommitQueue commits = new CommitQueue();
  private volatile boolean stopping;
  private volatile boolean healthy;

  LogReader(Consumer<byte[], byte[]> consumer, String topic, LaneOpener opener) {
    this.consumer = consumer;
    this.topic = topic;
    this.opener = opener;
  }

  /** Opens the lane of a partition that was assigned. */
  interface LaneOpener {
    /**
     * Makes a lane and the intake that it runs; blocks briefly.
     *
     * @param commits the coordinator, for this lane only
     */
    Opened open(Consumer<byte[], byte[]> consumer, TopicPartition partition, LaneCommits commits);
  }

  /** A lane with its intake, not started yet. */
  record Opened(Lane lane, PartitionIntake intake) {}

  /** Makes the commits of one lane. */
  interface LaneCommits {
    Commits of(Lane lane);
  }

  /** Whether the last poll went well. */
  boolean isHealthy() {
    return healthy;
  }

  /** Ends {@link #run} soon; lanes end with it. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(topic), this);
      while (!stopping) {
        step();
      }
    } finally {
      healthy = false;
      stopAll();
      commits.refuseAll("the service ends");
      consumer.close();
    }
  }

  private void step() {
    try {
      openLanes();
      steer();
      commit();
      distribute();
      healthy = true;
    } catch (WakeupException _) {
      // A lane has something to commit, or room again.
    } catch (OffsetOutOfRangeException e) {
      LOG.errorf("Log has lost what was to be read next partitions=%s", e.partitions());
      e.partitions().forEach(this::drop);
    } catch (KafkaException e) {
      // The boundary to Kafka: whatever it is, trying again is all that can be done from here.
      healthy = false;
      LOG.warnf("Kafka cannot be read; trying again error=%s", e.toString());
      pause();
    }
  }

  private void distribute() {
    var records = consumer.poll(POLL);
    for (TopicPartition partition : records.partitions()) {
      var lane = lanes.get(partition);
      if (lane != null) { // else it was fetched before the lane was dropped, and is fetched again
        lane.give(records.records(partition));
      }
    }
  }

  private void openLanes() {
    for (TopicPartition partition : consumer.assignment()) {
      var lane = lanes.get(partition);
      if (lane != null && lane.hasFailed()) {
        drop(partition);
        openAfterNanos.put(partition, System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos());
        lane = null;
      }
      if (lane == null && isDue(partition)) {
        open(partition);
      }
    }
  }

  private boolean isDue(TopicPartition partition) {
    var after = openAfterNanos.get(partition);
    return after == null || System.nanoTime() - after >= 0;
  }

  private void open(TopicPartition partition) {
    try {
      var opened = opener.open(consumer, partition, lane -> commitsOf(partition, lane));
      consumer.seek(partition, opened.intake().position());
      lanes.put(partition, opened.lane());
      openAfterNanos.remove(partition);
      opened.lane().start(opened.intake());
      LOG.infof("Partition is ours partition=%s from=%d", partition, opened.intake().position());
    } catch (WakeupException e) {
      throw e; // nothing was opened; the next step does it
    } catch (RuntimeException e) {
      // The boundary to what opening needs, Kafka and the warehouse: tried again soon.
      LOG.warnf("Partition cannot be opened yet partition=%s error=%s", partition, e.toString());
      openAfterNanos.put(partition, System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos());
    }
  }

  /** Lets partitions be fetched whose lanes have room, and only those. */
  private void steer() {
    var pause = new ArrayList<TopicPartition>();
    var resume = new ArrayList<TopicPartition>();
    for (TopicPartition partition : consumer.assignment()) {
      var lane = lanes.get(partition);
      (lane == null || lane.isFull() ? pause : resume).add(partition);
    }
    consumer.pause(pause);
    consumer.resume(resume);
  }

  private void commit() {
    var tasks = commits.take();
    var due = new HashMap<TopicPartition, OffsetAndMetadata>();
    var kept = new ArrayList<CommitQueue.Task>();
    for (var task : tasks) {
      if (lanes.get(task.partition()) != task.lane()) {
        task.refuse("the partition " + task.partition() + " is no longer ours");
      } else {
        due.put(task.partition(), task.position());
        kept.add(task);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(due);
      kept.forEach(CommitQueue.Task::done);
    } catch (RebalanceInProgressException | RetriableException | WakeupException e) {
      commits.putBack(kept); // whether it was noted is not known; noting it again is the same
      LOG.debugf("Commit is tried again error=%s", e.toString());
    } catch (CommitFailedException e) {
      kept.forEach(task -> task.refuse("the group has gone on without this member"));
    } catch (KafkaException e) {
      kept.forEach(task -> task.refuse(e.toString()));
      throw e;
    }
  }

  private Commits commitsOf(TopicPartition partition, Lane lane) {
    return (position, metadata) -> {
      var task = new CommitQueue.Task(partition, lane, new OffsetAndMetadata(position, metadata));
      commits.put(task);
      consumer.wakeup();
      if (stopping) {
        throw new FencedException("the service ends");
      }
      task.await();
    };
  }

  /** Nothing is fetched before a lane is there to take it. */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(this::drop);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(this::drop);
  }

  private void drop(TopicPartition partition) {
    var lane = lanes.remove(partition);
    openAfterNanos.remove(partition);
    if (lane != null) {
      lane.stop();
      commits.refuse(lane, "the partition " + partition + " is no longer ours");
      LOG.infof("Partition is given up partition=%s", partition);
    }
  }

  private void stopAll() {
    Set.copyOf(lanes.keySet()).forEach(this::drop);
  }

  private void pause() {
    var until = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
    while (!stopping && System.nanoTime() - until < 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
