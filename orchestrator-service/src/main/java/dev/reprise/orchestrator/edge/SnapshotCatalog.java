// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.operator.runs.Snapshots;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks snapshot-service for the operator, whose workers may block. */
@ApplicationScoped
class SnapshotCatalog implements Snapshots {

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final ManagedChannel channel;

  SnapshotCatalog(
      @ConfigProperty(name = "reprise.snapshot.address") String address,
      @ConfigProperty(name = "reprise.token", defaultValue = " ") String token) {
    this.channel = Channels.open(address, token.strip());
  }

  @Override
  public Facts find(String name, int version) {
    try {
      var snapshot =
          SnapshotServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS)
              .getSnapshot(
                  GetSnapshotRequest.newBuilder().setName(name).setVersion(version).build());
      return new Facts(
          snapshot.getVersion(),
          snapshot.getSlicesList().stream()
              .map(slice ->
                  new Slice(
                      slice.getKey(), slice.getDirection().equals("inbound"), slice.getHost()))
              .toList());
    } catch (StatusRuntimeException e) {
      throw ErrorMapper.fromStatus(e);
    }
  }

  @PreDestroy
  void close() {
    channel.shutdown();
  }
}
