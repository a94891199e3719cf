// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.filter.FilterEvaluator;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/redaction.md} does what the page says. */
class RedactionGuideTest {

  private static final Path GUIDE = Path.of("..", "..", "docs", "redaction.md");

  @Test
  void theExampleTakesOutWhatThePageSays() throws IOException {
    var redacted = new Redactor(example().redact(), "key").redact(pair(Direction.IN, "/login"));

    var asked = redacted.request().headers();
    assertThat(asked.first("Authorization").orElseThrow()).matches("Bearer tok_[A-Za-z0-9_-]+");
    assertThat(asked.first("Cookie").orElseThrow()).matches("sid=tok_[A-Za-z0-9_-]+");
    assertThat(redacted.request().body().kept().text(UTF_8))
        .isEqualTo("{\"user\":{\"name\":\"ann\",\"password\":\"[redacted]\"}}");
    assertThat(redacted.response().orElseThrow().headers().first("Set-Cookie").orElseThrow())
        .matches("sid=tok_[A-Za-z0-9_-]+; Path=/");
    assertThat(redacted.notes().redactions())
        .extracting(Redaction::rule)
        .contains("bearer-tokens", "session-cookies", "passwords");
  }

  @Test
  void theExampleDropsProbesOnly() throws IOException {
    var drops =
        example().drop().stream()
            .map(rule -> FilterEvaluator.of(rule.filter(), Instant.EPOCH))
            .toList();

    assertThat(drops)
        .singleElement()
        .satisfies(drop -> {
          assertThat(drop.test(pair(Direction.IN, "/healthz"))).isTrue();
          assertThat(drop.test(pair(Direction.OUT, "/healthz"))).isFalse();
          assertThat(drop.test(pair(Direction.IN, "/healthy"))).isFalse();
        });
  }

  private static RulesFile example() throws IOException {
    String page = Files.readString(GUIDE);
    String begin = "```yaml\n";
    int from = page.indexOf(begin) + begin.length();
    assertThat(from).as("the page has an example").isGreaterThan(begin.length());
    return RulesFile.parse(GUIDE.toString(), page.substring(from, page.indexOf("```", from)));
  }

  private static RRPair pair(Direction direction, String target) {
    return new RRPair(
        new PairId("c", 1),
        Origin.of("shop"),
        direction,
        new Connection("1", 0, "a", "b", null),
        new Request(
            "POST",
            "http",
            "shop.test",
            target,
            "HTTP/1.1",
            Headers.of(
                "Authorization", "Bearer s3cret",
                "Cookie", "sid=s3cret",
                "Content-Type", "application/json"),
            Body.whole(Bytes.of("{\"user\":{\"name\":\"ann\",\"password\":\"s3cret\"}}", UTF_8)),
            Headers.EMPTY),
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.of("Set-Cookie", "sid=s3cret; Path=/"),
            Body.EMPTY,
            Headers.EMPTY),
        new Timing(1, 2, 3, 4),
        RRPair.Notes.NONE,
        Facts.NONE);
  }
}
