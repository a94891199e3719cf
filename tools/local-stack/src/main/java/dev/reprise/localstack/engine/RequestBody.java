// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream that a worker thread reads.
 *
 * <p><b>Threads:</b> made on the event loop, read by one worker.
 *
 * <p><b>Bounds:</b> at most {@value #AHEAD} network buffers wait to be read; the client is made to
 * wait beyond that.
 */
final class RequestBody extends InputStream {

  private static final int AHEAD = 16;

  private final HttpServerRequest request;
  private final Context context;
  private final Duration patience;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private byte[] current = new byte[0];
  private int position;
  private @Nullable Part last; // the part that ends it, once seen

  private RequestBody(HttpServerRequest request, Context context, Duration patience) {
    this.request = request;
    this.context = context;
    this.patience = patience;
  }

  /** Begins to take a request's body; called on the event loop, before any of it is lost. */
  static RequestBody of(HttpServerRequest request, Context context, Duration patience) {
    RequestBody body = new RequestBody(request, context, patience);
    request.pause();
    request.handler(buffer -> body.parts.add(new Bytes(buffer)));
    request.endHandler(_ -> body.parts.add(new End()));
    request.exceptionHandler(cause -> body.parts.add(new Broken(cause)));
    request.fetch(AHEAD);
    return body;
  }

  /** The body of a request that was read in another way. */
  static RequestBody empty(HttpServerRequest request, Context context) {
    RequestBody body = new RequestBody(request, context, Duration.ZERO);
    body.last = new End();
    return body;
  }

  /** Lets the rest of the body come and go, for a client that sends before it listens. */
  void abandon() {
    context.runOnContext(_ -> {
      if (!request.isEnded()) {
        request.handler(_ -> {});
        request.resume();
      }
    });
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? Byte.toUnsignedInt(current[position++]) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean hasMore() throws IOException {
    while (position == current.length && last == null) {
      switch (nextPart()) {
        case Bytes bytes -> {
          current = bytes.buffer().getBytes();
          position = 0;
          context.runOnContext(_ -> request.fetch(1));
        }
        case End end -> last = end;
        case Broken broken -> last = broken;
      }
    }
    if (last instanceof Broken broken) {
      throw new ClientGoneException(broken.cause());
    }
    return position < current.length;
  }

  private Part nextPart() throws IOException {
    try {
      Part part = parts.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (part == null) {
        throw new IOException("the client has sent nothing for " + patience.toSeconds() + " s");
      }
      return part;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", e);
    }
  }

  private sealed interface Part {}

  private record Bytes(Buffer buffer) implements Part {}

  private record End() implements Part {}

  private record Broken(Throwable cause) implements Part {}
}
