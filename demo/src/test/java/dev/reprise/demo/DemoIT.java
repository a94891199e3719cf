// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.DemoProcess.Outcome;
import dev.reprise.demo.DemoSystem.Shop;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real processes without a proxy: what the driver and the shop write down, and that runs
 * differ.
 */
@Timeout(300)
class DemoIT {

  @TempDir static Path directory;

  private static DemoSystem system;

  @BeforeAll
  static void start() throws Exception {
    system = DemoSystem.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @Test
  void writesEveryRequestDownWhileAllAnswersAreAsExpected() throws Exception {
    try (var shop = system.shop("once", "")) {
      Outcome driver = shop.drive("--requests", "500");

      assertThat(driver.exitCode()).as(driver.toString()).isZero();
      List<JsonNode> inbound = DemoSystem.entries(shop.driverLedger());
      List<JsonNode> outbound = DemoSystem.entries(shop.ledger());
      assertThat(inbound).hasSizeBetween(500, 520);
      assertThat(texts(inbound, "status"))
          .contains("200", "201", "204", "304", "400", "401", "402", "404", "409");
      assertThat(texts(outbound, "status"))
          .containsOnly("200", "201", "204", "402", "409")
          .hasSizeGreaterThan(100);
      assertThat(inbound).anyMatch(entry -> entry.path("responseBytes").intValue() > 1_900_000);
      assertComplete(inbound, "INBOUND");
      assertComplete(outbound, "OUTBOUND");
    }
  }

  @Test
  void makesTokensAndIdsAnewInEachRunAndNothingElse() throws Exception {
    try (var first = system.shop("first", "");
        var second = system.shop("second", "")) {
      first.drive("--requests", "300");
      second.drive("--requests", "300");

      List<JsonNode> before = DemoSystem.entries(first.driverLedger());
      List<JsonNode> after = DemoSystem.entries(second.driverLedger());
      assertThat(shapes(after)).isEqualTo(shapes(before));
      assertThat(shapes(DemoSystem.entries(second.ledger())))
          .isEqualTo(shapes(DemoSystem.entries(first.ledger())));
      for (String fresh : List.of("POST /login 200", "POST /cart 201", "POST /checkout 201")) {
        assertThat(hashes(after, fresh))
            .isNotEmpty()
            .doesNotContainAnyElementsOf(hashes(before, fresh));
      }
      for (String same :
          List.of("GET /catalogue 200", "GET /catalogue/export 200", "POST /login 401")) {
        assertThat(hashes(after, same)).isNotEmpty().isEqualTo(hashes(before, same));
      }
    }
  }

  @Test
  void takesManySessionsAtATime() throws Exception {
    try (var shop = system.shop("many", "")) {
      Outcome driver = shop.drive("--requests", "600", "--concurrency", "8", "--seed", "5");

      assertThat(driver.exitCode()).as(driver.toString()).isZero();
      assertComplete(DemoSystem.entries(shop.driverLedger()), "INBOUND");
    }
  }

  @Test
  void keepsToTheRateAndThinksInBetween() throws Exception {
    try (var shop = system.shop("rate", "")) {
      shop.drive("--requests", "40", "--rate", "100", "--think", "1", "--trace", "none");

      List<Long> starts =
          DemoSystem.entries(shop.driverLedger()).stream()
              .map(entry -> entry.path("startNanos").longValue())
              .toList();
      assertThat(starts.getLast() - starts.getFirst())
          .isGreaterThan((starts.size() - 2) * 10_000_000L);
    }
  }

  @Test
  void endsWithOneWhenTheShopDoesNotAnswerAsItShould() throws Exception {
    Shop gone = system.shop("gone", "");
    gone.close();

    Outcome driver = gone.drive("--requests", "1");

    assertThat(driver.exitCode()).isEqualTo(1);
    assertThat(driver.errors()).contains("session 0-purchase: a request got no usable answer");
  }

  private static void assertComplete(List<JsonNode> entries, String direction) {
    assertThat(entries.stream().map(entry -> entry.path("sequence").longValue()))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, entries.size()).boxed().toList());
    assertThat(entries)
        .allSatisfy(entry -> {
          assertThat(entry.path("direction").textValue()).isEqualTo(direction);
          assertThat(entry.path("requestSha256").textValue()).hasSize(64);
          assertThat(entry.path("responseSha256").textValue()).hasSize(64);
          assertThat(entry.path("durationNanos").longValue()).isPositive();
          assertThat(entry.has("error")).isFalse();
        });
  }

  private static List<String> texts(List<JsonNode> entries, String field) {
    return entries.stream().map(entry -> entry.path(field).asText()).toList();
  }

  private static List<String> hashes(List<JsonNode> entries, String shape) {
    return entries.stream()
        .filter(entry -> shape(entry).equals(shape))
        .map(entry -> entry.path("responseSha256").textValue())
        .toList();
  }

  private static List<String> shapes(List<JsonNode> entries) {
    return entries.stream().map(DemoIT::shape).toList();
  }

  /** What was asked and how it was answered, without the ids that are new in each run. */
  private static String shape(JsonNode entry) {
    String target =
        entry.path("target").textValue().replaceAll("(rsv-)?[0-9a-f-]{36}|ch_\\w+", "*");
    return entry.path("method").textValue() + " " + target + " " + entry.path("status").intValue();
  }
}
