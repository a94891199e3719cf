// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.OperationRoles;
import dev.reprise.kit.Role;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.ingest.v1.Hello;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import dev.reprise.proto.map.ErrorMapper;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every method as every role. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
@QuarkusTestResource(IngestBackEnds.class)
@SuppressWarnings("NullAway") // fields are injected
class RolesIT {

  @TestHTTPResource("/")
  URI address;

  @Inject RoleKeys keys;

  @Test
  void everyRoleMayWhatTheTableSays() {
    var secrets = new LinkedHashMap<String, String>();
    secrets.put("stranger", "");
    secrets.put("recorder", keys.of(Role.RECORDER));
    secrets.put("viewer", keys.of(Role.VIEWER));
    secrets.put("editor", keys.of(Role.EDITOR));
    secrets.put("admin", keys.of(Role.ADMIN));
    secrets.put("part", GuardedProfile.PART);
    var channel = Channels.open("127.0.0.1:" + address.getPort(), "");
    try {
      new OperationRoles(channel, secrets)
          .assertAsIn(
              """
              reprise.ingest.v1.IngestService/Push  recorder editor admin part
              """);
    } finally {
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"shop, true", "till, false"})
  void aKeyOfOneServiceHandsInThatServiceOnly(String service, boolean isTaken) throws Exception {
    var channel = Channels.open("127.0.0.1:" + address.getPort(), keys.limited());
    try {
      var answer = new CompletableFuture<PushResponse>();
      var push = IngestServiceGrpc.newStub(channel).push(into(answer));
      push.onNext(
          PushRequest.newBuilder()
              .setHello(Hello.newBuilder().setCaptureId("limited").setService(service))
              .build());

      if (isTaken) {
        assertThat(answer.get(60, TimeUnit.SECONDS).getAckedSequence()).isZero();
      } else {
        assertThat(answer)
            .failsWithin(Duration.ofSeconds(60))
            .withThrowableThat()
            .havingCause()
            .satisfies(refused ->
                assertThat(ErrorMapper.fromStatus(refused).code()).isEqualTo("SERVICE_NOT_YOURS"))
            .withMessageContainingAll(service, "key:limited/");
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static StreamObserver<PushResponse> into(CompletableFuture<PushResponse> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(PushResponse response) {
        answer.complete(response);
      }

      @Override
      public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
      }

      @Override
      public void onCompleted() {
        answer.completeExceptionally(new IllegalStateException("it ended without an answer"));
      }
    };
  }
}
