// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.generator.run.Outlet;
import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.map.OutcomeMapper;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.Outcomes;
import dev.reprise.shipping.Shipper;
import dev.reprise.traffic.pair.UnstampedPair;
import java.util.List;

/**
 * Hands outcomes to the orchestrator and pairs to ingest-service. Blocks while they have no room.
 */
final class LinkedReceiver implements Outlet.Receiver {

  private final AgentLink link;
  private final Shipper shipper;

  LinkedReceiver(AgentLink link, Shipper shipper) {
    this.link = link;
    this.shipper = shipper;
  }

  @Override
  public void outcomes(List<Outlet.Judged> outcomes) throws InterruptedException {
    var message = Outcomes.newBuilder();
    for (Outlet.Judged judged : outcomes) {
      message.addRequests(OutcomeMapper.toProto(judged.outcome(), judged.success()));
    }
    // When the stream is over, so is the replay: nobody is left to be told.
    var _ = link.sendWhenReady(AgentEvent.newBuilder().setOutcomes(message).build());
  }

  @Override
  public void pair(UnstampedPair pair) throws InterruptedException {
    shipper.put(pair);
  }
}
