// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.run.ReplayRuns;
import dev.reprise.proto.replay.v1.AgentCommand;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.MutinyReplayAgentServiceGrpc.ReplayAgentServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;

/** Where generator and responder connect. */
@GrpcService
public class AgentEndpoint extends ReplayAgentServiceImplBase {

  private final ReplayRuns runs;

  AgentEndpoint(ReplayRuns runs) {
    this.runs = runs;
  }

  @Override
  public Multi<AgentCommand> connect(Multi<AgentEvent> events) {
    var session = new AgentSession(runs);
    return session.serve(events);
  }
}
