// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.body.PackedBody;
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
import dev.reprise.traffic.pair.Timing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTest {

  private static final String SECRET_JSON = "{\"user\": \"ann\", \"password\": \"s3cret\"}";
  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "PROXY-AUTHORIZATION",
        "cookie",
        "Set-Cookie",
        "X-Api-Key",
        "X-Auth-Token",
        "x-client-secret"
      })
  void credentialHeadersAreHidden(String name) {
    var shown = Display.HIDING.headers(Headers.of("Accept", "*/*", name, "s3cret", name, "t"));

    assertThat(shown).isEqualTo(Headers.of("Accept", "*/*", name, "•••", name, "•••"));
  }

  @Test
  void whoMaySeesEverything() {
    var headers = Headers.of("Authorization", "Bearer x");
    var body = body("{\"password\":\"x\"}");

    assertThat(Display.REVEALING.headers(headers)).isEqualTo(headers);
    assertThat(Display.REVEALING.target("/a?token=1")).isEqualTo("/a?token=1");
    assertThat(Display.REVEALING.body(JSON, body))
        .contains(new Display.ShownBody("{\"password\":\"x\"}", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"password\": \"x\", \"user\": \"y\"} ~ {\"password\": \"•••\", \"user\": \"y\"}",
        "{\"accessToken\":\"x\\\"y\",\"n\":1} ~ {\"accessToken\":\"•••\",\"n\":1}",
        "{\"max_tokens\": 100} ~ {\"max_tokens\": 100}",
        "{\"tokens\": [\"a\", {\"b\": \"c\"}], \"d\": \"e\"} ~ {\"tokens\": [\"•••\", {\"b\": \"•••\"}], \"d\": \"e\"}",
        "{\"a\": \"password\", \"b\": [\"token\"]} ~ {\"a\": \"password\", \"b\": [\"token\"]}",
        "{\"secret\" : \"cut off he ~ {\"secret\" : \"•••\"",
        "{\"secret\": ~ {\"secret\":",
        "not json ~ not json",
        "\"token ~ \"token",
        "{\"client_secret\":\"x\"} {\"api-key\":\"y\"} ~ {\"client_secret\":\"•••\"} {\"api-key\":\"•••\"}",
      })
  void credentialFieldsAreHiddenAndAllElseStays(String json, String expected) {
    assertThat(Display.HIDING.body(JSON, body(json)).orElseThrow().text()).isEqualTo(expected);
  }

  @Test
  void parametersOfFormsAndTargetsAreHidden() {
    var form = Headers.of("Content-Type", "application/x-www-form-urlencoded");

    var shown = Display.HIDING.body(form, body("grant_type=password&password=x&client_secret=y"));

    assertThat(shown.orElseThrow().text())
        .isEqualTo("grant_type=password&password=•••&client_secret=•••");
    assertThat(Display.HIDING.target("/cb?code=1&access_token=x#y"))
        .isEqualTo("/cb?code=1&access_token=•••");
    assertThat(Display.HIDING.target("/token")).isEqualTo("/token");
  }

  @Test
  void whatIsNotTextIsNotShownAsText() {
    assertThat(Display.HIDING.body(Headers.of("Content-Type", "image/png"), body("x"))).isEmpty();
    assertThat(Display.HIDING.body(Headers.of("Content-Encoding", "br"), body("x"))).isEmpty();
    assertThat(Display.HIDING.body(Headers.EMPTY, body("\u0001\u0002"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip", "deflate", "zstd", "br"})
  void aPairForViewersShowsTheSameAndHoldsNoMore(String coding) {
    var headers =
        Headers.of(
            "Content-Type", "application/json", "Content-Encoding", coding, "X-Token", "s3cret");
    var packed = PackedBody.of(headers, Bytes.of(SECRET_JSON, StandardCharsets.UTF_8));
    var pair = pair(headers, Body.whole(packed.orElse(Bytes.of("?", StandardCharsets.UTF_8))));

    var hidden = Display.HIDING.pair(pair);

    assertThat(shown(Display.HIDING, hidden)).isEqualTo(shown(Display.HIDING, pair));
    assertThat(shown(Display.REVEALING, hidden)).isEqualTo(shown(Display.HIDING, pair));
    assertThat(hidden.request().target()).isEqualTo("/a?token=•••");
    assertThat(hidden.request().headers()).isEqualTo(Display.HIDING.headers(headers));
    assertThat(hidden.answer()).isNull();
    assertThat(Display.HIDING.pair(hidden)).isEqualTo(hidden);
    assertThat(Display.REVEALING.pair(pair)).isSameAs(pair);
  }

  @Test
  void bodiesWithoutCredentialsStayAndThoseThatAreNoTextAreLeftOutForViewers() {
    var plain = body("{\"user\":\"ann\"}");
    var image = Headers.of("Content-Type", "image/png");

    assertThat(Display.HIDING.pair(pair(JSON, plain)).request().body()).isSameAs(plain);
    assertThat(Display.HIDING.pair(pair(image, plain)).request().body())
        .isEqualTo(new Body(Bytes.EMPTY, plain.wireBytes(), plain.sha256()));
  }

  @Test
  void aCutBodyStaysCutForViewers() {
    var start = Bytes.of(SECRET_JSON, StandardCharsets.UTF_8);
    var cut = new Body(start, 1_000, Bytes.EMPTY);

    var hidden = Display.HIDING.pair(pair(JSON, cut)).request().body();

    assertThat(hidden.isTruncated()).isTrue();
    assertThat(hidden.wireBytes()).isEqualTo(1_000);
    assertThat(Display.REVEALING.body(JSON, hidden)).isEqualTo(Display.HIDING.body(JSON, cut));
  }

  private static Optional<Display.ShownBody> shown(Display display, RRPair pair) {
    return display.body(pair.request().headers(), pair.request().body());
  }

  private static RRPair pair(Headers headers, Body body) {
    return new RRPair(
        new PairId("c", 1),
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", 0, "a", "b", null),
        new Request(
            "POST",
            "http",
            "shop.test",
            "/a?token=s3cret",
            "HTTP/1.1",
            headers,
            body,
            Headers.EMPTY),
        null,
        new Timing(1, 2, 0, 0),
        RRPair.Notes.NONE,
        Facts.NONE);
  }

  private static Body body(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }
}
