// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.reprise.demo.process.UsageException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/**
 * Serves the routes of one service on the loopback address until it is closed.
 *
 * <p><b>Threads:</b> each request is answered on a virtual thread of its own, so handlers may
 * block.
 */
public final class ApiServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());
  private static final int MOST_SECONDS_TO_FINISH = 5;

  static {
    // Without the first, Nagle and delayed acknowledgements hold a small answer up for 40 ms. With
    // the others, it is always the client who closes an idle connection, so no request is lost.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
  }

  private final HttpServer server;
  private final Router router;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean open = new AtomicBoolean(true);

  private ApiServer(HttpServer server, Router router) {
    this.server = server;
    this.router = router;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts serving over HTTP.
   *
   * @param port zero takes any free one
   * @throws UsageException when the port is taken
   */
  public static ApiServer http(int port, Router router) throws IOException {
    var server = HttpServer.create();
    bind(server, port);
    return new ApiServer(server, router);
  }

  /**
   * Starts serving over HTTPS.
   *
   * @param port zero takes any free one
   * @throws UsageException when the port is taken
   */
  public static ApiServer https(int port, Router router, SSLContext tls) throws IOException {
    var server = HttpsServer.create();
    bind(server, port);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new ApiServer(server, router);
  }

  /**
   * Says on standard output that the service is ready, and closes it when the process is told to
   * end.
   */
  public void announce(String service) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-" + service));
    System.out.println("ready port=" + port() + " service=" + service);
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Takes no more requests, and gives those that are being answered a few seconds to finish. */
  @Override
  public void close() {
    if (open.getAndSet(false)) {
      server.stop(MOST_SECONDS_TO_FINISH);
      threads.shutdown();
    }
  }

  private static void bind(HttpServer server, int port) throws IOException {
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException _) {
      throw new UsageException(
          "127.0.0.1:%d is taken or not allowed; choose another port with --port.".formatted(port));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("X-Request-Id", UUID.randomUUID().toString());
    var call = Call.read(exchange);
    answer(call, exchange.getRequestURI().getPath()).sendTo(exchange, call);
  }

  // A request's boundary: whatever a handler throws becomes an answer, and a fault is logged here
  // only.
  private Answer answer(Call call, String path) {
    try {
      call.requireWhole();
      var match = router.find(call.method(), path);
      return match.handler().answer(call.at(match.pathValues()));
    } catch (ApiException refused) {
      return refused.answer();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new ApiException(503, "shutting_down", "The service is shutting down.").answer();
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "A request failed. method=" + call.method(), fault);
      return new ApiException(500, "internal", "The service failed; its log says why.").answer();
    }
  }
}
