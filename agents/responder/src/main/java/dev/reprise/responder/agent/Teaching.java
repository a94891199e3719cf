// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.Binding;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.responder.book.MockBook;
import dev.reprise.traffic.diff.Comparison.Learnt;
import java.util.List;

/**
 * Tells the generator what live calls have taught.
 *
 * <p><b>Threads:</b> thread-safe.
 */
final class Teaching implements MockBook.Listener {

  private final AgentLink link;
  private long lastId;

  Teaching(AgentLink link) {
    this.link = link;
  }

  @Override
  public synchronized void learnt(String session, List<Learnt> learnt) {
    var message = Bindings.newBuilder().setId(++lastId);
    for (Learnt value : learnt) {
      message.addBindings(
          Binding.newBuilder()
              .setSession(session)
              .setRecorded(value.recorded())
              .setLive(value.live()));
    }
    link.send(AgentEvent.newBuilder().setBindings(message).build());
  }
}
