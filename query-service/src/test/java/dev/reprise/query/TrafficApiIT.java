// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class TrafficApiIT {

  // Of one log: what lies under the watermark is not new to anybody.
  private static long offset = 100_000;

  @TestHTTPResource("/")
  URI address;

  private GraphQl graphql;

  @BeforeEach
  void connect() {
    graphql = new GraphQl(address);
  }

  @Test
  void servicesEndpointsMapAndTotalsAddUp() {
    var data =
        data(
            """
            { services(filter: "sequence <= 30") { name inbound outbound errors firstSeen lastSeen }
              endpoints(filter: "sequence <= 30") { service direction host endpoint count errorRate latency { p50 p99 } }
              serviceMap { from to direction port tls count }
              stats { pairs droppedPairs wireBytes storedBytes } }\
            """);

    var shop = data.at("/services/0");
    assertThat(shop.get("name").asText()).isEqualTo("shop");
    assertThat(shop.get("inbound").asInt()).isEqualTo(20);
    assertThat(shop.get("errors").asInt()).isEqualTo(5);
    assertThat(shop.get("firstSeen").asText()).isEqualTo("2026-11-23T10:00:01Z");
    assertThat(data.at("/endpoints/0/endpoint").asText()).isEqualTo("POST /cart/{id}");
    assertThat(data.at("/endpoints/0/errorRate").asDouble()).isEqualTo(0.2);
    assertThat(data.at("/endpoints/0/latency/p50").asDouble()).isBetween(5.0, 15.0);
    assertThat(data.at("/serviceMap"))
        .extracting(edge -> edge.get("to").asText() + ":" + edge.get("port").asInt())
        .containsExactlyInAnyOrder("shop:80", "payment.test:443");
    assertThat(data.at("/stats/pairs").asInt()).isGreaterThanOrEqualTo(30);
    assertThat(data.at("/stats/wireBytes").asLong()).isGreaterThan(ShopTraffic.LARGE_BYTES);
  }

  @Test
  void pagesFollowOneAnother() {
    var first = page("first: 20");
    var cursor = first.at("/pageInfo/endCursor").asText();
    var second = page("first: 20, after: \"" + cursor + "\"");

    assertThat(first.get("edges")).hasSize(20);
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(first.get("totalCount").asInt()).isEqualTo(30);
    assertThat(first.at("/edges/0/node/id").asText()).isEqualTo("shop-1/30");
    assertThat(first.at("/edges/0/node/status").isNull()).isTrue();
    assertThat(second.get("edges")).hasSize(10);
    assertThat(second.at("/edges/9/node/id").asText()).isEqualTo("shop-1/1");
    assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  @Test
  void timesBoundAPage() {
    var data =
        data(
            """
            { pairs(from: "2026-11-23T10:00:05Z", to: "2026-11-23T10:00:08Z") { totalCount edges { node { id } } } }\
            """);

    assertThat(data.at("/pairs/totalCount").asInt()).isEqualTo(3);
  }

  @Test
  void aPairInFullHidesCredentials() {
    var pair = graphql.ask(StoredShop.VIEWER, "{ pair(id: \"shop-1/1\") " + WHOLE + " }");

    assertThat(pair.toString()).doesNotContain(ShopTraffic.SECRET);
    var request = pair.at("/data/pair/request");
    assertThat(request.get("target").asText()).isEqualTo("/cart/1?access_token=•••");
    assertThat(request.at("/headers/1/name").asText()).isEqualTo("AUTHORIZATION");
    assertThat(request.at("/headers/1/value").asText()).isEqualTo("•••");
    assertThat(request.at("/body/decoded").asText())
        .isEqualTo("{\"user\": \"ann\", \"password\": \"•••\"}");
    assertThat(request.at("/body/base64").isNull()).isTrue();
    assertThat(pair.at("/data/pair/origin/tags/0/value").asText()).isEqualTo("shop-7d9f");
  }

  @Test
  void anEditorMaySeeCredentialsAndAViewerMayNot() {
    var query = "{ pair(id: \"shop-1/1\", reveal: true) " + WHOLE + " }";

    var editors = graphql.ask(StoredShop.EDITOR, query);
    var viewers = graphql.ask(StoredShop.VIEWER, query);

    assertThat(editors.at("/data/pair/request/body/text").asText()).contains(ShopTraffic.SECRET);
    assertThat(editors.at("/data/pair/request/body/base64").asText()).isNotEmpty();
    assertThat(viewers.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(viewers.toString()).doesNotContain(ShopTraffic.SECRET);
  }

  @Test
  void aMissingResponseIsNullAndMarked() {
    var data =
        data("{ pair(id: \"shop-1/30\") { response { status } marks timing { responseEnd } } }");

    assertThat(data.at("/pair/response").isNull()).isTrue();
    assertThat(data.at("/pair/marks/0").asText()).isEqualTo("RESPONSE_MISSING");
    assertThat(data.at("/pair/timing/responseEnd").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{ pairs(filter: \"sttus = 1\") { totalCount } } ~ FILTER_INVALID ~ did you mean 'status'?",
        "{ pairs(after: \"x\") { totalCount } } ~ CURSOR_INVALID ~ not one that a page gave",
        "{ pairs(first: 0) { totalCount } } ~ PAGE_SIZE_INVALID ~ 1 to 1000",
        "{ pairs(first: 5000) { totalCount } } ~ PAGE_SIZE_INVALID ~ 1 to 1000",
        "{ pair(id: \"nobody/1\") { id } } ~ PAIR_UNKNOWN ~ no pair nobody/1",
        "{ pair(id: \"1 OR 1=1\") { id } } ~ PAIR_ID_INVALID ~ not the id of a pair",
      })
  void mistakesAreTold(String query, String reason, String message) {
    var error = graphql.ask(StoredShop.VIEWER, query).at("/errors/0");

    assertThat(error.at("/extensions/reason").asText()).isEqualTo(reason);
    assertThat(error.at("/extensions/code").asText()).isIn("BAD_REQUEST", "NOT_FOUND");
    assertThat(error.at("/extensions/remedy").asText()).isNotEmpty();
    assertThat(error.get("message").asText()).contains(message);
  }

  @Test
  void sqlInAFilterIsJustAText() {
    var data =
        data(
            "{ pairs(filter: \"target CONTAINS \\\"'; DROP TABLE rrpairs; --\\\"\") { totalCount } }");

    assertThat(data.at("/pairs/totalCount").asInt()).isEqualTo(10);
  }

  @Test
  void filtersCanBeCheckedAndExplained() {
    var data =
        data(
            """
            { good: checkFilter(filter: "status=500") { canonical mistake }
              bad: checkFilter(filter: "sttus = 1") { canonical mistake position suggestion }
              filterHelp { fields { name type operators words } examples } }\
            """);

    assertThat(data.at("/good/canonical").asText()).isEqualTo("status = 500");
    assertThat(data.at("/bad/canonical").isNull()).isTrue();
    assertThat(data.at("/bad/position").asInt()).isEqualTo(1);
    assertThat(data.at("/bad/suggestion").asText()).isEqualTo("status");
    assertThat(data.at("/filterHelp/fields")).hasSizeGreaterThan(20);
  }

  @Test
  void queriesThatAskTooMuchAreRefused() {
    var repeated = new StringBuilder("{");
    for (int i = 0; i < 300; i++) {
      repeated
          .append(" a")
          .append(i)
          .append(": services { name inbound outbound errors firstSeen lastSeen }");
    }

    var answer = graphql.ask(StoredShop.VIEWER, repeated.append(" }").toString());

    assertThat(answer.get("errors")).isNotEmpty();
    assertThat(answer.at("/data").isMissingNode() || answer.at("/data").isNull()).isTrue();
  }

  @Test
  void everyTypeAndFieldOfTheSchemaSaysWhatItMeans() {
    var types =
        data("{ __schema { types { name kind description fields { name description } } } }")
            .at("/__schema/types");

    for (JsonNode type : types) {
      var name = type.get("name").asText();
      if (type.get("kind").asText().equals("OBJECT") && !name.startsWith("__")) {
        assertThat(type.get("description").asText("")).as(name).isNotIn("", "null");
        for (JsonNode field : type.get("fields")) {
          assertThat(field.get("description").asText(""))
              .as(name + "." + field.get("name").asText())
              .isNotIn("", "null");
        }
      }
    }
  }

  @Test
  void pagesOfOthersCannotDriveIt() {
    var token = "Bearer " + StoredShop.ADMIN;
    var query = "{ stats { pairs } }";

    assertThat(graphql.post(query).statusCode()).isEqualTo(401);
    assertThat(graphql.post(query, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    assertThat(
            graphql.post(query, "Authorization", token, "Origin", "http://evil.test").statusCode())
        .isEqualTo(403);
    assertThat(graphql.post(query, "Authorization", token, "Origin", "null").statusCode())
        .isEqualTo(403);
    assertThat(
            graphql
                .post(query, "Authorization", token, "Origin", "http://" + address.getAuthority())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void theSubscriptionShowsNewPairs() throws Exception {
    var messages = new LinkedBlockingQueue<String>();
    var socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("graphql-transport-ws")
            .header("Authorization", "Bearer " + StoredShop.VIEWER)
            .buildAsync(URI.create("ws://" + address.getAuthority() + "/graphql"), into(messages))
            .get(10, TimeUnit.SECONDS);
    send(socket, "{\"type\":\"connection_init\"}");
    assertThat(messages.poll(10, TimeUnit.SECONDS)).contains("connection_ack");
    send(
        socket,
        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { tail(filter:"
            + " \\\"sequence > 5000\\\") { id request { target } } }\"}}");

    String first = null;
    for (int i = 0; first == null && i < 20; i++) {
      long now = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
      StoredShop.store(offset++, List.of(ShopTraffic.inbound(5_001 + i, now)));
      first = messages.poll(2, TimeUnit.SECONDS);
    }
    socket.abort();

    assertThat(first).contains("shop-1/500").contains("access_token=•••");
  }

  @Test
  void looksOfATailHoldManyPairs() throws Exception {
    var messages = new LinkedBlockingQueue<String>();
    var socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("graphql-transport-ws")
            .header("Authorization", "Bearer " + StoredShop.VIEWER)
            .buildAsync(URI.create("ws://" + address.getAuthority() + "/graphql"), into(messages))
            .get(10, TimeUnit.SECONDS);
    send(socket, "{\"type\":\"connection_init\"}");
    assertThat(messages.poll(10, TimeUnit.SECONDS)).contains("connection_ack");
    send(
        socket,
        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { tailLooks(filter:"
            + " \\\"sequence > 7000\\\") { skipped pairs { id } } }\"}}");

    String first = null;
    for (int i = 0; first == null && i < 20; i++) {
      long now = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
      StoredShop.store(
          offset,
          List.of(
              ShopTraffic.inbound(7_001 + 2 * i, now), ShopTraffic.inbound(7_002 + 2 * i, now)));
      offset += 2;
      first = messages.poll(2, TimeUnit.SECONDS);
    }
    socket.abort();

    assertThat(first).containsPattern("shop-1/700.*shop-1/700").contains("\"skipped\":0");
  }

  private static final String WHOLE =
      """
      { id origin { service replayId tags { name value } } direction
        connection { id index client server tls { version sni } }
        request { method scheme authority target version headers { name value }
          body { wireBytes keptBytes truncated sha256 text decoded decodedComplete base64 } }
        response { status headers { name value } body { decoded } }
        timing { start requestEnd responseStart responseEnd durationMillis }
        marks redactions { place rule } technology endpoint }\
      """;

  private JsonNode page(String arguments) {
    return data("{ pairs(filter: \"sequence <= 30\", "
            + arguments
            + ") { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id status"
            + " startTime durationMillis request { method host target } } } } }")
        .get("pairs");
  }

  private JsonNode data(String query) {
    var answer = graphql.ask(StoredShop.VIEWER, query);
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    return answer.get("data");
  }

  private static void send(WebSocket socket, String message) throws Exception {
    socket.sendText(message, true).get(10, TimeUnit.SECONDS);
  }

  private static WebSocket.Listener into(LinkedBlockingQueue<String> messages) {
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        messages.add(text.toString());
        return WebSocket.Listener.super.onText(socket, text, last);
      }
    };
  }
}
