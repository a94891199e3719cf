// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.Outcomes;
import dev.reprise.traffic.pair.UnstampedPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Delivers what an agent of a replay sees: outcomes to the orchestrator, pairs to ingest-service.
 * Verdicts rest on it, so neither is ever dropped: whoever sends more asks {@link #isCrowded}
 * first.
 *
 * <p><b>Threads:</b> thread-safe; {@link #finish} and {@link #close} block.
 *
 * <p><b>Bounds:</b> crowded from 20 000 outcomes or 64 MiB of pairs on.
 *
 * @param <O> an outcome as the agent has it
 */
public final class ReplayDelivery<O> implements AutoCloseable {

  private static final int CROWDED_OUTCOMES = 20_000;
  private static final long CROWDED_BYTES = 64L << 20;
  private static final long PAIR_BYTES = 2_048; // without bodies, about

  /**
   * How long it may take to hand everything on at the end.
   *
   * @param handOn until it has left this process
   * @param stored until ingest-service has acknowledged it
   */
  public record Limits(Duration handOn, Duration stored) {

    /** What suits a replay. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  private final Shipper shipper;
  private final Limits limits;
  private final HandOn<O> outcomes;
  private final HandOn<UnstampedPair> pairs;

  /**
   * @param message what a batch of outcomes is to the orchestrator
   * @param shipper is closed with this
   */
  public ReplayDelivery(
      AgentLink link, Function<List<O>, Outcomes> message, Shipper shipper, Limits limits) {
    this.shipper = shipper;
    this.limits = limits;
    this.outcomes =
        HandOn.counting("outcomes", CROWDED_OUTCOMES, batch -> report(link, message.apply(batch)));
    this.pairs =
        new HandOn<>("pairs", CROWDED_BYTES, pair -> PAIR_BYTES + pair.keptBytes(), this::ship);
  }

  private static void report(AgentLink link, Outcomes message) throws InterruptedException {
    if (!link.sendWhenReady(AgentEvent.newBuilder().setOutcomes(message).build())) {
      throw new IllegalStateException("the stream to the orchestrator is over");
    }
  }

  private void ship(List<UnstampedPair> batch) throws InterruptedException {
    for (UnstampedPair pair : batch) {
      shipper.put(pair);
    }
  }

  /** What became of a request or call. */
  public void outcome(O outcome) {
    outcomes.add(outcome);
  }

  /** What was seen on the wire. */
  public void pair(UnstampedPair pair) {
    pairs.add(pair);
  }

  /** Whether so much waits that nothing more should be done for now. */
  public boolean isCrowded() {
    return outcomes.isCrowded() || pairs.isCrowded();
  }

  /**
   * Hands on what is left, and waits until it is stored.
   *
   * @return why the replay's result is not complete; empty when all was handed on
   */
  public List<String> finish() throws InterruptedException {
    var objections = new ArrayList<String>();
    long unreported = outcomes.finish(limits.handOn());
    if (unreported > 0) {
      objections.add("%d outcomes could not be reported.".formatted(unreported));
    }
    long unshipped = pairs.finish(limits.handOn());
    if (unshipped > 0) {
      objections.add("%d pairs could not be shipped.".formatted(unshipped));
    }
    if (!shipper.awaitAcked(limits.stored())) {
      objections.add("Not every pair that was seen could be stored.");
    }
    return objections;
  }

  /** The beginning of an agent's last word: what it has shipped. */
  public AgentDone.Builder done() {
    return AgentDone.newBuilder()
        .setPairsShipped(shipper.counters().acked())
        .setCaptureId(shipper.captureId());
  }

  @Override
  public void close() {
    outcomes.close();
    pairs.close();
    shipper.close();
  }
}
