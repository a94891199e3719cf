// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** The stops of the tour, in order. */
final class Tour {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 100_000_000L;

  /** What the three seeded regressions look like in a report: cause and endpoint. */
  private static final List<String> SEEDED =
      List.of(
          "changed GET /catalogue/{id} body.$.priceCents",
          "missing GET /orders/{id} body.$.currency",
          "slow GET /cart/{id}");

  private final CommandLineTool tool;
  private final Checks checks;
  private final Path folder;
  private final Extent extent;

  /**
   * How much is done.
   *
   * @param requests to record
   * @param ratePerSecond the most of them in a second; 0 for no bound
   * @param replays of the unchanged shop, one after the other
   * @param withRegressions whether the changed shop is replayed too
   */
  record Extent(int requests, int ratePerSecond, int replays, boolean withRegressions) {}

  Tour(CommandLineTool tool, Checks checks, Path folder, Extent extent) {
    this.tool = tool;
    this.checks = checks;
    this.folder = folder;
    this.extent = extent;
  }

  /** Takes every stop; gives figures to print. */
  Map<String, Object> take(Warehouse.Opening opening) throws IOException, InterruptedException {
    say("Starting the local stack");
    mustSucceed("up");
    var warehouse = opening.open();
    var figures = new LinkedHashMap<String, Object>();
    Instant from = Instant.now();
    try (var neighbours = new Neighbours(folder)) {
      say("Starting the shop's neighbours: inventory and payment");
      neighbours.start();
      say("Recording " + extent.requests() + " requests and what the shop asks of others");
      record(neighbours);
      Instant to = Instant.now();
      compare(warehouse, from, to, figures);
      String snapshot = snapshot(from, to, figures);
      figures.put("snapshot", snapshot);
      say("Stopping inventory and payment");
      neighbours.takeAway();
      checks.expect(
          "inventory or payment still answers",
          false,
          Neighbours.isListening(neighbours.inventoryPort())
              || Neighbours.isListening(neighbours.paymentPort()));
      replayUnchanged(snapshot, neighbours, figures);
      if (extent.withRegressions()) {
        replayRegressions(snapshot, neighbours, figures);
      }
    }
    figures.put("graphqlUi", warehouse.uiAddress());
    return figures;
  }

  private void record(Neighbours neighbours) throws IOException, InterruptedException {
    int shopPort = Neighbours.freePort();
    Path ready = folder.resolve("record.json");
    var command =
        new ArrayList<>(
            List.of(
                "record",
                "--service",
                "shop",
                "--app-port",
                Integer.toString(shopPort),
                "--map",
                "inventory.shop.test=127.0.0.1:" + neighbours.inventoryPort(),
                "--map",
                "payment.shop.test=127.0.0.1:" + neighbours.paymentPort(),
                "--upstream-ca",
                neighbours.paymentCa().toString(),
                "--ready-file",
                ready.toString(),
                "--"));
    command.addAll(neighbours.shopCommand(shopPort));
    Path log = folder.resolve("record.log");
    var recording = tool.start(command, Map.of("SHOP_LEDGER", outboundLedger().toString()), log);
    try {
      int inboundPort = awaitReady(recording, ready, log);
      int status =
          neighbours.drive(inboundPort, extent.requests(), extent.ratePerSecond(), inboundLedger());
      checks.expect("the driver got every answer it expected", 0, status);
    } finally {
      Neighbours.end(recording);
    }
  }

  private int awaitReady(Process recording, Path ready, Path log) throws IOException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!Files.exists(ready)) {
      if (!recording.isAlive() || System.nanoTime() > deadline) {
        throw new TourException("the recording did not start; see " + log);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return JSON.readTree(ready.toFile()).path("inboundPort").asInt();
  }

  private void compare(Warehouse warehouse, Instant from, Instant to, Map<String, Object> figures)
      throws IOException, InterruptedException {
    say("Comparing the warehouse with what driver and shop say they sent and received");
    var wanted = Sighting.inLedgers(List.of(inboundLedger(), outboundLedger()));
    int total = wanted.values().stream().mapToInt(Integer::intValue).sum();
    var stored = warehouse.sightings(from, to, total);
    checks.expectAtLeast("requests recorded", extent.requests(), total);
    checks.expect("pairs in the warehouse", total, stored.total());
    checks.expect("pairs missing from the warehouse", 0, Warehouse.missing(wanted, stored.seen()));
    checks.expect("pairs in it that nobody sent", 0, Warehouse.missing(stored.seen(), wanted));
    checks.expect("pairs stored twice", 0, stored.total() - stored.distinctIds());
    figures.put("pairs", total);
  }

  private String snapshot(Instant from, Instant to, Map<String, Object> figures)
      throws IOException, InterruptedException {
    String name = "demo-" + folder.getFileName();
    say("Cutting snapshot " + name);
    var first = create(name, from, to);
    var second = create(name + "-again", from, to);
    checks.expect(
        "the same selection gives the same bytes (sha256)",
        first.path("digest").asText(),
        second.path("digest").asText());
    figures.put("inbound", first.path("inbound_pairs").asLong());
    figures.put("outbound", first.path("outbound_pairs").asLong());
    return name;
  }

  private JsonNode create(String name, Instant from, Instant to)
      throws IOException, InterruptedException {
    return tool.json(
        "snapshot",
        "create",
        name,
        "--filter",
        "service = \"shop\"",
        "--from",
        from.toString(),
        "--to",
        to.toString());
  }

  private void replayUnchanged(String snapshot, Neighbours neighbours, Map<String, Object> figures)
      throws IOException, InterruptedException {
    var replays = new ArrayList<Map<String, Object>>();
    for (int number = 1; number <= extent.replays(); number++) {
      String shop = extent.replays() == 1 ? "unchanged shop" : "unchanged shop, replay " + number;
      say("Replaying against the same shop, with the responder in place of its neighbours");
      long started = System.nanoTime();
      var outcome =
          replay(snapshot, neighbours, number == 1 ? "unchanged" : "unchanged-" + number, "");
      double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
      var report = outcome.report();
      checks.expect(shop + ": exit status", 0, outcome.status());
      checks.expect(
          shop + ": requests succeeded", "100.0 %", percent(report, "totals", "successPercent"));
      checks.expect(shop + ": mocks matched", "100.0 %", percent(report, "mocks", "matchPercent"));
      checks.expect(shop + ": differences", 0, report.path("causes").size());
      checks.expect(shop + ": slow endpoints", 0, report.path("slow").size());
      replays.add(replayFigures(report, seconds));
    }
    figures.put("unchangedReplays", replays);
    figures.put("unchangedRequests", replays.getFirst().get("requests"));
    figures.put("mockCalls", replays.getFirst().get("mockCalls"));
  }

  private static Map<String, Object> replayFigures(JsonNode report, double seconds) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("requests", report.path("totals").path("requests").asLong());
    figures.put("succeeded", report.path("totals").path("succeeded").asLong());
    figures.put("mockCalls", report.path("mocks").path("calls").asLong());
    figures.put("mockPercent", report.path("mocks").path("matchPercent").asDouble());
    figures.put("differences", report.path("causes").size());
    figures.put("slowEndpoints", report.path("slow").size());
    figures.put("seconds", seconds);
    return figures;
  }

  private void replayRegressions(
      String snapshot, Neighbours neighbours, Map<String, Object> figures)
      throws IOException, InterruptedException {
    say("Replaying against a shop with three seeded regressions");
    var outcome = replay(snapshot, neighbours, "regressions", "price,dropped-field,slow");
    checks.expect("changed shop: exit status", 1, outcome.status());
    var found = found(outcome.report());
    for (String seeded : SEEDED) {
      checks.expect(
          "changed shop: the report names '" + seeded + "'", true, found.contains(seeded));
    }
    checks.expect(
        "changed shop: what else it names",
        List.of(),
        found.stream().filter(name -> !SEEDED.contains(name)).toList());
    figures.put("found", found);
  }

  private static Set<String> found(JsonNode report) {
    var found = new TreeSet<String>();
    for (JsonNode cause : report.path("causes")) {
      found.add(
          "%s %s %s"
              .formatted(
                  cause.path("kind").asText(),
                  cause.path("endpoint").asText(),
                  cause.path("path").asText()));
    }
    for (JsonNode slow : report.path("slow")) {
      found.add("slow " + slow.path("endpoint").asText());
    }
    return found;
  }

  private record Outcome(int status, JsonNode report) {}

  private Outcome replay(String snapshot, Neighbours neighbours, String name, String regressions)
      throws IOException, InterruptedException {
    int shopPort = Neighbours.freePort();
    Path report = folder.resolve(name + ".json");
    var command =
        new ArrayList<>(
            List.of(
                "replay",
                snapshot,
                "--app-port",
                Integer.toString(shopPort),
                "--app-log",
                folder.resolve(name + "-shop.log").toString(),
                "--report-json",
                report.toString(),
                "--report-html",
                folder.resolve(name + ".html").toString(),
                "--"));
    command.addAll(neighbours.shopCommand(shopPort));
    int status = tool.run(command, Map.of("SHOP_REGRESSIONS", regressions));
    if (!Files.exists(report)) {
      throw new TourException("the replay left no report; its exit status was " + status);
    }
    return new Outcome(status, JSON.readTree(report.toFile()));
  }

  private static String percent(JsonNode report, String part, String figure) {
    return "%.1f %%".formatted(report.path(part).path(figure).asDouble());
  }

  private void mustSucceed(String... arguments) throws IOException, InterruptedException {
    int status = tool.run(List.of(arguments), Map.of());
    if (status != 0) {
      throw new TourException(
          "'reprise %s' exited with %d".formatted(String.join(" ", arguments), status));
    }
  }

  private Path inboundLedger() {
    return folder.resolve("inbound.jsonl");
  }

  private Path outboundLedger() {
    return folder.resolve("outbound.jsonl");
  }

  private static void say(String step) {
    System.err.println("\n" + step + " ...");
  }
}
