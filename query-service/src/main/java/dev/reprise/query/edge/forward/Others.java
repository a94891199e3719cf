// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.forward;

import dev.reprise.kit.Caller;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceBlockingStub;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceBlockingStub;
import dev.reprise.traffic.error.AppException;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The other services, as this one reaches them.
 *
 * <p><b>Threads:</b> any that may block.
 */
@ApplicationScoped
public class Others {

  static final String SNAPSHOTS = "snapshot-service";
  private static final String REPLAYS = "orchestrator-service";
  private static final long ANSWER_LIMIT_SECONDS = 20;

  private final ManagedChannel snapshots;
  private final ManagedChannel replays;

  Others(
      @ConfigProperty(name = "reprise.snapshot.address", defaultValue = "127.0.0.1:7403")
          String snapshotAddress,
      @ConfigProperty(name = "reprise.orchestrator.address", defaultValue = "127.0.0.1:7404")
          String orchestratorAddress,
      @ConfigProperty(name = "reprise.token") Optional<String> token) {
    var shown = token.orElse("").strip();
    this.snapshots = Channels.open(snapshotAddress, shown);
    this.replays = Channels.open(orchestratorAddress, shown);
  }

  /**
   * What snapshot-service answers to a question that is answered at once.
   *
   * @throws AppException its failure, as it was meant
   */
  public <T> T fromSnapshots(Function<SnapshotServiceBlockingStub, T> question) {
    return answered(SnapshotServiceGrpc.newBlockingStub(snapshots), SNAPSHOTS, question);
  }

  /**
   * As {@link #fromSnapshots(Function)}, for what is noted with the name of whom it is done for.
   */
  public <T> T fromSnapshots(Caller caller, Function<SnapshotServiceBlockingStub, T> question) {
    return answered(building(caller), SNAPSHOTS, question);
  }

  /** snapshot-service, for builds, which take as long as they take. */
  public SnapshotServiceBlockingStub building(Caller caller) {
    return SnapshotServiceGrpc.newBlockingStub(snapshots).withInterceptors(inTheNameOf(caller));
  }

  /**
   * What orchestrator-service answers.
   *
   * @throws AppException its failure, as it was meant
   */
  public <T> T fromReplays(Function<ReplayServiceBlockingStub, T> question) {
    return answered(ReplayServiceGrpc.newBlockingStub(replays), REPLAYS, question);
  }

  /** As {@link #fromReplays(Function)}, for what is noted with the name of whom it is done for. */
  public <T> T fromReplays(Caller caller, Function<ReplayServiceBlockingStub, T> question) {
    var stub = ReplayServiceGrpc.newBlockingStub(replays).withInterceptors(inTheNameOf(caller));
    return answered(stub, REPLAYS, question);
  }

  private static ClientInterceptor inTheNameOf(Caller caller) {
    var actor = new Metadata();
    actor.put(Channels.ACTOR, caller.name());
    return MetadataUtils.newAttachHeadersInterceptor(actor);
  }

  private static <S extends AbstractStub<S>, T> T answered(
      S stub, String service, Function<S, T> question) {
    try {
      return question.apply(stub.withDeadlineAfter(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS));
    } catch (StatusRuntimeException e) {
      throw failure(service, e);
    }
  }

  /** What a service meant; the transport does not know whom it could not reach. */
  static AppException failure(String service, StatusRuntimeException status) {
    var failure = ErrorMapper.fromStatus(status);
    return switch (failure.code()) {
      case "GRPC_UNAVAILABLE", "GRPC_DEADLINE_EXCEEDED" ->
          new AppException(
              failure.kind(),
              failure.code(),
              service + " does not answer.",
              "See what runs with ./reprise status, and its log with ./reprise logs.",
              failure.details(),
              failure);
      default -> failure;
    };
  }

  @PreDestroy
  void close() {
    snapshots.shutdownNow();
    replays.shutdownNow();
  }
}
