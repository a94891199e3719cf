// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job, as {@code ./reprise demo} shows it to a newcomer, and the web page before and
 * after it. A stack costs half a minute to start, so all of it happens on one, in order.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecordThenReplayIT {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Stack stack;

  @BeforeAll
  static void startTheStack() {
    stack = new Stack(folder.resolve("home"));
    stack.up();
  }

  @AfterAll
  static void stopTheStack() {
    stack.down();
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> theEmptyPageSaysWhatToDoFirst() throws IOException {
    return Page.tests(stack, "empty", List.of("empty.test.ts"), Map.of());
  }

  @Test
  @Order(2)
  void theTourHoldsEveryClaim() throws IOException {
    Path printed = folder.resolve("tour.json");
    var command = new ArrayList<>(Processes.java("-Xmx256m"));
    command.addAll(
        List.of(
            "-cp",
            Checkout.demoClassPath(),
            "dev.reprise.demo.tour.TourMain",
            "--cli",
            Checkout.commandLine().toString(),
            "--home",
            folder.resolve("home").toString(),
            "--requests",
            "500",
            "--json",
            "true"));

    int status = Processes.print(command, stack.environment(), printed);

    JsonNode tour = new ObjectMapper().readTree(Files.readString(printed));
    assertThat(status).as("exit status; the checks: %s", tour).isZero();
    assertThat(tour.path("checks"))
        .hasSizeGreaterThan(10)
        .allSatisfy(check -> assertThat(check.path("holds").asBoolean()).as("%s", check).isTrue());
  }

  @TestFactory
  @Order(3)
  Stream<DynamicTest> thePageShowsWhatTheTourDid() throws IOException {
    try (var strangers = new RecordingProxy("strangers", stack, folder.resolve("strangers"))) {
      return Page.tests(
          stack,
          "demo",
          List.of(
              "demo.test.ts",
              "map.test.ts",
              "replay.test.ts",
              "hostile.test.ts",
              "strangers.test.ts",
              "traffic.test.ts",
              "keyboard.test.ts",
              "away.test.ts"),
          Map.of(
              "REPRISE_JAVA",
              Processes.java().getFirst(),
              "REPRISE_DEMO",
              Checkout.demoClassPath(),
              "REPRISE_STRANGERS_APP",
              Integer.toString(strangers.appPort()),
              "REPRISE_STRANGERS_PROXY",
              Integer.toString(strangers.inboundPort())));
    }
  }
}
