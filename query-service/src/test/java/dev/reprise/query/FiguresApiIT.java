// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoredShop.class)
@SuppressWarnings("NullAway") // fields are injected
class FiguresApiIT {

  @TestHTTPResource("/")
  URI address;

  private GraphQl graphql;

  @BeforeEach
  void connect() {
    graphql = new GraphQl(address);
  }

  @Test
  void aSeriesHasAmountsAndPacesByStep() {
    var series =
        data("""
        { series(filter: "sequence <= 30", from: "2026-11-23T10:00:00Z", to: "2026-11-23T10:01:00Z", steps: 6) {
            from to stepMillis amounts { start inbound outbound statuses { success serverError unanswered } }
            paces { start latency { p50 p99 } } } }\
        """)
            .get("series");

    assertThat(series.get("stepMillis").asLong()).isEqualTo(10_000);
    assertThat(series.get("from").asText()).isEqualTo("2026-11-23T10:00:00Z");
    var first = series.at("/amounts/0");
    assertThat(first.get("start").asText()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(first.get("inbound").asInt()).isEqualTo(9);
    assertThat(first.at("/statuses/serverError").asInt()).isEqualTo(1);
    assertThat(series.get("amounts")).hasSize(4);
    assertThat(series.at("/amounts/3/statuses/unanswered").asInt()).isEqualTo(1);
    assertThat(series.at("/paces/0/latency/p50").asDouble()).isBetween(4.0, 6.0);
  }

  @Test
  void aSeriesOfNothingIsNull() {
    assertThat(data("{ series(filter: \"service = nobody\") { from } }").get("series").isNull())
        .isTrue();
  }

  @Test
  void facetsComeInTheOrderOfTheirFieldsWithCounts() {
    var facets =
        data("{ facets(fields: [STATUS, DIRECTION], filter: \"sequence <= 30\") { field distinct"
                + " counts { value pairs } } }")
            .get("facets");

    assertThat(facets.findValuesAsText("field")).containsExactly("STATUS", "DIRECTION");
    assertThat(facets.at("/1/counts/0/value").asText()).isEqualTo("IN");
    assertThat(facets.at("/1/counts/0/pairs").asInt()).isEqualTo(20);
    assertThat(facets.at("/0/distinct").asInt()).isEqualTo(3);
    assertThat(facets.at("/0/counts/2/value").asText()).isEqualTo("0");
  }

  @Test
  void aPairHasAFamily() {
    var family =
        data(
            "{ family(id: \"shop-1/21\") { complete cause { exact candidates pair { id } } calls { exact } } }");

    // The shop's twentieth request takes 20 ms and begins a second earlier.
    assertThat(family.at("/family/cause").isNull()).isTrue();
    assertThat(family.at("/family/complete").asBoolean()).isTrue();
  }

  @Test
  void aSessionSaysWhatItMayDo() {
    var query = "{ session { role local version } }";

    assertThat(graphql.ask(StoredShop.VIEWER, query).at("/data/session/role").asText())
        .isEqualTo("VIEWER");
    assertThat(graphql.ask(StoredShop.ADMIN, query).at("/data/session/role").asText())
        .isEqualTo("ADMIN");
    assertThat(graphql.ask(StoredShop.ADMIN, query).at("/data/session/local").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{ series(steps: 0) { from } } ~ NUMBER_OUT_OF_RANGE ~ 1 to 1000",
        "{ facets(fields: [STATUS], values: 201) { distinct } } ~ NUMBER_OUT_OF_RANGE ~ 1 to 200",
        "{ family(id: \"nobody/1\") { complete } } ~ PAIR_UNKNOWN ~ no pair nobody/1",
      })
  void mistakesAreTold(String query, String reason, String message) {
    var error = graphql.ask(StoredShop.VIEWER, query).at("/errors/0");

    assertThat(error.at("/extensions/reason").asText()).isEqualTo(reason);
    assertThat(error.get("message").asText()).contains(message);
  }

  private JsonNode data(String query) {
    var answer = graphql.ask(StoredShop.VIEWER, query);
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    return answer.get("data");
  }
}
