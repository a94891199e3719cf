// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.proto.access.v1.AccessServiceGrpc;
import dev.reprise.proto.access.v1.CheckKeyRequest;
import dev.reprise.proto.access.v1.CheckKeyResponse;
import dev.reprise.proto.client.Channels;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks snapshot-service, which keeps the API keys.
 *
 * <p><b>Threads:</b> lazy; answers on a thread of gRPC.
 */
@DefaultBean
@ApplicationScoped
class RemoteKeys implements KeyChecks {

  private static final long LIMIT_SECONDS = 5;

  private final ManagedChannel channel;

  RemoteKeys(
      @ConfigProperty(name = "reprise.snapshot.address", defaultValue = "127.0.0.1:7403")
          String address,
      @ConfigProperty(name = "reprise.token") Optional<String> token) {
    this.channel = Channels.open(address, token.orElse("").strip());
  }

  @Override
  public Uni<Verdict> check(Shown key) {
    var request =
        CheckKeyRequest.newBuilder()
            .setId(key.id())
            .setDigest(key.isBySession() ? "" : key.proof())
            .build();
    return Uni.createFrom()
        .<CheckKeyResponse>emitter(answer ->
            AccessServiceGrpc.newStub(channel)
                .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
                .checkKey(request, new Answer(answer)))
        .map(RemoteKeys::verdict);
  }

  private static Verdict verdict(CheckKeyResponse answer) {
    if (!answer.hasKey()) {
      return new Verdict.Refused(answer.getRefusal());
    }
    var key = answer.getKey();
    return new Verdict.Holds(
        Caller.ofKey(
            key.getId(),
            key.getName(),
            KeyRoles.fromProto(key.getRole()),
            Set.copyOf(key.getServicesList())));
  }

  private record Answer(UniEmitter<? super CheckKeyResponse> uni)
      implements StreamObserver<CheckKeyResponse> {

    @Override
    public void onNext(CheckKeyResponse answer) {
      uni.complete(answer);
    }

    @Override
    public void onError(Throwable failure) {
      uni.fail(failure);
    }

    @Override
    public void onCompleted() {
      // The one answer has come before.
    }
  }

  @PreDestroy
  void close() {
    channel.shutdownNow();
  }
}
