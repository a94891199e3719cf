// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.ingest;

import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.recording.TypicalPairs;
import dev.reprise.bench.stack.Stack;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.traffic.endpoint.Enrichment;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.schema.Migrator;
import dev.reprise.warehouse.write.ClickHousePairStore;
import dev.reprise.warehouse.write.LogPlace;
import dev.reprise.warehouse.write.PairRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The way of pairs from an agent into the warehouse, over ingest-service and Kafka, against the
 * engine's own INSERT SELECT of the very rows that came that way.
 */
public final class IngestBenchmark {

  private static final String ONE_AGENT = "the whole way, one agent";
  private static final String FOUR_AGENTS = "the whole way, four agents";
  private static final String WRITER = "Native writer alone";
  private static final String ENGINE = "INSERT SELECT";

  private static final Figure RATE = new Figure("rows/s", 0);

  private static final int AGENTS = 4;
  private static final int WARM_UP_TURNS = 3;
  private static final int PAIRS_A_SECOND_OF_A_TURN = 10_000;
  private static final int ROWS_OF_AN_INSERT = 4_000; // about the 8 MiB of ingest-service
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Project project;
  private final Effort effort;
  private final TypicalPairs pairs = new TypicalPairs();
  private final int pairsOfATurn;
  private int inserts;

  /** Measures what was built of this project. */
  public IngestBenchmark(Project project, Effort effort) {
    this.project = project;
    this.effort = effort;
    this.pairsOfATurn = (int) (PAIRS_A_SECOND_OF_A_TURN * effort.turn().toSeconds());
  }

  /** Measures. */
  public Outcome run() throws InterruptedException {
    var sheet = new Sheet("Rows of about 2 KB");
    try (var stack = Stack.up(project, List.of("ingest"));
        var ours = stack.warehouse();
        var other = stack.warehouse("bench")) {
      new Migrator(other, Optional.empty()).migrate();
      ours.run("CREATE TABLE copies AS rrpairs");
      Progress.say("warming up");
      for (int turn = 0; turn < (effort.isQuick() ? 1 : WARM_UP_TURNS); turn++) {
        var _ = push(stack, ours, AGENTS);
      }
      for (int round = 0; round < effort.rounds(); round++) {
        Progress.say("round %d".formatted(round + 1));
        measure(sheet, round, stack, ours, other);
      }
    }
    return new Outcome("ingest", "Ingest", method(), List.of(sheet), claims(sheet));
  }

  private List<String> method() {
    return List.of(
        """
        %s pairs of about 2 KB a turn, made beforehand, on a local stack of its own; everything shares the machine, the agents \
        too. The whole way: agents as the capture proxy has them (from where it hands pairs over) ship as fast as they are let, \
        ingest-service checks, redacts and enriches, Kafka keeps, ingest-service reads and inserts; it counts from the first \
        pair to when the last can be read. One agent's pairs all lie in one of four partitions. Native writer: the same pairs \
        straight into an empty table of the same form, %s an insert. INSERT SELECT: the rows of that round's one agent into an \
        empty table of the same form. After every turn each pair must be there once, and all bytes of the answers. \
        min / **median** / max of %d rounds in which each has its turn; ratios are taken within a round.\
        """
            .formatted(
                new Figure("", 0).show(pairsOfATurn),
                new Figure("", 0).show(ROWS_OF_AN_INSERT),
                effort.rounds()));
  }

  private void measure(
      Sheet sheet, int round, Stack stack, WarehouseClient ours, WarehouseClient other)
      throws InterruptedException {
    var turns =
        List.<Turn>of(
            () -> {
              var pushed = push(stack, ours, 1);
              sheet.add(ONE_AGENT, RATE, pushed.rate());
              sheet.add(ENGINE, RATE, copy(ours, pushed));
            },
            () -> sheet.add(FOUR_AGENTS, RATE, push(stack, ours, AGENTS).rate()),
            () -> sheet.add(WRITER, RATE, write(other)));
    for (Turn turn : Effort.inRound(round, turns)) {
      turn.take();
    }
  }

  private interface Turn {
    void take() throws InterruptedException;
  }

  /**
   * What came in.
   *
   * @param rate rows in a second
   */
  private record Pushed(List<String> captures, double rate) {}

  private Pushed push(Stack stack, WarehouseClient warehouse, int agents)
      throws InterruptedException {
    var shippers = new ArrayList<Shipper>();
    try {
      for (int agent = 0; agent < agents; agent++) {
        shippers.add(
            Shipper.start(
                ShipperSettings.of(stack.address("ingest"), stack.token(), "bench", "bench")));
      }
      var captures = shippers.stream().map(Shipper::captureId).toList();
      var stored = new StoredPairs(warehouse, captures);
      long started = System.nanoTime();
      for (int number = 0; number < pairsOfATurn; number++) {
        shippers.get(number % agents).put(pairs.pair(number));
      }
      for (Shipper shipper : shippers) {
        if (!shipper.awaitAcked(LIMIT)) {
          throw new BenchException(
              "ingest-service did not acknowledge all pairs within %d s: %s"
                  .formatted(LIMIT.toSeconds(), shipper.counters()));
        }
      }
      boolean complete = stored.await(pairsOfATurn, LIMIT);
      double seconds = (System.nanoTime() - started) / 1e9;
      if (!complete) {
        throw new BenchException(
            "Of %d pairs only %d were in the warehouse %d s after they were acknowledged."
                .formatted(pairsOfATurn, stored.rows(), LIMIT.toSeconds()));
      }
      stored.requireExactly(pairsOfATurn, bodyBytes());
      return new Pushed(captures, pairsOfATurn / seconds);
    } finally {
      shippers.forEach(Shipper::close);
    }
  }

  private double copy(WarehouseClient warehouse, Pushed pushed) {
    warehouse.run("TRUNCATE TABLE copies");
    long started = System.nanoTime();
    warehouse.run(
        "INSERT INTO copies SELECT * FROM rrpairs WHERE capture_id = '%s'"
            .formatted(pushed.captures().getFirst()));
    double seconds = (System.nanoTime() - started) / 1e9;
    var rows = warehouse.ask("SELECT count() FROM copies", Map.of()).getFirst();
    if (!rows.equals(List.of(Integer.toString(pairsOfATurn)))) {
      throw new BenchException(
          "INSERT SELECT of %d rows has copied %s.".formatted(pairsOfATurn, rows));
    }
    return pairsOfATurn / seconds;
  }

  private double write(WarehouseClient warehouse) {
    warehouse.run("TRUNCATE TABLE rrpairs");
    var store = new ClickHousePairStore(warehouse);
    var capture = "bench-" + inserts;
    var rows =
        IntStream.range(0, pairsOfATurn)
            .mapToObj(number ->
                new PairRow(
                    Enrichment.enriched(
                        pairs.pair(number).stamped(new PairId(capture, number + 1L))),
                    new LogPlace(0, number)))
            .toList();
    long started = System.nanoTime();
    for (int from = 0; from < rows.size(); from += ROWS_OF_AN_INSERT) {
      var batch = rows.subList(from, Math.min(rows.size(), from + ROWS_OF_AN_INSERT));
      store.insert(capture + "-" + from, batch, List.of());
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    inserts++;
    new StoredPairs(warehouse, List.of(capture)).requireExactly(pairsOfATurn, bodyBytes());
    return pairsOfATurn / seconds;
  }

  private long bodyBytes() {
    return IntStream.range(0, pairsOfATurn)
        .mapToObj(number -> pairs.pair(number).answer())
        .mapToLong(answer -> answer == null ? 0 : answer.body().kept().length())
        .sum();
  }

  private static List<Claim> claims(Sheet sheet) {
    return List.of(
        Claim.atLeast(
            "rows/s of the whole way, one agent, of INSERT SELECT's",
            0.5,
            sheet.ratio(ONE_AGENT, ENGINE, RATE)),
        Claim.atLeast(
            "rows/s of the whole way, four agents, of INSERT SELECT's",
            0.5,
            sheet.ratio(FOUR_AGENTS, ENGINE, RATE)));
  }
}
