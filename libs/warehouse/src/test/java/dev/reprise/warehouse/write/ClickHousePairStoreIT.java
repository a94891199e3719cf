// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.body.BodyText;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.warehouse.TestDatabase;
import dev.reprise.warehouse.WarehouseException;
import dev.reprise.warehouse.schema.Migrator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHousePairStoreIT {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private final PairStore store = new ClickHousePairStore(DATABASE.client());

  @BeforeAll
  static void migrate() {
    new Migrator(DATABASE.client(), Optional.empty()).migrate();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsWrittenReadsBackEqual(long seed) throws SQLException {
    var capture = "seed-" + seed;
    var any = new AnyPair(seed);
    var rows = new ArrayList<PairRow>();
    for (int i = 1; i <= 70 * seed; i++) { // past 256 distinct words the dictionary gets wider
      rows.add(new PairRow(any.next(capture, i), new LogPlace(3, 1000L + i)));
    }

    store.insert("read-back-" + seed, rows, List.of());

    assertThat(readBack(capture)).isEqualTo(rows);
  }

  @Test
  void theTextOfBodiesStandsBesideThem() throws SQLException {
    var any = new AnyPair(99);
    var rows = new ArrayList<PairRow>();
    for (int i = 1; i <= 50; i++) {
      rows.add(new PairRow(any.next("text", i), new LogPlace(1, i)));
    }
    store.insert("text", rows, List.of());

    var expected =
        rows.stream()
            .map(row -> row.pair().request())
            .map(request -> BodyText.of(request.headers(), request.body()))
            .toList();
    var read = new ArrayList<String>();
    try (var connection = DATABASE.connect();
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "SELECT request_text FROM rrpairs WHERE capture_id = 'text' ORDER BY sequence")) {
      while (result.next()) {
        read.add(result.getString(1));
      }
    }

    assertThat(read).isEqualTo(expected).anyMatch(text -> !text.isEmpty());
  }

  @Test
  void theSameTokenInsertsOnceEvenOverSeveralDays() {
    var rows = days("days", 1, 5);
    var gaps = List.of(new GapRow(gap("days", 6), new LogPlace(0, 2)));

    store.insert("topic-0-1-2", rows, gaps);
    store.insert("topic-0-1-2", rows, gaps);

    assertThat(count("rrpairs", "days")).isEqualTo(5);
    assertThat(count("gaps", "days")).isEqualTo(1);
    store.insert("topic-0-3-3", days("days", 7, 1), List.of());
    assertThat(count("rrpairs", "days")).isEqualTo(6);
  }

  @Test
  void aRepetitionCompletesABlockThatLandedOnlyInPart() {
    var all = days("part", 1, 4);
    store.insert("topic-0-7-7", all.subList(0, 2), List.of()); // two of the four days
    assertThat(count("rrpairs", "part")).isEqualTo(2);

    store.insert("topic-0-7-7", all, List.of());

    assertThat(count("rrpairs", "part")).isEqualTo(4);
  }

  /** What is missing of a block may come alone, and the whole of it late. */
  @Test
  void daysOfABlockAreKnownByTheTokenWhicheverOfThemComeFirst() {
    var all = days("days-alone", 1, 4);
    store.insert("topic-0-8-8", all.subList(2, 4), List.of());
    store.insert("topic-0-8-8", all.subList(0, 2), List.of());

    store.insert("topic-0-8-8", all, List.of());

    assertThat(count("rrpairs", "days-alone")).isEqualTo(4);
  }

  @Test
  void storedTellsWhichRowsOfAPartitionAreInBetweenTwoOffsets() {
    var any = new AnyPair(6);
    store.insert(
        "stored",
        List.of(
            new PairRow(any.next("stored-a", 1), new LogPlace(5, 9)),
            new PairRow(any.next("stored-a", 2), new LogPlace(5, 10)),
            new PairRow(any.next("stored-b", 7), new LogPlace(5, 12)),
            new PairRow(any.next("stored-a", 3), new LogPlace(5, 13)),
            new PairRow(any.next("stored-c", 1), new LogPlace(6, 11))),
        List.of(new GapRow(gap("stored-b", 8), new LogPlace(5, 12))));

    assertThat(store.stored(5, 10, 12))
        .containsExactlyInAnyOrder(
            new PairId("stored-a", 2), new PairId("stored-b", 7), new PairId("stored-b", 8));
    assertThat(store.stored(5, 20, 30)).isEmpty();
  }

  @Test
  void highestSequencesLookOnlyBelowTheOffsetAndInThePartition() {
    var any = new AnyPair(5);
    store.insert(
        "high",
        List.of(
            new PairRow(any.next("high-a", 4), new LogPlace(2, 10)),
            new PairRow(any.next("high-a", 9), new LogPlace(2, 20)),
            new PairRow(any.next("high-b", 3), new LogPlace(1, 10))),
        List.of(new GapRow(gap("high-a", 6), new LogPlace(2, 15))));

    assertThat(store.highestSequences(2, 20, List.of("high-a", "high-b", "it's")))
        .isEqualTo(Map.of("high-a", 6L));
    assertThat(store.highestSequences(2, 21, List.of("high-a"))).isEqualTo(Map.of("high-a", 9L));
    assertThat(store.highestSequences(1, 11, List.of("high-b"))).isEqualTo(Map.of("high-b", 3L));
  }

  @Test
  void theWatermarkIsTheHighestNoted() {
    assertThat(store.watermark(77)).isEmpty();
    store.noteWatermark(77, 41);
    store.noteWatermark(77, 12);

    assertThat(store.watermark(77)).hasValue(41);
  }

  @Test
  void aRefusalCarriesTheServersCode() {
    assertThatThrownBy(() -> DATABASE.client().run("SELECT * FROM nowhere"))
        .isInstanceOfSatisfying(
            WarehouseException.class, refused -> assertThat(refused.serverCode()).isEqualTo(60));
  }

  private static List<PairRow> days(String capture, long firstSequence, int count) {
    var any = new AnyPair(1);
    var rows = new ArrayList<PairRow>();
    for (int i = 0; i < count; i++) {
      var pair = any.next(capture, firstSequence + i);
      long start = (20_000L + i) * 86_400_000_000_000L;
      var onItsDay =
          new RRPair(
              pair.id(),
              pair.origin(),
              pair.direction(),
              pair.connection(),
              pair.request(),
              pair.answer(),
              new Timing(start, 0, 0, 0),
              pair.notes(),
              pair.facts());
      rows.add(new PairRow(onItsDay, new LogPlace(0, 1)));
    }
    return rows;
  }

  private static Gap gap(String capture, long sequence) {
    return new Gap(new PairId(capture, sequence), "shop", 3, 4, 5, 6, "queue full");
  }

  private static long count(String table, String capture) {
    var rows =
        DATABASE
            .client()
            .ask(
                "SELECT count() FROM " + table + " WHERE capture_id = {c:String}",
                Map.of("c", capture));
    return Long.parseLong(rows.getFirst().getFirst());
  }

  private static List<PairRow> readBack(String capture) throws SQLException {
    var rows = new ArrayList<PairRow>();
    var sql =
        """
        SELECT * EXCEPT (request_body, response_body, request_body_sha256, response_body_sha256),
          hex(request_body) AS request_hex, hex(response_body) AS response_hex,
          hex(request_body_sha256) AS request_sha, hex(response_body_sha256) AS response_sha,
          toUnixTimestamp64Nano(start_time) AS t1, toUnixTimestamp64Nano(request_end_time) AS t2,
          toUnixTimestamp64Nano(response_start_time) AS t3,
          toUnixTimestamp64Nano(response_end_time) AS t4,
          mapKeys(tags) AS tag_keys, mapValues(tags) AS tag_values
        FROM rrpairs WHERE capture_id = '%s' ORDER BY sequence\
        """
            .formatted(capture);
    try (var connection = DATABASE.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(
            new PairRow(
                pair(result),
                new LogPlace(result.getInt("log_partition"), result.getLong("log_offset"))));
      }
    }
    return rows;
  }

  private static RRPair pair(ResultSet row) throws SQLException {
    return new RRPair(
        new PairId(row.getString("capture_id"), row.getLong("sequence")),
        new Origin(row.getString("service"), row.getString("replay_id"), tags(row)),
        Direction.valueOf(row.getString("direction")),
        connection(row),
        new Request(
            row.getString("method"),
            row.getString("scheme"),
            row.getString("authority"),
            row.getString("target"),
            row.getString("request_version"),
            headers(row, "request_header"),
            body(row, "request"),
            headers(row, "request_trailer")),
        row.getBoolean("has_response")
            ? new Response(
                row.getInt("status"),
                row.getString("reason"),
                row.getString("response_version"),
                headers(row, "response_header"),
                body(row, "response"),
                headers(row, "response_trailer"))
            : null,
        new Timing(row.getLong("t1"), row.getLong("t2"), row.getLong("t3"), row.getLong("t4")),
        notes(row),
        new Facts(row.getString("technology"), row.getString("endpoint")));
  }

  private static Connection connection(ResultSet row) throws SQLException {
    var tls =
        new Connection.Tls(
            row.getString("tls_version"),
            row.getString("tls_sni"),
            row.getString("tls_alpn"),
            row.getString("tls_cipher"));
    boolean plain = tls.equals(new Connection.Tls("", "", "", ""));
    return new Connection(
        row.getString("connection_id"),
        row.getInt("connection_index"),
        row.getString("client"),
        row.getString("server"),
        plain ? null : tls);
  }

  private static Map<String, String> tags(ResultSet row) throws SQLException {
    var keys = texts(row, "tag_keys");
    var values = texts(row, "tag_values");
    var tags = new HashMap<String, String>();
    for (int i = 0; i < keys.size(); i++) {
      tags.put(keys.get(i), values.get(i));
    }
    return tags;
  }

  private static Headers headers(ResultSet row, String prefix) throws SQLException {
    var names = texts(row, prefix + "_names");
    var values = texts(row, prefix + "_values");
    var lines = new ArrayList<Header>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(new Header(names.get(i), values.get(i)));
    }
    return new Headers(lines);
  }

  private static Body body(ResultSet row, String side) throws SQLException {
    long wireBytes = row.getLong(side + "_body_bytes");
    return wireBytes == 0
        ? Body.EMPTY
        : new Body(
            Bytes.fromHex(row.getString(side + "_hex")),
            wireBytes,
            Bytes.fromHex(row.getString(side + "_sha")));
  }

  private static RRPair.Notes notes(ResultSet row) throws SQLException {
    Set<Mark> marks =
        texts(row, "marks").stream()
            .map(Mark::valueOf)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var places = texts(row, "redaction_places");
    var rules = texts(row, "redaction_rules");
    var redactions = new ArrayList<Redaction>();
    for (int i = 0; i < places.size(); i++) {
      redactions.add(new Redaction(places.get(i), rules.get(i)));
    }
    return new RRPair.Notes(marks, redactions);
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    var texts = new ArrayList<String>();
    for (Object text : (Object[]) row.getArray(column).getArray()) {
      texts.add((String) text);
    }
    return texts;
  }
}
