// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.run.SnapshotClient;
import dev.reprise.orchestrator.run.StoredPairs;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.CountPairsResponse;
import dev.reprise.proto.query.v1.MutinyQueryServiceGrpc;
import dev.reprise.proto.query.v1.Selection;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.MutinySnapshotServiceGrpc;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.ManagedChannel;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The other services, over gRPC. Failures come as they were meant, with a limit on time. */
@ApplicationScoped
class ServiceClients implements SnapshotClient, StoredPairs {

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final String snapshotAddress;
  private final String queryAddress;
  private final ManagedChannel snapshotChannel;
  private final ManagedChannel queryChannel;

  ServiceClients(
      @ConfigProperty(name = "reprise.snapshot.address") String snapshotAddress,
      @ConfigProperty(name = "reprise.query.address") String queryAddress,
      @ConfigProperty(name = "reprise.token", defaultValue = " ") String token) {
    this.snapshotAddress = snapshotAddress;
    this.queryAddress = queryAddress;
    this.snapshotChannel = Channels.open(snapshotAddress, token.strip());
    this.queryChannel = Channels.open(queryAddress, token.strip());
  }

  @Override
  public Uni<Integer> versionOf(String snapshot, int version) {
    return onTheCallersContext(
            MutinySnapshotServiceGrpc.newMutinyStub(snapshotChannel)
                .getSnapshot(
                    GetSnapshotRequest.newBuilder().setName(snapshot).setVersion(version).build()))
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onFailure()
        .transform(failure -> told(failure, "snapshot", snapshotAddress))
        .map(Snapshot::getVersion);
  }

  @Override
  public Uni<Long> countOf(String replayId) {
    return onTheCallersContext(
            MutinyQueryServiceGrpc.newMutinyStub(queryChannel)
                .countPairs(
                    CountPairsRequest.newBuilder()
                        .setSelection(Selection.newBuilder().setReplayId(replayId))
                        .build()))
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onFailure()
        .transform(failure -> told(failure, "query", queryAddress))
        .map(CountPairsResponse::getCount);
  }

  // Answers come on a thread of the channel, where the store's session refuses to be.
  private static <T> Uni<T> onTheCallersContext(Uni<T> answer) {
    return Uni.createFrom()
        .deferred(() -> {
          Context caller = Vertx.currentContext();
          return caller == null
              ? answer
              : answer.emitOn(task -> caller.runOnContext(_ -> task.run()));
        });
  }

  // What the service says is told on; that it says nothing is told with its name and address.
  private static AppException told(Throwable failure, String service, String address) {
    var said = ErrorMapper.fromStatus(failure);
    boolean isSilent =
        failure instanceof TimeoutException || said.code().equals("GRPC_UNAVAILABLE");
    return isSilent
        ? new AppException(
            ErrorKind.UPSTREAM,
            "SERVICE_UNREACHABLE",
            "%s-service at %s does not answer.".formatted(service, address),
            "Check that it runs, and that reprise.%s.address is right.".formatted(service),
            Map.of(),
            failure)
        : said;
  }

  @PreDestroy
  void close() {
    snapshotChannel.shutdown();
    queryChannel.shutdown();
  }
}
