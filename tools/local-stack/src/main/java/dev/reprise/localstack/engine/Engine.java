// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running engine: the library, the connections, the workers and the HTTP server.
 *
 * <p><b>Ownership:</b> one a process, as the library demands. {@link #close} must come before the
 * process ends: the library crashes at exit while connections are open.
 */
final class Engine implements AutoCloseable {

  /** The engine compares the depth of its stack with the thread's. */
  static final long STACK_BYTES = 16L << 20;

  private static final Logger LOG = System.getLogger(Engine.class.getName());
  private static final int MOST_WORKERS = 512;
  private static final Duration WORKER_IDLE = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final DataDirectory directory;
  private final ExecutorService workers;
  private final Preparation prepared;
  private final Connections connections;
  private final Vertx vertx;
  private final HttpServer server;

  private Engine(
      DataDirectory directory,
      ExecutorService workers,
      Preparation prepared,
      Connections connections,
      Vertx vertx,
      HttpServer server) {
    this.directory = directory;
    this.workers = workers;
    this.prepared = prepared;
    this.connections = connections;
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts the engine and serves it.
   *
   * @throws EngineStartException if it cannot; the process must then be halted
   */
  static Engine start(EngineOptions options, Path library) {
    DataDirectory directory = DataDirectory.take(options);
    Chdb chdb = Chdb.load(library);
    List<String> how = directory.connectionOptions();
    ExecutorService workers = workers();
    Preparation prepared =
        waitFor(workers.submit(() -> Preparation.of(chdb, directory, options.database())));
    Connections connections =
        new Connections(
            () -> NativeConnection.open(chdb, how),
            options.queryConnections(),
            options.ingestConnections());
    Vertx vertx = vertx();
    HttpFacade facade =
        new HttpFacade(
            vertx,
            workers,
            new Credentials(options.user(), options.password()),
            new QueryRunner(connections, prepared.forbidden()),
            connections.running(),
            prepared.facts());
    HttpServer server = waitFor(listen(facade, options));
    long _ = vertx.setPeriodic(TICK.toMillis(), _ -> expireSessions(workers, connections));
    return new Engine(directory, workers, prepared, connections, vertx, server);
  }

  private static void expireSessions(ExecutorService workers, Connections connections) {
    if (!workers.isShutdown()) {
      workers.execute(connections.sessions()::expire);
    }
  }

  private static ExecutorService workers() {
    return new ThreadPoolExecutor(
        0,
        MOST_WORKERS,
        WORKER_IDLE.toSeconds(),
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform().name("engine-worker-", 0).stackSize(STACK_BYTES).daemon().factory());
  }

  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static CompletableFuture<HttpServer> listen(HttpFacade facade, EngineOptions options) {
    CompletableFuture<HttpServer> listening = new CompletableFuture<>();
    facade.listen(
        options.host(),
        options.port(),
        result -> {
          boolean _ =
              result.succeeded()
                  ? listening.complete(result.result())
                  : listening.completeExceptionally(result.cause());
        });
    return listening;
  }

  private static <T> T waitFor(Future<T> future) {
    try {
      return future.get(START.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineStartException cause) {
        throw cause;
      }
      throw cannotStart(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw cannotStart("a step took longer than " + START.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotStart("it was interrupted", e);
    }
  }

  private static EngineStartException cannotStart(String reason, Exception cause) {
    return new EngineStartException(
        "The engine cannot be started: " + reason + ".", "See --help and its log.", cause);
  }

  /** The port that it serves. */
  int port() {
    return server.actualPort();
  }

  /** The engine's version. */
  String version() {
    return prepared.facts().version();
  }

  /** Stops what runs, within a grace time, and closes everything. */
  @Override
  public void close() {
    workers.shutdown(); // what comes now is refused
    try {
      connections.running().killAll();
      if (workers.awaitTermination(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
        connections.close();
        prepared.keeper().close();
      } else {
        LOG.log(Level.WARNING, "Stopping although requests still run");
      }
    } catch (EngineError e) {
      LOG.log(Level.WARNING, "Running queries could not be stopped error={0}", e.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      io.vertx.core.Future<Void> _ = vertx.close();
      directory.close();
    }
  }
}
