// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.fault;

import dev.reprise.fixtures.Eventually;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.ingest.v1.Hello;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * One stream of an agent that does what it is told: sends any batch at any time, also one that it
 * has sent before on another stream.
 */
final class Agent implements AutoCloseable {

  private final ManagedChannel channel;
  private final StreamObserver<PushRequest> requests;
  private volatile long acked = -1; // nothing was answered
  private volatile @Nullable Status end;

  /** Connects and waits until its Hello is answered. */
  Agent(String address, String captureId) {
    channel = Channels.open(address, "");
    requests = IngestServiceGrpc.newStub(channel).push(new Answers());
    var hello = Hello.newBuilder().setCaptureId(captureId).setService("shop").setAgent("test");
    requests.onNext(PushRequest.newBuilder().setHello(hello).build());
    Eventually.holds(Pipeline.LIMIT, () -> acked >= 0, this::toString);
  }

  /** Sends a batch, and does not wait. */
  void send(Batch batch) {
    requests.onNext(PushRequest.newBuilder().setBatch(batch).build());
  }

  /** Sends consecutive pairs and waits until they are acknowledged. */
  void push(String captureId, long first, long last) {
    send(Traffic.batch(captureId, first, last));
    awaitAcked(last);
  }

  void awaitAcked(long sequence) {
    Eventually.holds(Pipeline.LIMIT, () -> acked >= sequence, this::toString);
  }

  /** Waits until the stream has been ended by the other side. */
  Status awaitEnd() {
    Eventually.holds(Pipeline.LIMIT, () -> end != null, this::toString);
    return end == null ? Status.UNKNOWN : end;
  }

  long acked() {
    return acked;
  }

  @Override
  public String toString() {
    return "acknowledged up to %d, ended by %s".formatted(acked, end);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private final class Answers implements StreamObserver<PushResponse> {
    @Override
    public void onNext(PushResponse answer) {
      acked = answer.getAckedSequence();
    }

    @Override
    public void onError(Throwable failure) {
      end = Status.fromThrowable(failure);
    }

    @Override
    public void onCompleted() {
      end = Status.OK;
    }
  }
}
