// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.map.OutcomeMapper;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.Outcomes;
import dev.reprise.responder.serve.Journal;
import dev.reprise.responder.serve.ServedCall;
import dev.reprise.shipping.Shipper;
import dev.reprise.traffic.pair.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reports what was served to the orchestrator, and ships it to ingest-service; loses nothing of
 * either.
 *
 * <p><b>Threads:</b> thread-safe; two threads of its own hand on.
 */
final class AgentJournal implements Journal, AutoCloseable {

  private static final Duration GATHER_OUTCOMES = Duration.ofMillis(100);

  private final Drain<ServedCall> outcomes;
  private final Drain<ServedCall> pairs;

  /**
   * @param origin what a pair is stamped with, by its host
   */
  AgentJournal(AgentLink link, Shipper shipper, Function<String, Origin> origin) {
    this.outcomes = new Drain<>("outcomes", GATHER_OUTCOMES, batch -> report(link, batch));
    this.pairs =
        new Drain<>(
            "pairs",
            Duration.ZERO,
            batch -> {
              for (ServedCall call : batch) {
                shipper.put(call.pair(origin.apply(call.request().authority())));
              }
            });
  }

  @Override
  public void served(ServedCall call) {
    outcomes.add(call);
    pairs.add(call);
  }

  @Override
  public boolean isCrowded() {
    return outcomes.isCrowded() || pairs.isCrowded();
  }

  /**
   * Waits until everything is handed on.
   *
   * @return what is not; empty when all is
   */
  List<String> finish(Duration limit) throws InterruptedException {
    var left = new ArrayList<String>();
    int unreported = outcomes.finish(limit);
    if (unreported > 0) {
      left.add("The outcomes of %d mocked calls could not be reported.".formatted(unreported));
    }
    int unshipped = pairs.finish(limit);
    if (unshipped > 0) {
      left.add("%d pairs that the responder saw could not be shipped.".formatted(unshipped));
    }
    return left;
  }

  private static void report(AgentLink link, List<ServedCall> batch) throws InterruptedException {
    var message = Outcomes.newBuilder();
    for (ServedCall call : batch) {
      message.addMocks(OutcomeMapper.toProto(call.outcome(), call.reply().basis().signature()));
    }
    if (!link.sendWhenReady(AgentEvent.newBuilder().setOutcomes(message).build())) {
      throw new IllegalStateException("the stream to the orchestrator is over");
    }
  }

  @Override
  public void close() {
    outcomes.close();
    pairs.close();
  }
}
