// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, as {@code ./reprise demo} shows it to a newcomer. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RecordThenReplayIT {

  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-Xmx256m");

  @Test
  void theTourHoldsEveryClaim(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(JAVA);
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
            "true",
            "--down",
            "true"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("REPRISE_ROOT", Checkout.root().toString());
    builder.environment().put("REPRISE_HOME", folder.resolve("home").toString());
    var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();

    JsonNode tour = new ObjectMapper().readTree(process.getInputStream());

    assertThat(process.waitFor()).as("exit status; the checks: %s", tour).isZero();
    assertThat(tour.path("checks"))
        .hasSizeGreaterThan(10)
        .allSatisfy(check -> assertThat(check.path("holds").asBoolean()).as("%s", check).isTrue());
  }
}
