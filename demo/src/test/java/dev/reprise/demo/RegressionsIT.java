// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.DemoSystem.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each regression that can be built in shows at its one endpoint, and nowhere else. */
@Timeout(300)
class RegressionsIT {

  private static final long HALF_A_SECOND = Duration.ofMillis(500).toNanos();

  @TempDir static Path directory;

  private static DemoSystem system;
  private static Map<String, Walk.Seen> unchanged;

  @BeforeAll
  static void start() throws Exception {
    system = DemoSystem.start(directory);
    try (var shop = system.shop("unchanged", "")) {
      unchanged = Walk.through(shop.uri());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @Test
  void noneShowsNothing() throws Exception {
    assertThat(differences(walk(""))).isEmpty();
  }

  @Test
  void priceShowsAtOneProductAndNotInCartsAndCharges() throws Exception {
    var seen = walk("price");

    assertThat(differences(seen)).containsExactly("GET /catalogue/SKU-1001");
    var price = "priceCents";
    var before = Objects.requireNonNull(unchanged.get("GET /catalogue/SKU-1001")).body();
    var after = Objects.requireNonNull(seen.get("GET /catalogue/SKU-1001")).body();
    assertThat(after.path(price).intValue()).isEqualTo(before.path(price).intValue() + 100);
  }

  @Test
  void droppedFieldShowsAtOneOrder() throws Exception {
    var seen = walk("dropped-field");

    assertThat(differences(seen)).containsExactly("GET /orders/{id}");
    assertThat(Objects.requireNonNull(seen.get("GET /orders/{id}")).body().has("currency"))
        .isFalse();
    assertThat(Objects.requireNonNull(unchanged.get("GET /orders/{id}")).body().has("currency"))
        .isTrue();
  }

  @Test
  void slowShowsInTheTimeOfOneCart() throws Exception {
    var seen = walk("slow");

    assertThat(differences(seen)).isEmpty();
    assertThat(Objects.requireNonNull(seen.get("GET /cart/{id}")).fastestNanos())
        .isGreaterThan(HALF_A_SECOND);
    assertThat(Objects.requireNonNull(seen.get("GET /orders/{id}")).fastestNanos())
        .isLessThan(HALF_A_SECOND);
  }

  @Test
  void allCanBeThereTogether() throws Exception {
    assertThat(differences(walk("price,dropped-field,slow")))
        .containsExactlyInAnyOrder("GET /catalogue/SKU-1001", "GET /orders/{id}");
  }

  private static Map<String, Walk.Seen> walk(String regressions) throws Exception {
    try (Shop shop = system.shop("walk", regressions)) {
      return Walk.through(shop.uri());
    }
  }

  private static Set<String> differences(Map<String, Walk.Seen> seen) {
    assertThat(seen).containsOnlyKeys(unchanged.keySet());
    return seen.entrySet().stream()
        .filter(it ->
            !Objects.requireNonNull(unchanged.get(it.getKey())).body().equals(it.getValue().body()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
