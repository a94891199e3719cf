// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.reprise.fixtures.FaultyLink;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.warehouse.TestDatabase;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseException;
import dev.reprise.warehouse.filter.SqlParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The driver as the warehouse uses it: bytes, bounds, and each way a question can end. */
class WarehouseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ENDLESS =
      "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number), %s)";

  private static TestDatabase database;
  private static Warehouse warehouse;

  @BeforeAll
  static void connect() {
    database = TestDatabase.create();
    database.client().createDatabase("");
    warehouse = new Warehouse(database.client().address(), QueryLimits.LOCAL);
  }

  @AfterAll
  static void disconnect() {
    warehouse.close();
    database.close();
  }

  @Test
  void aStringKeepsEveryByte() {
    var all = warehouse.row(question("SELECT unhex('00ff80c328fe0a0d275c')"), Row::bytes);

    assertThat(all).contains(Bytes.own(new byte[] {0, -1, -128, -61, 40, -2, 10, 13, 39, 92}));
  }

  @Test
  void valuesAreBoundByTheServerAndComeBackAsTheyWere() {
    var texts =
        List.of("", "'", "\\", "\\'", "a\tb\nc\rd\0e", "{fn x}", "{p0:String}", "?", "é\u212a😀");
    for (String text : texts) {
      var parameters = new SqlParameters();
      var sql = "SELECT " + parameters.text(text) + ", " + parameters.number(Long.MAX_VALUE);

      record Answer(String text, long number) {}
      assertThat(
              warehouse.row(
                  new Statement(sql, parameters), row -> new Answer(row.text(), row.int64())))
          .contains(new Answer(text, Long.MAX_VALUE));
    }
  }

  @Test
  void everyTypeThatIsAskedForIsRead() {
    record Answer(
        boolean bool,
        int direction,
        List<String> texts,
        List<String> none,
        List<Double> floats,
        Map<String, String> map,
        double average) {}
    var sql =
        """
        SELECT true, CAST('OUT', 'Enum8(\\'IN\\' = 1, \\'OUT\\' = 2)'), ['a', '', 'é'],
          emptyArrayString(), [toFloat32(0.5), nan],
          CAST(map('k', 'v'), 'Map(LowCardinality(String), String)'), avg(1.5)\
        """;

    var answer =
        warehouse.row(
            question(sql),
            row ->
                new Answer(
                    row.bool(),
                    row.int32(),
                    row.texts(),
                    row.texts(),
                    row.float32s(),
                    row.textMap(),
                    row.float64()));

    assertThat(answer)
        .contains(
            new Answer(
                true,
                2,
                List.of("a", "", "é"),
                List.of(),
                List.of(0.5, Double.NaN),
                Map.of("k", "v"),
                1.5));
  }

  @Test
  void whatTheUrlSaysHoldsForEachQuestion() {
    var address = database.client().address();
    var settled =
        new WarehouseAddress(
            address.endpoint(),
            address.database(),
            address.user(),
            address.password(),
            Map.of("max_threads", "3"));
    try (var own = new Warehouse(settled, QueryLimits.LOCAL)) {
      record Answer(long threads, long memory, String database) {}
      var sql =
          "SELECT toInt64(getSetting('max_threads')), toInt64(getSetting('max_memory_usage')),"
              + " currentDatabase()";

      assertThat(own.row(question(sql), row -> new Answer(row.int64(), row.int64(), row.text())))
          .contains(new Answer(3, QueryLimits.LOCAL.memoryBytes(), address.database()));
    }
  }

  @Test
  void aQuestionThatIsTakenBackEndsOnTheServer() {
    var mark = UUID.randomUUID().toString();
    var failure = new AtomicReference<Throwable>();
    var interrupted = new AtomicReference<Boolean>();
    var asking =
        Thread.ofVirtual()
            .start(() -> {
              failure.set(
                  catchThrowable(() ->
                      warehouse.rows(question(ENDLESS.formatted("'" + mark + "'")), Row::int64)));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    await().atMost(PATIENCE).until(() -> running(mark) == 1);

    asking.interrupt();

    await().atMost(PATIENCE).until(() -> !asking.isAlive());
    assertThat(failure.get()).isInstanceOf(AppException.class);
    assertThat(interrupted.get()).isTrue();
    await().atMost(PATIENCE).until(() -> running(mark) == 0);
  }

  @Test
  void questionsBeyondTheBoundAreRefusedAsOverload() throws InterruptedException {
    var mark = UUID.randomUUID().toString();
    var limits = new QueryLimits(1, Duration.ofMillis(50), PATIENCE, 1L << 30);
    var endedBy = new AtomicReference<Throwable>();
    try (var narrow = new Warehouse(database.client().address(), limits)) {
      var asking =
          Thread.ofVirtual()
              .start(() ->
                  endedBy.set(
                      catchThrowable(() ->
                          narrow.rows(question(ENDLESS.formatted("'" + mark + "'")), Row::int64))));
      await().atMost(PATIENCE).until(() -> running(mark) == 1);

      var failure =
          catchThrowableOfType(
              AppException.class, () -> narrow.rows(question("SELECT 1"), Row::int64));

      assertThat(failure.code()).isEqualTo("QUERIES_TOO_MANY");
      assertThat(failure.kind()).isEqualTo(ErrorKind.OVERLOAD);
      asking.interrupt();
      asking.join();
      assertThat(endedBy).doesNotHaveNullValue();
    }
  }

  @Test
  void aQuestionThatNeedsTooMuchMemoryIsToldAsThat() {
    var limits = new QueryLimits(1, PATIENCE, PATIENCE, 32L << 20);
    try (var narrow = new Warehouse(database.client().address(), limits)) {
      var large = question("SELECT length(groupArray(toString(number))) FROM numbers(10000000)");

      var failure = catchThrowableOfType(AppException.class, () -> narrow.rows(large, Row::int64));

      assertThat(failure.code()).isEqualTo("QUERY_TOO_LARGE");
    }
  }

  @Test
  void aWarehouseWithoutTablesIsToldAsThat() {
    var failure =
        catchThrowableOfType(
            AppException.class, () -> warehouse.rows(question("SELECT * FROM rrpairs"), Row::text));

    assertThat(failure.code()).isEqualTo("WAREHOUSE_EMPTY");
  }

  @Test
  void aRefusalHasTheServersCodeAndWords() {
    var failure =
        catchThrowableOfType(
            WarehouseException.class,
            () -> warehouse.rows(question("SELECT throwIf(1, 'so it is')"), Row::int64));

    assertThat(failure.code()).isEqualTo("WAREHOUSE_REFUSED");
    assertThat(failure.serverCode()).isEqualTo(395);
    assertThat(failure).hasMessageContaining("so it is");
  }

  @Test
  void aWarehouseOutOfReachIsToldAsThatOnlyWhenAsked() {
    try (var absent = new Warehouse(at(freePort()), QueryLimits.LOCAL)) {
      var failure =
          catchThrowableOfType(
              AppException.class, () -> absent.rows(question("SELECT 1"), Row::int64));

      assertThat(failure.code()).isEqualTo("WAREHOUSE_UNREACHABLE");
    }
  }

  /** Half an answer must never be taken for a short one. */
  @Test
  void anAnswerThatIsCutOffIsAFailure() {
    int port = database.client().address().endpoint().getPort();
    try (var link = FaultyLink.to(port);
        var own = new Warehouse(at(link.port()), QueryLimits.LOCAL)) {
      var many = question("SELECT number FROM numbers(2000000)");
      link.slow(200_000);
      var failure = new AtomicReference<Throwable>();
      var asking =
          Thread.ofVirtual()
              .start(() -> failure.set(catchThrowable(() -> own.rows(many, Row::int64))));
      await().atMost(PATIENCE).until(() -> link.carriedBytes(FaultyLink.Way.TO_CLIENT) > 100_000);

      link.cut();

      await().atMost(PATIENCE).until(() -> !asking.isAlive());
      assertThat(failure.get())
          .isInstanceOfSatisfying(
              AppException.class, each -> assertThat(each.code()).isEqualTo("WAREHOUSE_BROKE_OFF"));
    }
  }

  /** A server closes connections that idle; the next question must not fail of it. */
  @Test
  void aConnectionThatTheServerClosedIsReplaced() {
    int port = database.client().address().endpoint().getPort();
    try (var link = FaultyLink.to(port);
        var own = new Warehouse(at(link.port()), QueryLimits.LOCAL)) {
      assertThat(own.row(question("SELECT 1"), Row::int64)).contains(1L);
      link.reset();
      await().atMost(PATIENCE).until(() -> link.connections() == 0);

      assertThat(own.row(question("SELECT 2"), Row::int64)).contains(2L);
    }
  }

  private static Statement question(String sql) {
    return new Statement(sql, new SqlParameters());
  }

  private static long running(String mark) {
    return Long.parseLong(
        database
            .client()
            .ask(
                "SELECT count() FROM system.processes WHERE query LIKE {mark:String}"
                    + " AND query NOT LIKE '%system.processes%'",
                Map.of("mark", "%" + mark + "%"))
            .getFirst()
            .getFirst());
  }

  private static WarehouseAddress at(int port) {
    var address = database.client().address();
    return WarehouseAddress.parse(
        "jdbc:clickhouse://127.0.0.1:" + port + "/" + address.database(),
        address.user(),
        address.password());
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
