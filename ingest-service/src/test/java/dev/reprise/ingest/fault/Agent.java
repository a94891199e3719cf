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
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
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
  private volatile @Nullable Throwable end;

  /** Connects, and says nothing. */
  Agent(String address) {
    channel = Channels.open(address, "");
    requests = IngestServiceGrpc.newStub(channel).push(new Answers());
  }

  /** Connects and waits until its Hello is answered. */
  Agent(String address, String captureId) {
    this(address);
    send(hello(captureId));
    Eventually.holds(Pipeline.LIMIT, () -> acked >= 0, this::toString);
  }

  static PushRequest hello(String captureId) {
    var hello = Hello.newBuilder().setCaptureId(captureId).setService("shop").setAgent("test");
    return PushRequest.newBuilder().setHello(hello).build();
  }

  /** Sends a batch, and does not wait. */
  void send(Batch batch) {
    send(PushRequest.newBuilder().setBatch(batch).build());
  }

  /** Sends anything, and does not wait. */
  void send(PushRequest message) {
    requests.onNext(message);
  }

  /** Sends consecutive pairs and waits until they are acknowledged. */
  void push(String captureId, long first, long last) {
    send(Traffic.batch(captureId, first, last));
    awaitAcked(last);
  }

  void awaitAcked(long sequence) {
    Eventually.holds(Pipeline.LIMIT, () -> acked >= sequence, this::toString);
  }

  /** Waits until the other side has refused to go on. */
  AppException awaitRefusal() {
    Eventually.holds(Pipeline.LIMIT, () -> end != null, this::toString);
    return ErrorMapper.fromStatus(end == null ? new AssertionError() : end);
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
      end = failure;
    }

    @Override
    public void onCompleted() {
      end = Status.OK.asException();
    }
  }
}
