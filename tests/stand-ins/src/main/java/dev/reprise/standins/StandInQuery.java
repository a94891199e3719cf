// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.CountPairsResponse;
import dev.reprise.proto.query.v1.QueryServiceGrpc.QueryServiceImplBase;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/**
 * A query-service that knows how many pairs of a replay are stored.
 *
 * <p><b>Threads:</b> safe.
 */
public final class StandInQuery extends QueryServiceImplBase implements AutoCloseable {

  private final AtomicInteger asked = new AtomicInteger();
  private final Listening server = Listening.start(this);
  private volatile ToLongFunction<String> stored;

  /**
   * @param stored how many, by the replay's id
   */
  public StandInQuery(ToLongFunction<String> stored) {
    this.stored = stored;
  }

  /** As {@code host:port}. */
  public String address() {
    return server.address();
  }

  /** Counts in another way from now on. */
  public void count(ToLongFunction<String> other) {
    stored = other;
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  @Override
  public void countPairs(CountPairsRequest request, StreamObserver<CountPairsResponse> answer) {
    asked.incrementAndGet();
    answer.onNext(
        CountPairsResponse.newBuilder()
            .setCount(stored.applyAsLong(request.getSelection().getReplayId()))
            .build());
    answer.onCompleted();
  }

  @Override
  public void close() {
    server.close();
  }
}
