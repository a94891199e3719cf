// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.body.BodyText;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  @Test
  void withoutRulesItHandsBackTheVeryPair() {
    var pair = pair("/", JSON, text("{}"), JSON, text("{\"password\":\"hunter2\"}"));

    assertThat(new Redactor(RulesFile.defaults().redact(), "key").redact(pair)).isSameAs(pair);
  }

  @Test
  void keepsTheSchemeOfACredentialAndNotesWhatItTookOut() {
    var pair = pair("/", Headers.of("Authorization", "Bearer s3cret"), Body.EMPTY, JSON, text(""));

    var redacted = redactor("token", "*.header.authorization").redact(pair);

    assertThat(redacted.request().headers().first("authorization").orElseThrow())
        .startsWith("Bearer tok_")
        .doesNotContain("s3cret");
    assertThat(redacted.notes().redactions())
        .containsExactly(new Redaction("request.header.authorization", "rule-0"));
  }

  @Test
  void aTokenIsTheSameWhereverTheValueIsTheSame() {
    var pair =
        pair(
            "/?sid=abc",
            Headers.of("Cookie", "theme=dark; sid=abc"),
            Body.EMPTY,
            Headers.of("Set-Cookie", "sid=abc; Path=/; HttpOnly"),
            Body.EMPTY);

    var redacted =
        redactor("token", "*.cookie.sid", "request.query.sid", "*.header.x-never").redact(pair);

    var cookie = redacted.request().headers().first("cookie").orElseThrow();
    var token = cookie.substring("theme=dark; sid=".length());
    assertThat(cookie).startsWith("theme=dark; sid=tok_");
    assertThat(redacted.request().target()).isEqualTo("/?sid=" + token);
    assertThat(redacted.response().orElseThrow().headers().first("set-cookie"))
        .contains("sid=" + token + "; Path=/; HttpOnly");
  }

  @Test
  void anotherKeyMakesOtherTokens() {
    var pair = pair("/?t=abc", Headers.EMPTY, Body.EMPTY, Headers.EMPTY, Body.EMPTY);
    var rules = rules("token", "request.query.t");

    assertThat(new Redactor(rules, "one").redact(pair).request().target())
        .isNotEqualTo(new Redactor(rules, "two").redact(pair).request().target());
  }

  @Test
  void replacesValuesInJsonAndLeavesEveryOtherByteAlone() {
    var body = "{ \"a\" : [1, {\"card\": {\"n\" : \"4111\"}}], \"pin\":1234 ,\"x\":\"4111\"}";
    var pair = pair("/", JSON, text(body), JSON, Body.EMPTY);

    var redacted = redactor("remove", "request.body.$..card", "*.body.$.pin").redact(pair);

    assertThat(redacted.request().body().kept().text(StandardCharsets.UTF_8))
        .isEqualTo("{ \"a\" : [1, {\"card\": \"[redacted]\"}], \"pin\":0 ,\"x\":\"4111\"}");
    assertThat(redacted.notes().redactions())
        .containsExactly(
            new Redaction("request.body.$.a[1].card", "rule-0"),
            new Redaction("request.body.$.pin", "rule-1"));
  }

  @Test
  void aNumberStaysANumberOfAsManyDigits() {
    var pair = pair("/", JSON, text("{\"pin\":1234}"), JSON, Body.EMPTY);

    var redacted = redactor("token", "request.body.$.pin").redact(pair);

    assertThat(redacted.request().body().kept().text(StandardCharsets.UTF_8))
        .matches("\\{\"pin\":[1-9][0-9]{3}}")
        .doesNotContain("1234");
  }

  @Test
  void redactsInsideGzipAndPacksItAgain() throws IOException {
    var headers = Headers.of("Content-Type", "application/json", "Content-Encoding", "gzip");
    var pair =
        pair("/", JSON, Body.EMPTY, headers, gzip("{\"token\":\"s3cret\",\"user\":\"zoe\"}"));

    var redacted = redactor("remove", "response.body.$..token").redact(pair);

    assertThat(BodyText.of(headers, redacted.response().orElseThrow().body()))
        .isEqualTo("{\"token\":\"[redacted]\",\"user\":\"zoe\"}");
  }

  @Test
  void redactsATruncatedBodyUpToWhereItEnds() {
    var whole = "{\"password\":\"hunter2\",\"more\":\"xxxxxxxx\"}";
    var cut = new Body(Bytes.of(whole, StandardCharsets.UTF_8).prefix(16), 38, Bytes.EMPTY);
    var pair = pair("/", JSON, cut, JSON, Body.EMPTY);

    var redacted = redactor("remove", "request.body.$..password").redact(pair);

    assertThat(redacted.request().body().kept().text(StandardCharsets.UTF_8))
        .isEqualTo("{\"password\":\"[redacted]\"");
    assertThat(redacted.request().body().isTruncated()).isTrue();
  }

  @Test
  void whatCannotBeReadAsJsonIsCutOff() {
    var pair = pair("/", JSON, text("{\"a\":1, nonsense \"password\":\"x\"}"), JSON, Body.EMPTY);

    var redacted = redactor("remove", "request.body.$..password").redact(pair);

    assertThat(redacted.request().body().kept().text(StandardCharsets.UTF_8))
        .doesNotContain("password");
  }

  @Test
  void aBodyThatCannotBeLookedIntoIsRemovedWhole() {
    var headers = Headers.of("Content-Type", "application/json", "Content-Encoding", "br");
    var pair = pair("/", JSON, Body.EMPTY, headers, text("compressed"));

    var redacted = redactor("remove", "response.body.$..password").redact(pair);

    assertThat(redacted.response().orElseThrow().body().kept().isEmpty()).isTrue();
    assertThat(redacted.response().orElseThrow().body().wireBytes()).isEqualTo(10);
    assertThat(redacted.notes().marks()).contains(Mark.RESPONSE_TRUNCATED);
  }

  /** It may be JSON, as one that is not compressed may. */
  @Test
  void aBodyThatSaysNothingOfItselfAndCannotBeLookedIntoIsRemovedToo() {
    var headers = Headers.of("Content-Encoding", "br");
    var pair = pair("/", JSON, Body.EMPTY, headers, text("compressed"));

    var redacted = redactor("remove", "response.body.$..password").redact(pair);

    assertThat(redacted.response().orElseThrow().body().kept().isEmpty()).isTrue();
    assertThat(redactor("remove", "response.header.x").redact(pair)).isSameAs(pair);
  }

  @Test
  void redactsFormsByName() {
    var headers = Headers.of("Content-Type", "application/x-www-form-urlencoded");
    var pair = pair("/", headers, text("user=zoe&pass%77ord=a%20b&x"), JSON, Body.EMPTY);

    var redacted = redactor("remove", "request.body.form.password").redact(pair);

    assertThat(redacted.request().body().kept().text(StandardCharsets.UTF_8))
        .isEqualTo("user=zoe&pass%77ord=%5Bredacted%5D&x");
  }

  private static Redactor redactor(String action, String... places) {
    return new Redactor(rules(action, places), "key");
  }

  private static List<RedactionRule> rules(String action, String... places) {
    var yaml = new StringBuilder("redact:\n");
    for (int i = 0; i < places.length; i++) {
      yaml.append("  - {name: rule-%d, place: '%s', action: %s}\n".formatted(i, places[i], action));
    }
    return RulesFile.parse("test", yaml.toString()).redact();
  }

  private static Body text(String text) {
    return Body.whole(Bytes.of(text, StandardCharsets.UTF_8));
  }

  private static Body gzip(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return Body.whole(Bytes.own(out.toByteArray()));
  }

  private static RRPair pair(String target, Headers asked, Body sent, Headers said, Body answered) {
    return new RRPair(
        new PairId("c", 1),
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", 0, "a", "b", null),
        new Request("POST", "http", "shop.test", target, "HTTP/1.1", asked, sent, Headers.EMPTY),
        new Response(200, "OK", "HTTP/1.1", said, answered, Headers.EMPTY),
        new Timing(1, 2, 3, 4),
        RRPair.Notes.NONE,
        Facts.NONE);
  }
}
