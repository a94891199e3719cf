// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/**
 * The webhook's HTTPS server.
 *
 * <p><b>Threads:</b> an event loop; an answer is computed there, in a millisecond or so.
 *
 * <p><b>Bounds:</b> bodies of more than 3 MiB, what etcd would not take, are refused; a connection
 * that says nothing for half a minute is closed.
 */
final class WebhookServer {

  private static final Logger LOG = Logger.getLogger(WebhookServer.class);
  private static final int MAX_BODY_BYTES = 3 << 20;
  private static final int IDLE_SECONDS = 30;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int FAILED = 500;

  private final Admission admission;
  private final HttpServer server;

  private WebhookServer(Vertx vertx, Admission admission, HttpServerOptions options) {
    this.admission = admission;
    this.server = vertx.createHttpServer(options).requestHandler(this::handle);
  }

  /** Starts to listen. */
  static Future<WebhookServer> start(
      Vertx vertx, Admission admission, String address, int port, ServingCertificate certificate) {
    var options =
        new HttpServerOptions()
            .setHost(address)
            .setPort(port)
            .setSsl(true)
            .setUseAlpn(true)
            .setIdleTimeout(IDLE_SECONDS)
            .setKeyCertOptions(keys(certificate));
    var started = new WebhookServer(vertx, admission, options);
    return started.server.listen().map(started);
  }

  /** Shows another certificate from the next connection on. */
  Future<Boolean> show(ServingCertificate certificate) {
    return server.updateSSLOptions(new SSLOptions().setKeyCertOptions(keys(certificate)));
  }

  /** Where it listens. */
  int port() {
    return server.actualPort();
  }

  /** Ends it. */
  Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    if ("/ready".equals(request.path())) {
      end(request, OK, "");
    } else if (!WebhookManifests.PATH.equals(request.path())) {
      end(request, NOT_FOUND, "there is only " + WebhookManifests.PATH);
    } else if (!HttpMethod.POST.equals(request.method())) {
      end(request, NOT_ALLOWED, "AdmissionReviews are posted");
    } else {
      receive(request);
    }
  }

  private void receive(HttpServerRequest request) {
    var body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() + part.length() > MAX_BODY_BYTES) {
        if (!request.response().ended()) {
          end(request, TOO_LARGE, "an AdmissionReview has at most " + MAX_BODY_BYTES + " bytes");
        }
      } else {
        body.appendBuffer(part);
      }
    });
    request.endHandler(_ -> {
      if (!request.response().ended()) {
        answer(request, body);
      }
    });
  }

  private void answer(HttpServerRequest request, Buffer body) {
    try {
      var answer = admission.answer(body.getBytes());
      request.response().putHeader("Content-Type", "application/json");
      end(request, OK, answer);
    } catch (Admission.MalformedReviewException e) {
      LOG.warnf("The webhook was sent what it cannot answer: error=%s", e.getMessage());
      end(request, BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // boundary: without an answer the API server would let the pod wait for it
      LOG.error("A pod could not be looked at, so it starts without the proxy.", e);
      end(
          request,
          FAILED,
          "this pod cannot be looked at; the log of orchestrator-service says why");
    }
  }

  private static void end(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .end(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)))
        .onFailure(e -> LOG.debugf("An answer was not taken: error=%s", e.getMessage()));
  }

  private static PemKeyCertOptions keys(ServingCertificate certificate) {
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(certificate.certificate()))
        .addKeyValue(Buffer.buffer(certificate.key()));
  }
}
