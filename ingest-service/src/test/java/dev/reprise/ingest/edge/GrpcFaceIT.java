// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.GrpcFace;
import dev.reprise.proto.client.Channels;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(IngestBackEnds.class)
@SuppressWarnings("NullAway") // fields are injected
class GrpcFaceIT {

  @TestHTTPResource("/")
  URI address;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel = Channels.open("127.0.0.1:" + address.getPort(), "");
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void healthIsServing() {
    assertThat(new GrpcFace(channel).health()).isEqualTo("SERVING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reprise.ingest.v1.IngestService"})
  void reflectionListsAServiceAndShowsItsFiles(String service) {
    var face = new GrpcFace(channel);

    assertThat(face.services()).contains(service, "grpc.health.v1.Health");
    assertThat(face.files(service)).isNotEmpty();
  }
}
