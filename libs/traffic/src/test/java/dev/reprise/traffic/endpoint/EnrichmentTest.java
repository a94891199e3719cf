// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentTest {

  @ParameterizedTest
  @CsvSource({
    "application/json,json",
    "application/problem+json; charset=utf-8,json",
    "text/xml,xml",
    "application/soap+xml,xml",
    "text/html,html",
    "text/plain,text",
    "image/png,binary",
    "multipart/form-data; boundary=x,form"
  })
  void theAnswerSaysWhatIsSpoken(String type, String technology) {
    assertThat(Enrichment.technologyOf(pair("/x", "", type))).isEqualTo(technology);
  }

  @Test
  void theRequestSaysItWhereTheAnswerDoesNot() {
    assertThat(Enrichment.technologyOf(pair("/x", "application/json", ""))).isEqualTo("json");
    assertThat(Enrichment.technologyOf(pair("/x", "", ""))).isEqualTo("http");
    assertThat(Enrichment.technologyOf(pair("/graphql", "application/json", "application/json")))
        .isEqualTo("graphql");
    assertThat(Enrichment.technologyOf(pair("/a.B/C", "application/grpc+proto", "")))
        .isEqualTo("grpc");
  }

  @Test
  void theEndpointLeavesValuesOut() {
    assertThat(Enrichment.enriched(pair("/users/42?x=1", "", "")).facts())
        .isEqualTo(new Facts("http", "GET /users/{id}"));
  }

  private static RRPair pair(String target, String asked, String said) {
    return new RRPair(
        new PairId("c", 1),
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", 0, "a", "b", null),
        new Request(
            "GET", "http", "shop", target, "HTTP/1.1", type(asked), body(asked), Headers.EMPTY),
        new Response(200, "", "HTTP/1.1", type(said), body(said), Headers.EMPTY),
        new Timing(1, 2, 3, 4),
        RRPair.Notes.NONE,
        Facts.NONE);
  }

  private static Headers type(String type) {
    return type.isEmpty() ? Headers.EMPTY : Headers.of("Content-Type", type);
  }

  private static Body body(String type) {
    return type.isEmpty() ? Body.EMPTY : Body.whole(Bytes.of("x", StandardCharsets.UTF_8));
  }
}
