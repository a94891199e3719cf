// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.access.v1.AccessServiceGrpc.AccessServiceImplBase;
import dev.reprise.proto.access.v1.ApiKey;
import dev.reprise.proto.access.v1.CreateKeyRequest;
import dev.reprise.proto.access.v1.CreateKeyResponse;
import dev.reprise.proto.access.v1.KeyRole;
import dev.reprise.proto.access.v1.ListKeysRequest;
import dev.reprise.proto.access.v1.ListKeysResponse;
import dev.reprise.proto.access.v1.RevokeKeyRequest;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** API keys as snapshot-service tells them. */
final class FakeAccessService extends AccessServiceImplBase {

  static final String SECRET = "rpk_0123456789ab_" + "s".repeat(43);

  final Failing failing = new Failing();
  final List<Object> requests = new ArrayList<>();

  @Override
  public void createKey(CreateKeyRequest request, StreamObserver<CreateKeyResponse> caller) {
    requests.add(request);
    var key =
        ApiKey.newBuilder()
            .setId("0123456789ab")
            .setName(request.getName())
            .setRole(request.getRole())
            .addAllServices(request.getServicesList())
            .setCreatedNanos(nanos(CommandLineUnderTest.NOON))
            .setCreatedBy("token:admin")
            .setExpiresNanos(request.getExpiresNanos());
    failing.answer(
        caller, () -> CreateKeyResponse.newBuilder().setKey(key).setSecret(SECRET).build());
  }

  @Override
  public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> caller) {
    failing.answer(
        caller, () -> ListKeysResponse.newBuilder().addKeys(recorder()).addKeys(revoked()).build());
  }

  @Override
  public void revokeKey(RevokeKeyRequest request, StreamObserver<ApiKey> caller) {
    requests.add(request);
    failing.answer(caller, FakeAccessService::revoked);
  }

  private static ApiKey recorder() {
    return ApiKey.newBuilder()
        .setId("00aa11bb22cc")
        .setName("shop-proxy")
        .setRole(KeyRole.KEY_ROLE_RECORDER)
        .addServices("shop")
        .addServices("shop-admin")
        .setCreatedNanos(nanos(CommandLineUnderTest.NOON.minus(Duration.ofDays(1))))
        .setCreatedBy("key:ann/ffeeddccbbaa")
        .setExpiresNanos(nanos(CommandLineUnderTest.NOON.plus(Duration.ofDays(89))))
        .setLastUsedNanos(nanos(CommandLineUnderTest.NOON.minus(Duration.ofMinutes(1))))
        .build();
  }

  private static ApiKey revoked() {
    return ApiKey.newBuilder()
        .setId("0123456789ab")
        .setName("ci")
        .setRole(KeyRole.KEY_ROLE_VIEWER)
        .setCreatedNanos(nanos(CommandLineUnderTest.NOON.minus(Duration.ofDays(2))))
        .setCreatedBy("token:admin")
        .setRevokedNanos(nanos(CommandLineUnderTest.NOON))
        .setRevokedBy("key:ann/ffeeddccbbaa")
        .build();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
