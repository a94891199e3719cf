// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.OperationRoles;
import dev.reprise.kit.Role;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.QueryServiceGrpc;
import dev.reprise.proto.query.v1.TailRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Every method as every role. */
@QuarkusTest
@QuarkusTestResource(StoredShop.class)
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
    secrets.put("part", StoredShop.ADMIN);
    var channel = Channels.open("127.0.0.1:" + address.getPort(), "");
    try {
      new OperationRoles(channel, secrets)
          .assertAsIn(
              """
              reprise.query.v1.QueryService/CountPairs     viewer editor admin part
              reprise.query.v1.QueryService/CreateSignIn   viewer editor admin part
              reprise.query.v1.QueryService/GetPair        viewer editor admin part
              reprise.query.v1.QueryService/GetWatermark   viewer editor admin part
              reprise.query.v1.QueryService/ListEndpoints  viewer editor admin part
              reprise.query.v1.QueryService/ListServices   viewer editor admin part
              reprise.query.v1.QueryService/SearchPairs    viewer editor admin part
              reprise.query.v1.QueryService/ServiceMap     viewer editor admin part
              reprise.query.v1.QueryService/StreamPairs    editor admin part
              reprise.query.v1.QueryService/Tail           viewer editor admin part
              """);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void anOpenTailEndsWithItsKey() throws Exception {
    var channel = Channels.open("127.0.0.1:" + address.getPort(), keys.of(Role.VIEWER));
    try {
      var ended = new CompletableFuture<Status>();
      QueryServiceGrpc.newStub(channel).tail(TailRequest.getDefaultInstance(), into(ended));
      assertThat(ended)
          .as("while the key holds")
          .failsWithin(Duration.ofSeconds(6))
          .withThrowableOfType(TimeoutException.class);

      keys.replace(Role.VIEWER);

      var status = ended.get(60, TimeUnit.SECONDS);
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(status.getDescription()).contains("is not known");
    } finally {
      channel.shutdownNow();
    }
  }

  private static StreamObserver<PairSummary> into(CompletableFuture<Status> ended) {
    return new StreamObserver<>() {
      @Override
      public void onNext(PairSummary pair) {
        // What comes meanwhile does not matter here.
      }

      @Override
      public void onError(Throwable failure) {
        ended.complete(Status.fromThrowable(failure));
      }

      @Override
      public void onCompleted() {
        ended.complete(Status.OK);
      }
    };
  }
}
