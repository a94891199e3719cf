// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Streams an artifact to a client, as fast as the client takes it.
 *
 * <p><b>Threads:</b> reads on a worker, one at a time; woken by the call when it can take more.
 * <b>Bounds:</b> one chunk beyond what the transport has taken.
 */
final class DownloadCall {

  static final int CHUNK_BYTES = 1024 * 1024;

  /** Where the file is; may look for it on a worker. */
  interface Source {
    Path file() throws IOException;
  }

  private final ServerCallStreamObserver<DownloadSnapshotResponse> answers;
  private final Executor workers;

  private Source source = () -> Path.of("");
  private @Nullable InputStream in; // null until the first chunk is read; of the sending worker
  private boolean begun; // guarded by this: the source is known
  private boolean busy; // guarded by this: a worker is sending
  private boolean again; // guarded by this: the call became ready meanwhile
  private boolean ended; // guarded by this

  /** Prepares a call; must happen before the call's method returns. */
  DownloadCall(ServerCallStreamObserver<DownloadSnapshotResponse> answers, Executor workers) {
    this.answers = answers;
    this.workers = workers;
    answers.setOnReadyHandler(this::wake);
    answers.setOnCancelHandler(this::cancelled);
  }

  /** Starts sending, now that it is known what. */
  void begin(Source file) {
    synchronized (this) {
      source = file;
      begun = true;
    }
    wake();
  }

  private void wake() {
    synchronized (this) {
      if (ended || !begun) {
        return;
      }
      if (busy) {
        again = true;
        return;
      }
      busy = true;
    }
    workers.execute(this::send);
  }

  private void send() {
    do {
      try {
        sendWhileReady();
      } catch (IOException | RuntimeException e) { // the edge of this call
        end();
        answers.onError(Failures.status(e));
      }
    } while (goesOn());
  }

  private void sendWhileReady() throws IOException {
    while (answers.isReady() && !isEnded()) {
      byte[] chunk = content().readNBytes(CHUNK_BYTES);
      if (chunk.length == 0) {
        end();
        answers.onCompleted();
        return;
      }
      ByteString bytes = UnsafeByteOperations.unsafeWrap(chunk); // nobody else has the array
      answers.onNext(DownloadSnapshotResponse.newBuilder().setChunk(bytes).build());
    }
  }

  private InputStream content() throws IOException {
    if (in == null) {
      in = Files.newInputStream(source.file());
    }
    return in;
  }

  private synchronized boolean goesOn() {
    boolean more = again && !ended;
    again = false;
    busy = more;
    if (ended) {
      close();
    }
    return more;
  }

  private synchronized void cancelled() {
    ended = true;
    if (!busy) {
      close();
    }
  }

  private synchronized void end() {
    ended = true;
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private void close() {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
