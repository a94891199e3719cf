// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.orchestrator.run.AgentLink;
import dev.reprise.proto.replay.v1.AgentCommand;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.Go;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.proto.replay.v1.Stop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The commands to one agent, as a stream of messages.
 *
 * <p><b>Bounds:</b> commands that the agent does not read wait in a queue; when it is full the
 * stream fails, which ends the agent's part in the replay.
 *
 * <p><b>Threads:</b> any; emissions are serialised.
 */
final class GrpcAgentLink implements AgentLink {

  private static final int MAX_WAITING = 65_536;

  private final UnicastProcessor<AgentCommand> commands =
      UnicastProcessor.create(new ArrayBlockingQueue<>(MAX_WAITING), () -> {});
  private final Object emission = new Object();

  Multi<AgentCommand> commands() {
    return commands;
  }

  /** Ends the stream; the agent takes it as a request to stop at once. */
  void complete() {
    synchronized (emission) {
      commands.onComplete();
    }
  }

  @Override
  public void plan(String replayId, ReplayRequest request) {
    emit(
        AgentCommand.newBuilder()
            .setPlan(
                ReplayPlan.newBuilder()
                    .setReplayId(replayId)
                    .setSnapshot(request.snapshot())
                    .setSnapshotVersion(request.snapshotVersion())
                    .setTestConfigJson(request.testConfigJson())
                    .setTarget(request.target())
                    .setResponderPort(request.responderPort())
                    .addAllSlices(request.slices())));
  }

  @Override
  public void begin() {
    emit(AgentCommand.newBuilder().setGo(Go.getDefaultInstance()));
  }

  @Override
  public void learn(Learnt learnt) {
    var message = Bindings.newBuilder().setId(learnt.id());
    for (Binding binding : learnt.bindings()) {
      message.addBindings(
          dev.reprise.proto.replay.v1.Binding.newBuilder()
              .setSession(binding.session())
              .setRecorded(binding.recorded())
              .setLive(binding.live()));
    }
    emit(AgentCommand.newBuilder().setBindings(message));
  }

  @Override
  public void applied(long learntId) {
    emit(AgentCommand.newBuilder().setBindingsApplied(learntId));
  }

  @Override
  public void stop(String reason) {
    emit(AgentCommand.newBuilder().setStop(Stop.newBuilder().setReason(reason)));
  }

  private void emit(AgentCommand.Builder command) {
    synchronized (emission) {
      commands.onNext(command.build());
    }
  }
}
