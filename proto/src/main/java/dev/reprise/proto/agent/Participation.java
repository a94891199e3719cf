// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.agent;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.reprise.proto.agent.ReplayAgent.Farewell;
import dev.reprise.proto.agent.ReplayAgent.Work;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.AgentHello;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An agent's part in one replay of an orchestrator, from its first word to its last.
 *
 * <pre>
 *   hello ──> plan: prepare ──> ready ──> go: begin ──> over: finish ──> done
 * </pre>
 *
 * <p>A request to stop, the end of the stream, and an interrupt end it at any point; what was seen
 * until then is handed on.
 *
 * <p><b>Threads:</b> {@link #run} blocks its caller to the end. The plan is carried out on a thread
 * of its own, so that a long download can be given up.
 */
public final class Participation {

  private static final Logger LOG = Logger.getLogger(Participation.class);
  private static final long STOP_LIMIT_SECONDS = 5;

  private final Surroundings surroundings;
  private final ReplayAgent agent;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private volatile @Nullable Engaged engaged; // null until the plan has been carried out
  private @Nullable Thread preparing; // null unless the plan is being carried out
  private String stopped = "";

  /** An agent that has carried the plan out, and who has asked it to. */
  private record Engaged(Work work, AgentLink link) {

    void learn(Bindings bindings) {
      var applied = AgentEvent.newBuilder().setBindingsApplied(bindings.getId()).build();
      work.learn(bindings, () -> link.send(applied));
    }
  }

  /** What moves the replay on. */
  private sealed interface Event {
    record Planned(ReplayPlan plan) implements Event {}

    record Prepared(Work work) implements Event {}

    record Unprepared(String failure) implements Event {}

    record Go() implements Event {}

    record Over() implements Event {}

    record Stop(String reason) implements Event {}
  }

  /** Takes part. */
  public Participation(Surroundings surroundings, ReplayAgent agent) {
    this.surroundings = surroundings;
    this.agent = agent;
  }

  /**
   * Does everything.
   *
   * @return whether the agent's part ended as it should
   * @throws InterruptedException if it was interrupted a second time
   */
  public boolean run() throws InterruptedException {
    var channel = Channels.open(surroundings.orchestrator(), surroundings.token());
    try {
      var hello =
          AgentHello.newBuilder()
              .setReplayId(surroundings.replayId())
              .setRole(agent.role())
              .setAgent(name())
              .build();
      return follow(AgentLink.connect(channel, hello, new Commands()));
    } finally {
      var ended = engaged;
      if (ended != null) {
        ended.work().close();
      }
      // The last message is still on its way: the channel ends once the stream has.
      if (!channel.shutdown().awaitTermination(STOP_LIMIT_SECONDS, SECONDS)) {
        channel.shutdownNow();
      }
    }
  }

  private String name() {
    return switch (agent.role()) {
      case AGENT_ROLE_GENERATOR -> "generator";
      case AGENT_ROLE_RESPONDER -> "responder";
      case AGENT_ROLE_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }

  private boolean follow(AgentLink link) throws InterruptedException {
    while (true) {
      switch (next()) {
        case null -> {
          return finish(link); // it did not stop in time
        }
        case Event.Planned(ReplayPlan plan) ->
            preparing = Thread.ofVirtual().name("prepare").start(() -> prepare(plan, link));
        case Event.Prepared(Work prepared) -> prepared(prepared, link);
        case Event.Unprepared(String failure) -> {
          LOG.infof("Nothing could be prepared replayId=%s", surroundings.replayId());
          var error = stopped.isEmpty() ? failure : stopped;
          link.finish(AgentDone.newBuilder().setError(error).build());
          return false;
        }
        case Event.Go() -> begin();
        case Event.Over() -> {
          return finish(link);
        }
        case Event.Stop(String reason) -> {
          stop(reason);
          if (engaged == null && preparing == null) {
            return finish(link);
          }
        }
      }
    }
  }

  /** Null when it was to stop and nothing more came in time. */
  private @Nullable Event next() throws InterruptedException {
    try {
      return stopped.isEmpty() ? events.take() : events.poll(STOP_LIMIT_SECONDS, SECONDS);
    } catch (InterruptedException e) {
      if (!stopped.isEmpty()) {
        throw e;
      }
      return new Event.Stop("the " + name() + " was asked to stop");
    }
  }

  /** Carries the plan out, on a thread of its own. */
  private void prepare(ReplayPlan plan, AgentLink link) {
    try {
      events.add(new Event.Prepared(agent.prepare(plan, link)));
    } catch (AppException e) {
      var remedy = e.remedy().isEmpty() ? "" : " " + e.remedy();
      events.add(new Event.Unprepared(e.getMessage() + remedy));
    } catch (InterruptedException _) {
      events.add(new Event.Unprepared("it was asked to stop"));
    } catch (IOException
        | RuntimeException e) { // boundary: whatever it is, the orchestrator must know
      LOG.errorf(e, "The replay could not be prepared replayId=%s", surroundings.replayId());
      events.add(
          new Event.Unprepared(
              "The %s could not be prepared: %s".formatted(name(), e.getMessage())));
    }
  }

  private void prepared(Work ready, AgentLink link) {
    preparing = null;
    engaged = new Engaged(ready, link);
    var _ = ready.over().thenRun(() -> events.add(new Event.Over()));
    if (stopped.isEmpty()) {
      link.send(AgentEvent.newBuilder().setReady(ready.ready()).build());
      LOG.infof("Ready role=%s replayId=%s", name(), surroundings.replayId());
    } else {
      ready.stop();
    }
  }

  private void begin() {
    var ready = engaged;
    if (ready != null) {
      ready.work().begin();
    }
  }

  private void stop(String reason) {
    if (!stopped.isEmpty()) {
      return;
    }
    stopped = reason;
    LOG.infof("Stopping role=%s replayId=%s reason=%s", name(), surroundings.replayId(), reason);
    var ready = engaged;
    var unready = preparing;
    if (ready != null) {
      ready.work().stop();
    } else if (unready != null) {
      unready.interrupt();
    }
  }

  private boolean finish(AgentLink link) throws InterruptedException {
    var ended = engaged;
    if (ended == null) {
      link.finish(AgentDone.newBuilder().setError(stopped).build());
      return false;
    }
    Farewell farewell = ended.work().finish(stopped);
    link.finish(farewell.done());
    return farewell.isComplete();
  }

  private final class Commands implements AgentLink.Commands {

    @Override
    public void plan(ReplayPlan plan) {
      events.add(new Event.Planned(plan));
    }

    @Override
    public void go() {
      events.add(new Event.Go());
    }

    @Override
    public void bindings(Bindings bindings) {
      var ready = engaged;
      if (ready != null) {
        ready.learn(bindings);
      }
    }

    @Override
    public void bindingsApplied(long id) {
      var ready = engaged;
      if (ready != null) {
        ready.work().applied(id);
      }
    }

    @Override
    public void stop(String reason) {
      events.add(new Event.Stop(reason));
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      if (failure != null) {
        LOG.warnf(
            "The stream to the orchestrator broke replayId=%s error=%s",
            surroundings.replayId(), failure.getMessage());
      }
      events.add(new Event.Stop("the stream to the orchestrator ended"));
    }
  }
}
