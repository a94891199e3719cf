// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests do not get into each other's way, nor into each other's results. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineConcurrencyIT extends ClickHouseHttpContract {

  private static final String SLEEP =
      " SETTINGS function_sleep_max_microseconds_per_block = 0, max_block_size = 1";

  private EngineProcess engine;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    engine = EngineProcess.start(directory, "--query-connections", "2");
  }

  @AfterAll
  void stop() {
    engine.kill();
  }

  @Override
  ClickHouseAddress address() {
    return engine.address();
  }

  @Test
  void neverShowsWhatAnotherStatementLeftBehind() throws Exception {
    for (int i = 0; i < 30; i++) {
      post("max_execution_time=0.2", "SELECT number, sleepEachRow(0.05) FROM numbers(100)" + SLEEP);
      post("", "SELECT number, throwIf(number = 150000) FROM numbers(200000) FORMAT JSON");
      assertThatExceptionOfType(IOException.class) // more is sent than is kept: the end is cut
          .isThrownBy(
              () -> post("", "SELECT number, throwIf(number = 900000) FROM numbers(1000000)"));

      for (int check = 0; check < 4; check++) {
        String token = "token-" + i + "-" + check;
        assertThat(text(post("", "SELECT '" + token + "' FORMAT TSV"))).isEqualTo(token + "\n");
      }
    }
  }

  @Test
  void insertsAndKillsWhileAllQueryConnectionsAreBusy() throws Exception {
    String table = table("n UInt64");
    try (ExecutorService viewers = Executors.newFixedThreadPool(4)) {
      List<Future<HttpResponse<byte[]>>> slow = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String queryId = "slow-" + i;
        slow.add(viewers.submit(slowQuery(queryId)));
      }
      awaitSleeping(2);

      assertThat(post("", "INSERT INTO " + table + " VALUES (1), (2)").statusCode()).isEqualTo(200);
      assertThat(text(post("workload=ingest", "SELECT count() FROM " + table))).isEqualTo("2\n");

      while (!slow.stream().allMatch(Future::isDone)) { // those that wait run when others end
        for (int i = 0; i < 4; i++) {
          kill("slow-" + i);
        }
      }
      for (Future<HttpResponse<byte[]>> query : slow) {
        assertThat(errorCode(query.get(20, TimeUnit.SECONDS))).isEqualTo("394");
      }
    }
    assertThat(text(post("", "SELECT count() FROM " + table))).isEqualTo("2\n");
  }

  private Callable<HttpResponse<byte[]>> slowQuery(String queryId) {
    return () ->
        post(
            "query_id=" + queryId, "SELECT 'sleeper', sleepEachRow(0.1) FROM numbers(600)" + SLEEP);
  }

  private void awaitSleeping(int count) throws Exception {
    String question =
        "SELECT count() FROM system.processes WHERE query LIKE '%sleeper%'"
            + " AND query NOT LIKE '%system.processes%'";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!text(post("workload=ingest", question)).equals(count + "\n")) {
      assertThat(System.nanoTime()).as("queries that sleep: " + count).isLessThan(deadline);
    }
  }

  private void killUntilDone(String queryId, Future<?> query) throws Exception {
    while (!query.isDone()) {
      kill(queryId);
    }
  }

  private void kill(String queryId) throws Exception {
    assertThat(post("", "KILL QUERY WHERE query_id = '" + queryId + "' ASYNC").statusCode())
        .isEqualTo(200);
  }

  @Test
  void stopsAQueryWhoseClientHasGone() throws Exception {
    String body = "SELECT 'sleeper', sleepEachRow(0.1) FROM numbers(3000)" + SLEEP;
    try (Socket client = new Socket("127.0.0.1", address().http().getPort())) {
      String login = "user=default&password=" + encoded(address().password());
      client
          .getOutputStream()
          .write(
              ("POST /?"
                      + login
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(UTF_8));
      awaitSleeping(1);
    }

    awaitSleeping(0);
  }

  @Test
  void refusesTheSecondQueryOfAnId() throws Exception {
    try (ExecutorService viewer = Executors.newSingleThreadExecutor()) {
      Future<HttpResponse<byte[]>> first = viewer.submit(slowQuery("the-same"));
      awaitSleeping(1);

      assertThat(errorCode(post("query_id=the-same", "SELECT 1"))).isEqualTo("216");
      killUntilDone("the-same", first);
    }
  }

  @Test
  void refusesASecondRequestInABusySession() throws Exception {
    try (ExecutorService viewer = Executors.newSingleThreadExecutor()) {
      Future<HttpResponse<byte[]>> first = viewer.submit(slowQuery("in-session&session_id=busy"));
      awaitSleeping(1);

      assertThat(errorCode(post("session_id=busy", "SELECT 1"))).isEqualTo("373");
      killUntilDone("in-session", first);
    }
  }

  @Test
  void turnsViewersAwayWhenTooManyWait() throws Exception {
    try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<byte[]>>> slow = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        slow.add(viewers.submit(slowQuery("long-" + i)));
      }
      awaitSleeping(2);
      List<Future<HttpResponse<byte[]>>> many = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        many.add(viewers.submit(() -> post("", "SELECT 1")));
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (many.stream().filter(Future::isDone).count() < 50) {
        assertThat(System.nanoTime()).as("viewers turned away").isLessThan(deadline);
      }
      for (int i = 0; i < 2; i++) {
        killUntilDone("long-" + i, slow.get(i));
      }

      int refused = 0;
      for (Future<HttpResponse<byte[]>> viewer : many) {
        HttpResponse<byte[]> response = viewer.get(30, TimeUnit.SECONDS);
        refused += response.statusCode() == 503 && errorCode(response).equals("202") ? 1 : 0;
        assertThat(response.statusCode()).isIn(200, 503);
      }
      assertThat(refused).isBetween(50, 80);
    }
  }
}
