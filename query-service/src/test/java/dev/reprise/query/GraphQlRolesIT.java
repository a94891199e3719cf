// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.kit.Permissions;
import dev.reprise.kit.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of GraphQL as every role. Whatever it is answered, a caller was let in unless the
 * answer is that he may not: the other services are not there.
 */
@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class GraphQlRolesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long REFUSED_WITHIN_SECONDS = 60;
  private static final long LET_IN_AFTER_MILLIS = 1_500;

  // operation | document | who may
  private static final String TABLE =
      """
      Mutation.cancelBuild     | cancelBuild(id: "x")                             | editor admin part
      Mutation.cancelReplay    | cancelReplay(id: "x") { id }                     | editor admin part
      Mutation.createSnapshot  | createSnapshot(name: "x")                        | editor admin part
      Mutation.deleteSnapshot  | deleteSnapshot(name: "x")                        | editor admin part
      Mutation.refreshSnapshot | refreshSnapshot(name: "x")                       | editor admin part
      Mutation.reportSutReady  | reportSutReady(id: "x") { id }                   | editor admin part
      Mutation.startReplay     | startReplay(snapshot: "x", target: "x") { id }   | editor admin part
      Mutation.switchSlices    | switchSlices(name: "x", version: 1, enable: [], disable: []) | editor admin part
      Query.checkFilter  | checkFilter(filter: "x") { __typename }                | viewer editor admin part
      Query.endpoints    | endpoints { __typename }                               | viewer editor admin part
      Query.facets       | facets(fields: [SERVICE]) { __typename }               | viewer editor admin part
      Query.family       | family(id: "shop-1/1") { __typename }                  | viewer editor admin part
      Query.filterHelp   | filterHelp { __typename }                              | viewer editor admin part
      Query.pair         | pair(id: "shop-1/1") { id }                            | viewer editor admin part
      Query.pair#reveal  | pair(id: "shop-1/1", reveal: true) { id }              | editor admin part
      Query.pairs        | pairs { __typename }                                   | viewer editor admin part
      Query.replay       | replay(id: "x") { id }                                 | viewer editor admin part
      Query.replays      | replays { id }                                         | viewer editor admin part
      Query.report       | report(id: "x")                                        | viewer editor admin part
      Query.series       | series { __typename }                                  | viewer editor admin part
      Query.serviceMap   | serviceMap { __typename }                              | viewer editor admin part
      Query.services     | services { __typename }                                | viewer editor admin part
      Query.session      | session { role }                                       | viewer editor admin part
      Query.snapshot     | snapshot(name: "x") { name }                           | viewer editor admin part
      Query.snapshots    | snapshots { name }                                     | viewer editor admin part
      Query.stats        | stats { __typename }                                   | viewer editor admin part
      Subscription.replayProgress | replayProgress(id: "x") { id }                | viewer editor admin part
      Subscription.snapshotBuild  | snapshotBuild(id: "x") { __typename }         | viewer editor admin part
      Subscription.tail           | tail { id }                                   | viewer editor admin part
      Subscription.tailLooks      | tailLooks { skipped }                         | viewer editor admin part
      """;

  @TestHTTPResource("/")
  URI address;

  @Inject RoleKeys keys;

  private GraphQl graphql;

  private record Row(String operation, String document, List<String> roles) {

    static Stream<Row> all() {
      return TABLE
          .lines()
          .map(line -> line.split("\\|", -1))
          .map(cells ->
              new Row(
                  cells[0].strip(), cells[1].strip(), Arrays.asList(cells[2].strip().split(" "))));
    }

    String query() {
      return operation.split("\\.", -1)[0].toLowerCase(Locale.ROOT) + " { " + document + " }";
    }
  }

  @BeforeEach
  void connect() {
    graphql = new GraphQl(address);
  }

  @Test
  void theTableHasEveryOperationThatThereIs() {
    var offered = new TreeSet<String>();
    var schema = graphql.ask(StoredShop.VIEWER, "{ __schema { types { name fields { name } } } }");
    for (JsonNode type : schema.at("/data/__schema/types")) {
      var name = type.path("name").asText();
      if (List.of("Query", "Mutation", "Subscription").contains(name)) {
        type.path("fields").forEach(field -> offered.add(name + "." + field.path("name").asText()));
      }
    }

    assertThat(Row.all().map(Row::operation).filter(operation -> !operation.contains("#")))
        .containsExactlyInAnyOrderElementsOf(offered);
    assertThat(Row.all().map(row -> "GraphQL " + row.operation()))
        .containsExactlyInAnyOrderElementsOf(
            Permissions.operations().stream()
                .filter(operation -> operation.startsWith("GraphQL "))
                .toList());
  }

  @Test
  void everyRoleMayWhatTheTableSays() {
    var softly = new SoftAssertions();
    Row.all()
        .forEach(row ->
            secrets()
                .forEach((role, secret) -> {
                  boolean isWanted = row.roles().contains(role);
                  var answer =
                      row.operation().startsWith("Subscription.")
                          ? subscribe(row.query(), secret, isWanted)
                          : graphql.ask(secret, row.query()).toString();
                  softly
                      .assertThat(!answer.contains("\"ROLE_TOO_LOW\""))
                      .as("%s as %s: %s", row.operation(), role, answer)
                      .isEqualTo(isWanted);
                  softly
                      .assertThat(answer)
                      .as("%s as %s", row.operation(), role)
                      .doesNotContain("CALLER_UNKNOWN", "OPERATION_UNLISTED", secret);
                }));
    softly.assertAll();
  }

  @Test
  void strangersAreLetIntoNothing() {
    Row.all()
        .forEach(row ->
            assertThat(graphql.post(row.query()).statusCode()).as(row.operation()).isEqualTo(401));
  }

  @Test
  void everyOperationOfADocumentIsLookedAtHoweverItIsWritten() {
    var hidden =
        "mutation M { a: __typename ...F } fragment F on Mutation { b: cancelReplay(id: \"x\") { id"
            + " } }";

    var answer = graphql.ask(keys.of(Role.VIEWER), hidden).toString();

    assertThat(answer)
        .contains(
            "ROLE_TOO_LOW", "GraphQL Mutation.cancelReplay needs the role editor", "has viewer");
  }

  private Map<String, String> secrets() {
    var secrets = new LinkedHashMap<String, String>();
    secrets.put("recorder", keys.of(Role.RECORDER));
    secrets.put("viewer", keys.of(Role.VIEWER));
    secrets.put("editor", keys.of(Role.EDITOR));
    secrets.put("admin", keys.of(Role.ADMIN));
    secrets.put("part", StoredShop.ADMIN);
    return secrets;
  }

  /** The first that comes of a subscription, or nothing where it is silent. */
  private String subscribe(String query, String secret, boolean isWanted) {
    var messages = new LinkedBlockingQueue<String>();
    try {
      var socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("graphql-transport-ws")
              .header("Authorization", "Bearer " + secret)
              .buildAsync(URI.create("ws://" + address.getAuthority() + "/graphql"), into(messages))
              .get(REFUSED_WITHIN_SECONDS, TimeUnit.SECONDS);
      try {
        socket.sendText("{\"type\":\"connection_init\"}", true).get(10, TimeUnit.SECONDS);
        assertThat(messages.poll(REFUSED_WITHIN_SECONDS, TimeUnit.SECONDS))
            .contains("connection_ack");
        var message = Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", query));
        socket.sendText(JSON.writeValueAsString(message), true).get(10, TimeUnit.SECONDS);
        var first =
            isWanted
                ? messages.poll(LET_IN_AFTER_MILLIS, TimeUnit.MILLISECONDS)
                : messages.poll(REFUSED_WITHIN_SECONDS, TimeUnit.SECONDS);
        return first == null ? "" : first;
      } finally {
        socket.abort();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (Exception e) { // of any of the steps
      throw new AssertionError("the subscription did not come about", e);
    }
  }

  private static WebSocket.Listener into(LinkedBlockingQueue<String> messages) {
    return new WebSocket.Listener() {

      private final StringBuilder whole = new StringBuilder();

      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        whole.append(data);
        if (last) {
          messages.add(whole.toString());
          whole.setLength(0);
        }
        return WebSocket.Listener.super.onText(socket, data, last);
      }
    };
  }
}
