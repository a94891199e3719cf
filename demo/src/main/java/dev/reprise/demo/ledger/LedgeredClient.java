// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Sends requests over HTTP/1.1, keeps connections alive, and writes every request into a ledger.
 *
 * <p>It takes no content coding off, so that what is hashed is what was on the wire.
 *
 * <p><b>Threads:</b> thread-safe; {@link #send} blocks.
 */
public final class LedgeredClient implements AutoCloseable {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(15);
  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (_, _) -> true);

  private final HttpClient http;
  private final Ledger ledger;

  private LedgeredClient(HttpClient http, Ledger ledger) {
    this.http = http;
    this.ledger = ledger;
  }

  /** A client that goes through the proxy which the JVM's settings name, if any. */
  public static LedgeredClient throughJvmProxy(Ledger ledger) {
    return with(ProxySelector.getDefault(), ledger);
  }

  /** A client that always connects to the address in the request. */
  public static LedgeredClient direct(Ledger ledger) {
    return with(HttpClient.Builder.NO_PROXY, ledger);
  }

  private static LedgeredClient with(ProxySelector proxies, Ledger ledger) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(proxies)
            .connectTimeout(LONGEST_CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    return new LedgeredClient(http, ledger);
  }

  /**
   * Sends one request and waits for the whole answer; redirects are not followed.
   *
   * @throws IOException when no whole answer came; this too is in the ledger
   */
  public Reply send(Outgoing request) throws IOException, InterruptedException {
    long sequence = ledger.nextSequence();
    var start = Instant.now();
    long startedNanos = System.nanoTime();
    int status = 0;
    byte[] body = {};
    var headers = NO_HEADERS;
    String error = "";
    try {
      var response = http.send(request.toHttp(), BodyHandlers.ofByteArray());
      status = response.statusCode();
      headers = response.headers();
      body = response.body();
      return new Reply(status, headers, body);
    } catch (IOException | InterruptedException failure) {
      error = failure.toString();
      throw failure;
    } finally {
      long tookNanos = System.nanoTime() - startedNanos;
      var sent = WireBody.of(request.bodyBytes());
      var received = WireBody.of(body);
      ledger.write(
          new LedgerEntry(sequence, request, status, sent, received, start, tookNanos, error));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
