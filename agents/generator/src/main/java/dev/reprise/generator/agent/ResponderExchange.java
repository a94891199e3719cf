// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.generator.run.ValueExchange;
import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.Binding;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.traffic.diff.Comparison.Learnt;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells the responder by way of the orchestrator, and waits until it knows.
 *
 * <p>A responder that never answers is not waited for again and again: after a few waits in vain,
 * with no sign of it at all, values are only told.
 *
 * <p><b>Threads:</b> confined to the event loop, but for {@link #applied}.
 */
final class ResponderExchange implements ValueExchange {

  private static final int VAIN_WAITS = 3;

  private record Pending(long id, Runnable known) {}

  private final EventLoop loop;
  private final AgentLink link;
  private final Duration limit;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private long lastId;
  private long timeouts;
  private boolean answered;

  ResponderExchange(EventLoop loop, AgentLink link, Duration limit) {
    this.loop = loop;
    this.link = link;
    this.limit = limit;
  }

  @Override
  public void publish(String session, List<Learnt> learnt, Runnable known) {
    long id = ++lastId;
    var message = Bindings.newBuilder().setId(id);
    for (Learnt value : learnt) {
      message.addBindings(
          Binding.newBuilder()
              .setSession(session)
              .setRecorded(value.recorded())
              .setLive(value.live()));
    }
    link.send(AgentEvent.newBuilder().setBindings(message).build());
    if (limit.isZero() || (!answered && timeouts >= VAIN_WAITS)) {
      known.run();
      return;
    }
    pending.add(new Pending(id, known));
    var _ = loop.schedule(() -> expire(id), limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public long timeouts() {
    return timeouts;
  }

  /** The responder knows everything up to this id. Called on any thread. */
  void applied(long id) {
    loop.execute(() -> {
      answered = true;
      release(id);
    });
  }

  private void expire(long id) {
    if (!pending.isEmpty() && pending.peek().id() <= id) {
      timeouts++;
      release(id);
    }
  }

  private void release(long id) {
    while (!pending.isEmpty() && pending.peek().id() <= id) {
      pending.poll().known().run();
    }
  }
}
