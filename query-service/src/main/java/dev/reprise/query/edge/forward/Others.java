// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.forward;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceBlockingStub;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceBlockingStub;
import dev.reprise.traffic.error.AppException;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The other services, as this one reaches them.
 *
 * <p><b>Threads:</b> any that may block.
 */
@ApplicationScoped
public class Others {

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

  /** snapshot-service, for questions that are answered at once. */
  public SnapshotServiceBlockingStub snapshots() {
    return building().withDeadlineAfter(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** snapshot-service, for builds, which take as long as they take. */
  public SnapshotServiceBlockingStub building() {
    return SnapshotServiceGrpc.newBlockingStub(snapshots);
  }

  /** orchestrator-service. */
  public ReplayServiceBlockingStub replays() {
    return ReplayServiceGrpc.newBlockingStub(replays)
        .withDeadlineAfter(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * What was answered.
   *
   * @throws AppException the other's failure, as it was meant
   */
  public static <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw ErrorMapper.fromStatus(e);
    }
  }

  @PreDestroy
  void close() {
    snapshots.shutdownNow();
    replays.shutdownNow();
  }
}
