// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.fixtures.MetricsPage;
import dev.reprise.shipping.ShipperCounters;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthDoorTest {

  private static final String ADDRESS = "127.0.0.1";
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{[^}]*})? (?:-?\\d+)$");

  private final CapturedPairs pairs = new CapturedPairs();
  private final HttpClient client = HttpClient.newHttpClient();
  private ScriptedServer application;
  private CaptureProxy proxy;
  private CaptureMetrics metrics;
  private int port;

  @BeforeEach
  void start() throws IOException {
    application =
        new ScriptedServer(wire -> {
          wire.readMessage();
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
          wire.readAll();
        });
    proxy = Proxies.inbound(application.port(), pairs);
    var shipped = new ShipperCounters(7, 3, 2, 1, 5, 4096);
    metrics =
        new CaptureMetrics(proxy, Optional.of(new CaptureMetrics.Shipping(() -> shipped, 8192)));
    port = proxy.tellHealth(ADDRESS, 0, metrics::exposition);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    proxy.close();
    application.close();
  }

  @Test
  void isLiveAndReadyOnceItListens() throws Exception {
    assertThat(ask("/live").statusCode()).isEqualTo(200);
    assertThat(ask("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void isLiveButNotReadyWhileItDrains() throws Exception {
    proxy.drain(Duration.ofMillis(1));

    assertThat(ask("/live").statusCode()).isEqualTo(200);
    assertThat(ask("/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void saysNothingOnceItIsClosed() {
    proxy.close();

    assertThatThrownBy(() -> ask("/live")).isInstanceOf(IOException.class);
  }

  @Test
  void tellsWhatWasCounted() throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";
    try (var wire = Wire.to(proxy.inboundPort().getAsInt())) {
      wire.send(request).readMessage();
      pairs.take();

      assertThat(ask("/metrics").body().lines())
          .contains(
              "reprise_capture_inbound_connections_total 1",
              "reprise_capture_pairs_total 1",
              "reprise_capture_request_bytes_total " + request.length(),
              "reprise_capture_open_clients 1",
              "reprise_capture_open_servers 1",
              "reprise_capture_undecodable_total{reason=\"bad_header\"} 0",
              "reprise_shipping_offered_total 7",
              "reprise_shipping_acked_total 3",
              "reprise_shipping_spooled_total 2",
              "reprise_shipping_dropped_total 1",
              "reprise_shipping_resent_total 5",
              "reprise_shipping_spool_bytes 4096",
              "reprise_shipping_spool_limit_bytes 8192");
    }
  }

  @Test
  void isWrittenAsPrometheusReadsIt() throws Exception {
    var answer = ask("/metrics");

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).endsWith("\n");
    for (Metric metric : metrics.all()) {
      assertThat(answer.body())
          .containsOnlyOnce("# HELP " + metric.name() + " " + metric.meaning() + "\n")
          .containsOnlyOnce("# TYPE " + metric.name() + " " + metric.type().word() + "\n");
    }
    assertThat(answer.body().lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> SAMPLE.matcher(line).matches());
  }

  @Test
  void everyFigureIsInTheDocsAndNoOther() throws Exception {
    var exposed = SAMPLE.matcher(ask("/metrics").body()).results().map(line -> line.group(1));
    var documented = MetricsPage.of("capture-proxy");

    assertThat(documented).isEqualTo(metrics.all().stream().map(HealthDoorTest::row).toList());
    assertThat(exposed.distinct())
        .containsExactlyElementsOf(documented.stream().map(MetricsPage.Row::name).toList());
  }

  @Test
  void refusesWhatIsNotAQuestion() throws Exception {
    assertThat(ask("/").statusCode()).isEqualTo(404);
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(address("/ready"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
    assertThat(raw("no http\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET /ready HTTP/1.1\r\nConnection: close\r\nContent-Length: 9000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void doesNotHoldUpTheProxyWhenAskedByManyWhoDoNotSpeak() throws Exception {
    var silent = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 200; i++) {
        silent.add(new Socket(ADDRESS, port));
      }

      assertThat(ask("/live").statusCode()).isEqualTo(200);
      assertThat(proxy.openClientConnections()).isZero();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsRefused() {
    assertThatThrownBy(() -> proxy.tellHealth(ADDRESS, port, () -> ""))
        .isInstanceOf(AppException.class)
        .hasMessageContaining(ADDRESS + ":" + port);
  }

  private static MetricsPage.Row row(Metric metric) {
    return new MetricsPage.Row(
        metric.name(), metric.type().word(), metric.unit(), metric.meaning());
  }

  private HttpResponse<String> ask(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create("http://" + ADDRESS + ":" + port + path);
  }

  private String raw(String question) throws IOException {
    try (var socket = new Socket(ADDRESS, port)) {
      socket.getOutputStream().write(question.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
