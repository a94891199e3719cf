// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.start;

import dev.reprise.orchestrator.operator.cluster.ApiServer;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceImplBase;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An API server, and a snapshot-service that has one snapshot; the operator is switched on. */
public final class OperatorSurroundings implements QuarkusTestResourceLifecycleManager {

  private @Nullable ApiServer cluster;
  private @Nullable Server snapshots;

  @Override
  public Map<String, String> start() {
    var started = new ApiServer();
    cluster = started;
    var serving = serve();
    snapshots = serving;
    try (var client = started.client("settings")) {
      return Map.of(
          "quarkus.kubernetes-client.api-server-url", client.getMasterUrl().toString(),
          "reprise.snapshot.address", "127.0.0.1:" + serving.getPort(),
          "reprise.operator.enabled", "true",
          "reprise.operator.poll", "PT0.05S",
          "reprise.operator.leader-election.enabled", "false",
          "reprise.operator.webhook.port", "0",
          "reprise.operator.webhook.listen", "127.0.0.1");
    }
  }

  @Override
  public void stop() {
    if (snapshots != null) {
      snapshots.shutdownNow();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Server serve() {
    try {
      return ServerBuilder.forPort(0).addService(new OneSnapshot()).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class OneSnapshot extends SnapshotServiceImplBase {

    @Override
    public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> answer) {
      if (!request.getName().equals("checkout")) {
        answer.onError(
            ErrorMapper.toStatus(
                new AppException(
                    ErrorKind.NOT_FOUND,
                    "SNAPSHOT_UNKNOWN",
                    "There is no snapshot '%s'.".formatted(request.getName()),
                    "List them.")));
        return;
      }
      answer.onNext(
          Snapshot.newBuilder()
              .setName("checkout")
              .setVersion(3)
              .addSlices(Slice.newBuilder().setKey("in:shop").setDirection("inbound"))
              .addSlices(
                  Slice.newBuilder()
                      .setKey("out:payment.shop.test")
                      .setDirection("outbound")
                      .setHost("payment.shop.test"))
              .build());
      answer.onCompleted();
    }
  }
}
