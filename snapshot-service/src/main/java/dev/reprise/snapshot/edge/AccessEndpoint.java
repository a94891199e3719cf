// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.kit.CallGuard;
import dev.reprise.kit.KeyChecks.Shown;
import dev.reprise.kit.KeyRoles;
import dev.reprise.proto.access.v1.AccessServiceGrpc.AccessServiceImplBase;
import dev.reprise.proto.access.v1.ApiKey;
import dev.reprise.proto.access.v1.CheckKeyRequest;
import dev.reprise.proto.access.v1.CheckKeyResponse;
import dev.reprise.proto.access.v1.CreateKeyRequest;
import dev.reprise.proto.access.v1.CreateKeyResponse;
import dev.reprise.proto.access.v1.ListKeysRequest;
import dev.reprise.proto.access.v1.ListKeysResponse;
import dev.reprise.proto.access.v1.RevokeKeyRequest;
import dev.reprise.snapshot.keys.ApiKey.Grant;
import dev.reprise.snapshot.meta.KeyCatalog;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;

/** API keys, for admins and for the other services. */
@GrpcService
class AccessEndpoint extends AccessServiceImplBase {

  private final KeyCatalog catalog;

  AccessEndpoint(KeyCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void createKey(CreateKeyRequest request, StreamObserver<CreateKeyResponse> answer) {
    Failures.answer(
        answer,
        () -> {
          var grant =
              new Grant(
                  request.getName(),
                  KeyRoles.fromProto(request.getRole()),
                  request.getServicesList(),
                  request.getExpiresNanos());
          return catalog
              .create(grant, CallGuard.caller().name())
              .map(made ->
                  CreateKeyResponse.newBuilder()
                      .setKey(toProto(made.key()))
                      .setSecret(made.text().text())
                      .build());
        });
  }

  @Override
  public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> answer) {
    Failures.answer(
        answer,
        () ->
            catalog
                .list()
                .map(keys ->
                    ListKeysResponse.newBuilder()
                        .addAllKeys(keys.stream().map(AccessEndpoint::toProto).toList())
                        .build()));
  }

  @Override
  public void revokeKey(RevokeKeyRequest request, StreamObserver<ApiKey> answer) {
    Failures.answer(
        answer,
        () ->
            catalog
                .revoke(request.getKey(), CallGuard.caller().name())
                .map(AccessEndpoint::toProto));
  }

  @Override
  public void checkKey(CheckKeyRequest request, StreamObserver<CheckKeyResponse> answer) {
    var digest = request.getDigest();
    Failures.answer(
        answer,
        () ->
            catalog
                .check(new Shown(request.getId(), digest.isEmpty() ? Shown.SESSION : digest))
                .map(AccessEndpoint::toProto));
  }

  private static CheckKeyResponse toProto(KeyCatalog.Answer found) {
    return switch (found) {
      case KeyCatalog.Answer.Holds(var key) ->
          CheckKeyResponse.newBuilder().setKey(toProto(key)).build();
      case KeyCatalog.Answer.Refused(var reason) ->
          CheckKeyResponse.newBuilder().setRefusal(reason).build();
    };
  }

  private static ApiKey toProto(dev.reprise.snapshot.keys.ApiKey key) {
    return ApiKey.newBuilder()
        .setId(key.id())
        .setName(key.grant().name())
        .setRole(KeyRoles.toProto(key.grant().role()))
        .addAllServices(key.grant().services())
        .setCreatedNanos(key.createdNanos())
        .setCreatedBy(key.createdBy())
        .setExpiresNanos(key.grant().expiresNanos())
        .setRevokedNanos(key.revokedNanos())
        .setRevokedBy(key.revokedBy())
        .setLastUsedNanos(key.lastUsedNanos())
        .build();
  }
}
