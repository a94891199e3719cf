// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The shop of a {@link Tape#visit}, alive: its tokens and ids are new each time, and it refuses
 * those that it did not give out itself. It asks its payment provider for each order.
 *
 * <p><b>Threads:</b> safe.
 */
public final class LiveShop implements AutoCloseable {

  private static final long HELD_AT_MOST_SECONDS = 120;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> orders = new ConcurrentHashMap<>();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final HttpClient payment;
  private final boolean pays;
  private volatile int surcharge;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private LiveShop(HttpServer server, HttpClient payment, boolean pays) {
    this.server = server;
    this.payment = payment;
    this.pays = pays;
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** A shop that asks nobody. */
  public static LiveShop alone() {
    return start(HttpClient.newHttpClient(), false, 0);
  }

  /**
   * A shop that asks its payment provider by way of a proxy.
   *
   * @param port where it listens; 0 for any free one
   */
  public static LiveShop payingBy(InetSocketAddress proxy, int port) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(proxy))
            .build();
    return start(client, true, port);
  }

  private static LiveShop start(HttpClient payment, boolean pays, int port) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
      return new LiveShop(server, payment, pays);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a shop", e);
    }
  }

  /** As {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every request so far: method and path. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** Everything costs so much more from now on: a regression. */
  public void surcharge(int more) {
    surcharge = more;
  }

  /** Answers nothing until {@link #letGo}. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Answers again, also what it held back. */
  public void letGo() {
    gate.countDown();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      seen.add(exchange.getRequestMethod() + " " + path);
      if (!gate.await(HELD_AT_MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("nobody let go of what was held back");
      }
      switch (exchange.getRequestMethod() + " " + path.replaceAll("(?<=^/orders/).*", "{id}")) {
        case "POST /login" -> login(exchange, JSON.readTree(body));
        case "POST /orders" -> order(exchange, JSON.readTree(body));
        case "GET /orders/{id}" -> look(exchange, path.substring("/orders/".length()));
        default -> answer(exchange, 404, error("there is no such page"));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void login(HttpExchange exchange, JsonNode asked) throws IOException {
    var token = "tok_" + UUID.randomUUID().toString().replace("-", "");
    tokens.put(token, asked.path("user").textValue());
    answer(exchange, 200, JsonNodeFactory.instance.objectNode().put("token", token));
  }

  private void order(HttpExchange exchange, JsonNode asked)
      throws IOException, InterruptedException {
    if (!isKnown(exchange)) {
      answer(exchange, 401, error("no token of mine"));
      return;
    }
    var id = UUID.randomUUID().toString();
    int amount = asked.path("amount").intValue();
    if (pays && pay(id, amount) != 201) {
      answer(exchange, 502, error("not paid"));
      return;
    }
    orders.put(id, amount);
    answer(exchange, 201, shown(id));
  }

  private int pay(String id, int amount) throws IOException, InterruptedException {
    var charge =
        JsonNodeFactory.instance.objectNode().put("order", id).put("amount", amount).toString();
    var request =
        HttpRequest.newBuilder(URI.create("http://" + Tape.PAYMENT + "/charges"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(charge))
            .build();
    return payment.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private void look(HttpExchange exchange, String id) throws IOException {
    if (!isKnown(exchange)) {
      answer(exchange, 401, error("no token of mine"));
    } else if (!orders.containsKey(id)) {
      answer(exchange, 404, error("no order of mine"));
    } else {
      answer(exchange, 200, shown(id));
    }
  }

  private ObjectNode shown(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("order", id)
        .put("amount", orders.getOrDefault(id, 0) + surcharge);
  }

  private boolean isKnown(HttpExchange exchange) {
    var credential = exchange.getRequestHeaders().getFirst("Authorization");
    return credential != null && tokens.containsKey(credential.replaceFirst("^Bearer ", ""));
  }

  private static ObjectNode error(String what) {
    return JsonNodeFactory.instance.objectNode().put("error", what);
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode json)
      throws IOException {
    byte[] body = json.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops, and lets go what it held back. */
  @Override
  public void close() {
    letGo();
    server.stop(0);
    threads.shutdownNow();
    payment.shutdownNow();
  }
}
