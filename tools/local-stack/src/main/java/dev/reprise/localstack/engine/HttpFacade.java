// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * ClickHouse's HTTP interface: who may ask, and from which thread it is answered.
 *
 * <p>The event loop checks the credentials and moves bytes; everything else of a request happens on
 * a worker. A browser's page cannot ask at all: a request with an {@code Origin} is refused.
 */
final class HttpFacade {

  private static final Logger LOG = System.getLogger(HttpFacade.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int URL_BYTES = 1 << 20;
  private static final int HEADER_BYTES = 1 << 17;
  private static final int FORM_BYTES = 16 << 20;
  private static final int FORM_FIELDS = 10_000;

  private final Vertx vertx;
  private final Executor workers;
  private final Credentials credentials;
  private final QueryRunner runner;
  private final RunningQueries running;
  private final Reply.ServerFacts facts;

  HttpFacade(
      Vertx vertx,
      Executor workers,
      Credentials credentials,
      QueryRunner runner,
      RunningQueries running,
      Reply.ServerFacts facts) {
    this.vertx = vertx;
    this.workers = workers;
    this.credentials = credentials;
    this.runner = runner;
    this.running = running;
    this.facts = facts;
  }

  /** Begins to serve; port 0 takes a free one. */
  void listen(String host, int port, Handler<AsyncResult<HttpServer>> ready) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true)
            .setMaxInitialLineLength(URL_BYTES)
            .setMaxHeaderSize(HEADER_BYTES)
            .setMaxFormAttributeSize(FORM_BYTES)
            .setMaxFormBufferedBytes(FORM_BYTES)
            .setMaxFormFields(FORM_FIELDS);
    vertx.createHttpServer(options).requestHandler(this::handle).listen().onComplete(ready);
  }

  private void handle(HttpServerRequest request) {
    if (request.headers().contains("Origin")) {
      plain(request, HttpStatus.FORBIDDEN, "Requests of web pages are not served here.\n");
    } else if (isPing(request)) {
      plain(request, HttpStatus.OK, "Ok.\n");
    } else if (!"/".equals(request.path())) {
      plain(request, HttpStatus.NOT_FOUND, "There is no handle " + request.path() + "\n");
    } else {
      serve(request);
    }
  }

  private static boolean isPing(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    boolean isBareGet = request.method().equals(HttpMethod.GET) && request.query() == null;
    return path.equals("/ping")
        || path.equals("/replicas_status")
        || (path.equals("/") && isBareGet);
  }

  private void plain(HttpServerRequest request, int status, String text) {
    discard(
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "text/plain; charset=UTF-8")
            .end(Buffer.buffer(text.getBytes(UTF_8))));
  }

  private void serve(HttpServerRequest wire) {
    Context context = vertx.getOrCreateContext();
    QueryRequest request;
    try {
      request = QueryRequest.of(wire);
    } catch (IllegalArgumentException e) { // what URLDecoder throws
      plain(wire, HttpStatus.BAD_REQUEST, "The URL cannot be decoded: " + e.getMessage() + "\n");
      return;
    }
    Reply reply = new Reply(new ResponseStream(wire, context, PATIENCE), request, facts);
    try {
      credentials.check(request);
      wire.response().closeHandler(_ -> killAbandoned(request));
      if (request.lowerHeader("Content-Type").startsWith("multipart/form-data")) {
        serveForm(wire, context, request, reply);
      } else {
        dispatch(request, RequestBody.of(wire, context, PATIENCE), reply);
      }
    } catch (EngineError e) {
      reply.fail(e);
    }
  }

  private void serveForm(
      HttpServerRequest wire, Context context, QueryRequest request, Reply reply) {
    MultiMap files = MultiMap.caseInsensitiveMultiMap();
    wire.setExpectMultipart(true);
    wire.uploadHandler(upload -> {
      files.add(upload.name(), upload.filename());
      upload.handler(_ -> {});
    });
    wire.exceptionHandler(e ->
        reply.fail(
            EngineError.of(ErrorCode.BAD_ARGUMENTS, "The form cannot be read: " + e.getMessage())));
    wire.endHandler(_ -> {
      if (files.isEmpty()) {
        dispatch(request.with(wire.formAttributes()), RequestBody.empty(wire, context), reply);
      } else {
        reply.fail(
            EngineError.of(
                ErrorCode.NOT_IMPLEMENTED,
                "External tables are not served by the embedded engine: " + files.names()));
      }
    });
  }

  private void dispatch(QueryRequest request, RequestBody body, Reply reply) {
    try {
      workers.execute(() -> runner.run(request, body, reply));
    } catch (RejectedExecutionException e) {
      body.abandon();
      reply.fail(
          EngineError.of(
              ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES,
              "Too many requests at once. Try again later"));
    }
  }

  /** Nobody waits for the answer any more, so the engine need not work on it. */
  private void killAbandoned(QueryRequest request) {
    workers.execute(() -> {
      try {
        running.kill(request.queryId());
      } catch (EngineError e) {
        LOG.log(
            Level.WARNING,
            "A query whose client has gone could not be stopped queryId={0} error={1}",
            request.queryId(),
            e.text());
      }
    });
  }

  private static void discard(io.vertx.core.Future<Void> sending) {
    io.vertx.core.Future<Void> _ =
        sending.onFailure(
            e -> LOG.log(Level.DEBUG, "An answer could not be sent error={0}", e.getMessage()));
  }
}
