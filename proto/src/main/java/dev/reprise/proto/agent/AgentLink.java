// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.agent;

import dev.reprise.proto.replay.v1.AgentCommand;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.AgentHello;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.ReplayAgentServiceGrpc;
import dev.reprise.proto.replay.v1.ReplayPlan;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An agent's stream to the orchestrator.
 *
 * <p><b>Threads:</b> thread-safe; commands come on gRPC's threads, one at a time.
 *
 * <p><b>Bounds:</b> {@link #sendWhenReady} waits while the transport's own buffer is full; {@link
 * #send} does not, and is for what is small and rare.
 */
public final class AgentLink {

  /** What the orchestrator asks for. */
  public interface Commands {
    /** Comes first: what to load. */
    void plan(ReplayPlan plan);

    /** Begin. */
    void go();

    /** What the other agent has learnt. */
    void bindings(Bindings bindings);

    /** The other agent has applied all bindings up to this id. */
    void bindingsApplied(long id);

    /** Finish early. */
    void stop(String reason);

    /**
     * Nothing more will come.
     *
     * @param failure why the stream broke; null when it ended in order
     */
    void ended(@Nullable Throwable failure);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ClientCallStreamObserver<AgentEvent> stream; // null until it has begun
  private boolean over;

  private AgentLink() {}

  /** Opens the stream and says who is there. */
  public static AgentLink connect(Channel channel, AgentHello hello, Commands commands) {
    var link = new AgentLink();
    ReplayAgentServiceGrpc.newStub(channel).connect(link.new Receiver(commands));
    link.send(AgentEvent.newBuilder().setHello(hello).build());
    return link;
  }

  /** Sends an event at once; does nothing when the stream is over. */
  public void send(AgentEvent event) {
    lock.lock();
    try {
      if (!over && stream != null) {
        stream.onNext(event);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends an event once the transport has room.
   *
   * @return false when the stream is over, and the event was not sent
   */
  public boolean sendWhenReady(AgentEvent event) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!over && stream != null && !stream.isReady()) {
        changed.await();
      }
      if (over || stream == null) {
        return false;
      }
      stream.onNext(event);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Says that the agent is done, and ends its side of the stream. */
  public void finish(AgentDone done) {
    lock.lock();
    try {
      if (!over && stream != null) {
        stream.onNext(AgentEvent.newBuilder().setDone(done).build());
        stream.onCompleted();
      }
      end();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    over = true;
    changed.signalAll();
  }

  private final class Receiver implements ClientResponseObserver<AgentEvent, AgentCommand> {

    private final Commands commands;

    Receiver(Commands commands) {
      this.commands = commands;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<AgentEvent> requests) {
      requests.setOnReadyHandler(this::ready);
      lock.lock();
      try {
        stream = requests;
      } finally {
        lock.unlock();
      }
    }

    private void ready() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void onNext(AgentCommand command) {
      switch (command.getCommandCase()) {
        case PLAN -> commands.plan(command.getPlan());
        case GO -> commands.go();
        case BINDINGS -> commands.bindings(command.getBindings());
        case BINDINGS_APPLIED -> commands.bindingsApplied(command.getBindingsApplied());
        case STOP -> commands.stop(command.getStop().getReason());
        case COMMAND_NOT_SET -> {} // of a newer orchestrator
      }
    }

    @Override
    public void onError(Throwable failure) {
      close();
      commands.ended(failure);
    }

    @Override
    public void onCompleted() {
      close();
      commands.ended(null);
    }

    private void close() {
      lock.lock();
      try {
        end();
      } finally {
        lock.unlock();
      }
    }
  }
}
