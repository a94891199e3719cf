// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTest {

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

  private static Body body(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }
}
