// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.machine.ReplayEvent;
import dev.reprise.orchestrator.machine.Role;
import dev.reprise.orchestrator.replay.ReplayInfo.Responder;
import dev.reprise.orchestrator.run.AgentLink;
import dev.reprise.orchestrator.run.ReplayFigures;
import dev.reprise.orchestrator.run.ReplayRun;
import dev.reprise.orchestrator.run.ReplayRuns;
import dev.reprise.proto.map.OutcomeMapper;
import dev.reprise.proto.replay.v1.AgentCommand;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.AgentHello;
import dev.reprise.proto.replay.v1.AgentReady;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.Outcomes;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Multi;
import org.jspecify.annotations.Nullable;

/**
 * One agent's stream, from its hello to its end.
 *
 * <p><b>Threads:</b> events arrive one after another; the fields are only touched by them.
 */
final class AgentSession {

  private final ReplayRuns runs;
  private final GrpcAgentLink link = new GrpcAgentLink();

  private @Nullable Attached attached; // null until the agent has said who it is

  private record Attached(ReplayRun run, Role role) {}

  AgentSession(ReplayRuns runs) {
    this.runs = runs;
  }

  Multi<AgentCommand> serve(Multi<AgentEvent> events) {
    var handled =
        events
            .onItem()
            .invoke(this::handle)
            .onFailure()
            .invoke(failure -> lost("its stream broke: " + failure.getMessage()))
            .onCompletion()
            .invoke(() -> {
              lost("its stream ended");
              link.complete();
            })
            .onItem()
            .transformToMultiAndConcatenate(_ -> Multi.createFrom().<AgentCommand>empty());
    return Multi.createBy().merging().streams(handled, link.commands());
  }

  private void handle(AgentEvent event) {
    if (event.hasHello()) {
      greet(event.getHello());
      return;
    }
    var known = attached;
    if (known == null) {
      throw new AppException(
          ErrorKind.USER,
          "AGENT_NOT_GREETED",
          "An agent's first message must be its hello; this was " + event.getEventCase() + ".",
          "Agents are started by orchestrator-service; do not connect others.");
    }
    switch (event.getEventCase()) {
      case READY -> ready(known, event.getReady());
      case BINDINGS -> known.run().learnt(known.role(), learnt(event.getBindings()));
      case BINDINGS_APPLIED -> known.run().applied(known.role(), event.getBindingsApplied());
      case OUTCOMES -> {
        var outcomes = outcomes(event.getOutcomes());
        known.run().count(figures -> figures.add(outcomes));
      }
      case DONE -> done(known, event.getDone());
      case PROGRESS, HELLO, EVENT_NOT_SET -> {
        // Progress follows from outcomes; the rest says nothing.
      }
    }
  }

  private void greet(AgentHello hello) {
    var role =
        switch (hello.getRole()) {
          case AGENT_ROLE_GENERATOR -> Role.GENERATOR;
          case AGENT_ROLE_RESPONDER -> Role.RESPONDER;
          case AGENT_ROLE_UNSPECIFIED, UNRECOGNIZED -> throw unknownRole(hello.getRole());
        };
    var run = runs.running(hello.getReplayId());
    attached = new Attached(run, role);
    run.connected(role, link);
  }

  private static void ready(Attached known, AgentReady ready) {
    if (ready.hasResponder()) {
      var responder = ready.getResponder();
      known
          .run()
          .listening(
              new Responder(
                  responder.getHost(), responder.getPort(), responder.getCaCertificatePem()));
      known.run().expect(OutcomeMapper.fromProto(ready.getRecordedCalls()));
    }
    if (known.role() == Role.GENERATOR) {
      known.run().planned(ready.getRequestsPlanned());
    }
    known.run().apply(new ReplayEvent.AgentReady(known.role()));
  }

  private static void done(Attached known, AgentDone done) {
    known
        .run()
        .count(figures ->
            figures.agentDone(known.role(), done.getFiguresJson(), done.getPairsShipped()));
    known.run().apply(new ReplayEvent.AgentDone(known.role(), done.getError()));
  }

  private void lost(String reason) {
    var known = attached;
    if (known != null) {
      known.run().apply(new ReplayEvent.AgentLost(known.role(), reason));
    }
  }

  private static AgentLink.Learnt learnt(Bindings bindings) {
    return new AgentLink.Learnt(
        bindings.getId(),
        bindings.getBindingsList().stream()
            .map(binding ->
                new AgentLink.Binding(
                    binding.getSession(), binding.getRecorded(), binding.getLive()))
            .toList());
  }

  private static ReplayFigures.Outcomes outcomes(Outcomes message) {
    return new ReplayFigures.Outcomes(
        message.getRequestsList().stream().map(OutcomeMapper::fromProto).toList(),
        message.getMocksList().stream().map(OutcomeMapper::fromProto).toList());
  }

  private static AppException unknownRole(AgentRole role) {
    return new AppException(
        ErrorKind.USER,
        "AGENT_ROLE_UNKNOWN",
        "An agent says its role is %s; it must be generator or responder.".formatted(role),
        "");
  }
}
