// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.ingest.v1.Hello;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc.IngestServiceStub;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/**
 * One stream to ingest-service, from its Hello to its end.
 *
 * <p><b>Threads:</b> sending is confined to the courier's thread; answers come on a thread of the
 * channel, are kept as the latest state, and wake the courier.
 *
 * <p><b>Bounds:</b> what gRPC buffers is bounded by the credits that ingest-service gives.
 */
final class PushStream implements ClientResponseObserver<PushRequest, PushResponse> {

  private final Runnable wake;
  private @Nullable ClientCallStreamObserver<PushRequest> requests; // set before the call starts
  private volatile long acked;
  private volatile int credits;
  private volatile @Nullable Status end;

  private PushStream(Runnable wake) {
    this.wake = wake;
  }

  /** Begins a stream; batches may be sent once there are {@link #credits}. */
  static PushStream open(IngestServiceStub stub, Hello hello, Runnable wake) {
    var stream = new PushStream(wake);
    stub.push(stream).onNext(PushRequest.newBuilder().setHello(hello).build());
    return stream;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<PushRequest> call) {
    requests = call;
  }

  void send(Batch batch) {
    call().onNext(PushRequest.newBuilder().setBatch(batch).build());
  }

  /** Everything up to this sequence number is safe. */
  long acked() {
    return acked;
  }

  /** How many batches may be unacknowledged; 0 until the Hello is answered. */
  int credits() {
    return credits;
  }

  /** Why the stream ended; null while it lives. */
  @Nullable Status end() {
    return end;
  }

  /** Says that nothing more comes. */
  void finish() {
    if (end == null) {
      call().onCompleted();
    }
  }

  void cancel(String reason) {
    call().cancel(reason, null);
  }

  @Override
  public void onNext(PushResponse answer) {
    acked = Math.max(acked, answer.getAckedSequence());
    credits = answer.getCredits();
    wake.run();
  }

  @Override
  public void onError(Throwable failure) {
    end = Status.fromThrowable(failure);
    wake.run();
  }

  @Override
  public void onCompleted() {
    end = Status.UNAVAILABLE.withDescription("ingest-service ended the stream");
    wake.run();
  }

  private ClientCallStreamObserver<PushRequest> call() {
    var call = requests;
    if (call == null) {
      throw new IllegalStateException("the call has not started");
    }
    return call;
  }
}
