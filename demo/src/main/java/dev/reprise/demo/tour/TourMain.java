// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.demo.process.Launcher;
import dev.reprise.demo.process.Options;
import dev.reprise.demo.process.Settings;
import dev.reprise.demo.process.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the guided tour; exits with 0 only if every claim holds. */
public final class TourMain {

  private static final int CLAIM_FAILED = 1;

  private static final Options OPTIONS =
      Options.of(
              TourMain.class,
              "The guided tour: records the shop, checks, cuts a snapshot, replays, finds regressions.")
          .option("cli", "REPRISE_CLI", "", "the jar of the command line")
          .option("requests", "", "500", "how many requests to record at least")
          .option(
              "rate", "", "100", "the most requests in a second while recording; 0 for no bound")
          .option("replays", "", "1", "how often to replay the unchanged shop, one after the other")
          .option("regressions", "", "true", "false leaves out the shop with seeded regressions")
          .option("home", "REPRISE_HOME", "", "data of the local stack (default: ~/.reprise)")
          .option("json", "", "false", "true prints the figures as JSON")
          .option("down", "", "false", "true stops the stack at the end");

  private TourMain() {}

  /** Runs the tour. */
  public static void main(String[] arguments) {
    Launcher.run(OPTIONS, arguments, TourMain::tour);
  }

  private static int tour(Settings settings) throws IOException, InterruptedException {
    Path jar =
        settings
            .path("cli")
            .orElseThrow(() -> new UsageException("--cli must name the command line's jar."));
    Path home =
        settings.path("home").orElseGet(() -> Path.of(System.getProperty("user.home"), ".reprise"));
    Files.createDirectories(home);
    Path folder = Files.createDirectories(home.resolve("demo").resolve(stamp()));
    var tool = new CommandLineTool(jar);
    long started = System.nanoTime();
    var checks = new Checks();
    var run =
        new Tour(
            tool,
            checks,
            folder,
            new Tour.Extent(
                (int) settings.number("requests", 1, 1_000_000),
                (int) settings.number("rate", 0, 100_000),
                (int) settings.number("replays", 1, 1_000),
                Boolean.parseBoolean(settings.text("regressions"))));
    var figures = run.take(Warehouse.of(home));
    figures.put("seconds", Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0);
    conclude(settings, checks, figures, folder);
    if (Boolean.parseBoolean(settings.text("down"))) {
      tool.run(List.of("down"), Map.of());
    }
    return checks.allHold() ? 0 : CLAIM_FAILED;
  }

  @SuppressWarnings("SystemOut") // The figures are what the tour is for.
  private static void conclude(
      Settings settings, Checks checks, Map<String, Object> figures, Path folder)
      throws JsonProcessingException {
    if (Boolean.parseBoolean(settings.text("json"))) {
      var all = new LinkedHashMap<String, Object>();
      all.put("holds", checks.allHold());
      all.put("figures", figures);
      all.put("checks", checks.rows());
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
      return;
    }
    System.out.println();
    System.out.print(checks.table());
    System.out.printf(
        """

        %s after %s s.

        Where to look next
          every pair that was recorded        ./reprise traffic list --filter 'service = "shop"'
          who asked whom for what             ./reprise services --endpoints
          what can be replayed, and how       ./reprise snapshot show %s
          the report with the regressions     %s
          ask the warehouse by GraphQL        %s
          stop the local stack                ./reprise down
        """,
        checks.allHold() ? "Every claim holds," : "NOT every claim holds,",
        figures.get("seconds"),
        figures.get("snapshot"),
        folder.resolve("regressions.html"),
        figures.get("graphqlUi"));
  }

  private static String stamp() {
    return Long.toString(Clock.systemUTC().millis(), Character.MAX_RADIX);
  }
}
