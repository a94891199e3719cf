// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import dev.reprise.proto.replay.v1.AgentCommand;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.Binding;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.Go;
import dev.reprise.proto.replay.v1.ReplayAgentServiceGrpc.ReplayAgentServiceImplBase;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.proto.replay.v1.Stop;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An orchestrator-service that says to an agent what the test says.
 *
 * <p><b>Threads:</b> safe.
 */
public final class StandInOrchestrator extends ReplayAgentServiceImplBase implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final BlockingQueue<Agent> agents = new LinkedBlockingQueue<>();
  private final Listening server = Listening.start(this);

  /** As {@code host:port}. */
  public String address() {
    return server.address();
  }

  /** Waits for an agent to connect. */
  public Agent agent() throws InterruptedException {
    var agent = agents.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (agent == null) {
      throw new AssertionError("no agent connected within " + LIMIT);
    }
    return agent;
  }

  @Override
  public StreamObserver<AgentEvent> connect(StreamObserver<AgentCommand> commands) {
    var agent = new Agent(commands);
    agents.add(agent);
    return agent;
  }

  @Override
  public void close() {
    server.close();
  }

  /** A connected agent. */
  public static final class Agent implements StreamObserver<AgentEvent> {

    private final StreamObserver<AgentCommand> commands;
    private final Map<AgentEvent.EventCase, BlockingQueue<AgentEvent>> events =
        new ConcurrentHashMap<>();

    Agent(StreamObserver<AgentCommand> commands) {
      this.commands = commands;
    }

    @Override
    public void onNext(AgentEvent event) {
      events(event.getEventCase()).add(event);
    }

    @Override
    public void onError(Throwable failure) {
      // The agent has gone.
    }

    @Override
    public void onCompleted() {
      synchronized (this) {
        commands.onCompleted();
      }
    }

    private BlockingQueue<AgentEvent> events(AgentEvent.EventCase kind) {
      return events.computeIfAbsent(kind, _ -> new LinkedBlockingQueue<>());
    }

    /** Waits for the next event of a kind; others stay where they are. */
    public AgentEvent next(AgentEvent.EventCase kind) throws InterruptedException {
      var event = events(kind).poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no %s came within %s".formatted(kind, LIMIT));
      }
      return event;
    }

    /** Says what to replay. */
    public void plan(ReplayPlan plan) {
      say(AgentCommand.newBuilder().setPlan(plan));
    }

    /** Lets it begin. */
    public void go() {
      say(AgentCommand.newBuilder().setGo(Go.getDefaultInstance()));
    }

    /** Tells what the other agent has learnt. */
    public void bind(long id, String session, String recorded, String live) {
      say(
          AgentCommand.newBuilder()
              .setBindings(
                  Bindings.newBuilder()
                      .setId(id)
                      .addBindings(
                          Binding.newBuilder()
                              .setSession(session)
                              .setRecorded(recorded)
                              .setLive(live))));
    }

    /** Says that the other agent knows everything up to an id. */
    public void applied(long id) {
      say(AgentCommand.newBuilder().setBindingsApplied(id));
    }

    /** Asks it to finish. */
    public void stop(String reason) {
      say(AgentCommand.newBuilder().setStop(Stop.newBuilder().setReason(reason)));
    }

    private synchronized void say(AgentCommand.Builder command) {
      commands.onNext(command.build());
    }
  }
}
