// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc.IngestServiceImplBase;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import dev.reprise.proto.map.PairMapper;
import dev.reprise.traffic.pair.RRPair;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An ingest-service that keeps what comes and acknowledges it, unless it is told to keep still.
 *
 * <p><b>Threads:</b> safe.
 */
public final class StandInIngest extends IngestServiceImplBase implements AutoCloseable {

  private static final int CREDITS = 8;

  private final List<RRPair> pairs = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private final Listening server = Listening.start(this);
  private boolean holding;

  /** As {@code host:port}. */
  public String address() {
    return server.address();
  }

  /** Acknowledges nothing until {@link #letGo}. */
  public synchronized void hold() {
    holding = true;
  }

  /** Acknowledges what it held back, and what is still to come. */
  public synchronized void letGo() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** What came, in its order. */
  public synchronized List<RRPair> pairs() {
    return List.copyOf(pairs);
  }

  /** What came of a replay. */
  public List<RRPair> pairsOf(String replayId) {
    return pairs().stream().filter(pair -> pair.origin().replayId().equals(replayId)).toList();
  }

  @Override
  public StreamObserver<PushRequest> push(StreamObserver<PushResponse> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(PushRequest request) {
        if (request.hasHello()) {
          answers.onNext(acked(0));
        } else {
          take(request.getBatch(), answers);
        }
      }

      @Override
      public void onError(Throwable failure) {
        // The agent has gone.
      }

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  private synchronized void take(Batch batch, StreamObserver<PushResponse> answers) {
    batch.getPairsList().forEach(pair -> pairs.add(PairMapper.fromProto(pair)));
    long last =
        Stream.of(
                batch.getPairsList().stream().mapToLong(pair -> pair.getId().getSequence()),
                batch.getGapsList().stream().mapToLong(gap -> gap.getSequence()))
            .flatMapToLong(each -> each)
            .max()
            .orElse(0);
    if (holding) {
      held.add(() -> answers.onNext(acked(last)));
    } else {
      answers.onNext(acked(last));
    }
  }

  private static PushResponse acked(long sequence) {
    return PushResponse.newBuilder().setAckedSequence(sequence).setCredits(CREDITS).build();
  }

  @Override
  public void close() {
    server.close();
  }
}
