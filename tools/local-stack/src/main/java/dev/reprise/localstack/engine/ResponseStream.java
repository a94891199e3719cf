// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as a stream that a worker thread writes.
 *
 * <p><b>Threads:</b> written by one worker; the event loop does the sending.
 *
 * <p><b>Bounds:</b> at most {@value #IN_FLIGHT_BYTES} bytes wait for the client; the worker is made
 * to wait beyond that, and gives up on a client that takes nothing for as long as its patience.
 */
final class ResponseStream extends OutputStream {

  private static final int IN_FLIGHT_BYTES = 4 << 20;
  private static final int PIECE_BYTES = 64 << 10;

  private final HttpConnection connection;
  private final HttpServerResponse response;
  private final Context context;
  private final Duration patience;
  private final Semaphore room = new Semaphore(IN_FLIGHT_BYTES);
  private volatile @Nullable Throwable broken; // why the client cannot be reached any more

  ResponseStream(HttpServerRequest request, Context context, Duration patience) {
    this.connection = request.connection();
    this.response = request.response();
    this.context = context;
    this.patience = patience;
  }

  /** The status and headers, to be set before the first byte. */
  HttpServerResponse head() {
    return response;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int size = Math.min(PIECE_BYTES, length - done);
      waitForRoom(size);
      Buffer piece = Buffer.buffer(size).appendBytes(bytes, offset + done, size);
      context.runOnContext(_ -> sent(response.write(piece), size));
    }
  }

  /** Sends a whole body and ends the response. */
  void end(byte[] bytes) {
    Buffer body = Buffer.buffer(bytes);
    context.runOnContext(_ -> sent(response.end(body), 0));
  }

  /** Ends the response after what was written. */
  void end() {
    context.runOnContext(_ -> sent(response.end(), 0));
  }

  /** Cuts the connection, so that a part of a result cannot be taken for the whole. */
  void abort() {
    context.runOnContext(_ -> sent(connection.close(), 0));
  }

  private void sent(Future<Void> sending, int size) {
    Future<Void> _ =
        sending.onComplete(result -> {
          if (result.failed()) {
            broken = result.cause();
          }
          room.release(size);
        });
  }

  private void waitForRoom(int size) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!tryAcquire(size)) {
      if (System.nanoTime() > deadline) {
        broken = new IOException("the client took nothing for " + patience.toSeconds() + " s");
      }
      Throwable reason = broken;
      if (reason != null) {
        throw new ClientGoneException(reason);
      }
    }
    Throwable reason = broken;
    if (reason != null) {
      throw new ClientGoneException(reason);
    }
  }

  private boolean tryAcquire(int size) throws IOException {
    try {
      return room.tryAcquire(size, 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", e);
    }
  }
}
